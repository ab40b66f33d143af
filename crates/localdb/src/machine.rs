//! What this machine has: memory and cores, for settings that should fit it.
//!
//! Deliberately absent: disks.

use std::process::Command;

use crate::tool;

const MIB: u64 = 1024 * 1024;
/// Assumed when the system does not say.
const UNKNOWN_MEMORY_MIB: u64 = 2048;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine {
    pub memory_mib: u64,
    pub cores: usize,
}

impl Machine {
    pub fn this() -> Self {
        let total = linux_total_mib().or_else(macos_total_mib).unwrap_or(UNKNOWN_MEMORY_MIB);
        let memory_mib = cgroup_limit_mib().map_or(total, |limit| limit.min(total));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { memory_mib, cores }
    }
}

fn linux_total_mib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

/// A container's limit; "max" when there is none.
fn cgroup_limit_mib() -> Option<u64> {
    let text = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok()?;
    let bytes: u64 = text.trim().parse().ok()?;
    Some(bytes / MIB)
}

fn macos_total_mib() -> Option<u64> {
    let said = tool::run(Command::new("sysctl").args(["-n", "hw.memsize"])).ok()?;
    let bytes: u64 = said.trim().parse().ok()?;
    Some(bytes / MIB)
}
