//! What processes use: CPU seconds and memory, from Linux's `/proc`. Elsewhere every answer is `None`.

use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use serde::Serialize;

use super::machine::said;

/// The processes of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    pub server: u32,
    /// The first process of PostgreSQL; `None` when it is somewhere else.
    pub postmaster: Option<u32>,
}

/// CPU seconds since the processes began.
#[derive(Clone, Copy, Debug, Default)]
pub struct CpuSeconds {
    pub server: Option<f64>,
    pub postgres: Option<f64>,
    /// This process: the load generator.
    pub generator: Option<f64>,
}

/// CPU seconds of a measurement and the peak of the server's memory in it.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Usage {
    pub server_cpu_s: Option<f64>,
    pub postgres_cpu_s: Option<f64>,
    pub generator_cpu_s: Option<f64>,
    pub server_peak_mib: Option<f64>,
}

impl Watched {
    /// Begins a measurement; the peak of memory starts again from what is used now.
    pub fn begin(&self) -> CpuSeconds {
        // 5 means: forget the peak. Refused for a process of another user, and then the peak is that of the whole run.
        let _ = fs::write(format!("/proc/{}/clear_refs", self.server), "5");
        self.cpu()
    }

    pub fn end(&self, begun: CpuSeconds) -> Usage {
        let now = self.cpu();
        let spent = |now: Option<f64>, then: Option<f64>| Some(now? - then?);
        Usage {
            server_cpu_s: spent(now.server, begun.server),
            postgres_cpu_s: spent(now.postgres, begun.postgres),
            generator_cpu_s: spent(now.generator, begun.generator),
            server_peak_mib: peak_mib(self.server),
        }
    }

    fn cpu(&self) -> CpuSeconds {
        CpuSeconds {
            server: own_s(self.server),
            postgres: self.postmaster.and_then(family_s),
            generator: own_s(std::process::id()),
        }
    }
}

/// Ticks of one process.
struct Stat {
    parent: u32,
    own: u64,
    /// Of children that ended and were waited for.
    children: u64,
}

fn stat(pid: u32) -> Option<Stat> {
    read_stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// See proc_pid_stat(5); the name in parentheses may hold anything, so counting starts after the last one.
fn read_stat(text: &str) -> Option<Stat> {
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: number(11)?.saturating_add(number(12)?),
        children: number(13)?.saturating_add(number(14)?),
    })
}

fn own_s(pid: u32) -> Option<f64> {
    stat(pid).map(|stat| seconds(stat.own))
}

/// A process, its living children and those that ended.
fn family_s(parent: u32) -> Option<f64> {
    let head = stat(parent)?;
    let pids =
        fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let living = pids.filter_map(stat).filter(|child| child.parent == parent);
    let sum = living.fold(head.own.saturating_add(head.children), |sum, child| sum.saturating_add(child.own));
    Some(seconds(sum))
}

fn seconds(ticks: u64) -> f64 {
    static PER_SECOND: LazyLock<f64> = LazyLock::new(|| {
        said(Command::new("getconf").arg("CLK_TCK")).and_then(|text| text.parse().ok()).unwrap_or(100.0)
    });
    ticks as f64 / *PER_SECOND
}

fn peak_mib(pid: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_and_spaces_does_not_shift_the_fields() {
        let line = "7 (post (gres) x) S 3 7 7 0 -1 4 1 2 3 4 120 30 5 6 20 0 1 0 99";
        let stat = read_stat(line).unwrap();
        assert_eq!((stat.parent, stat.own, stat.children), (3, 150, 11));
    }
}
