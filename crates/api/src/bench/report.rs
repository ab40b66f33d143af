//! What the run found, as a table for people and as JSON for programs.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use app::bench::ServerFacts;
use serde::Serialize;

use super::figures::median;
use super::machine::Machine;
use super::reads::{AtSize, Timed};
use super::reference::Reference;
use super::rounds::{Measured, Rounds};
use super::scenarios::{Scenario, Yardstick};

/// Letters of a path that a line of the table shows.
const LONGEST_PATH: usize = 100;

/// Everything, as it is written to the file of `--json`.
#[derive(Debug, Serialize)]
pub struct Report {
    pub machine: Machine,
    pub postgresql: ServerFacts,
    /// The command line.
    pub command: String,
    pub seconds: u16,
    pub pgbench_scale: u16,
    pub organisations: u32,
    pub demo_clients: u64,
    pub demo_operations: u64,
    pub rounds: Rounds,
    pub at_size: Option<AtSize>,
    /// `saldo verify` found every invariant kept.
    pub verified: bool,
}

/// A line about how far the run is, beside the report.
pub fn progress(line: &str) {
    eprintln!("{line}");
}

/// What was measured on, before anything is.
pub fn header(machine: &Machine, postgresql: &ServerFacts) -> String {
    let settings: Vec<String> =
        postgresql.settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let memory = machine.memory_mib.map_or_else(|| "unknown".to_owned(), |mib| format!("{mib} MiB"));
    let debug = if machine.debug_build { " (DEBUG BUILD: the figures mean nothing)" } else { "" };
    format!(
        "saldo {}{debug}\ncpu: {}, {} cores; memory: {memory}; kernel: {}; load average: {}\nPostgreSQL {}: {}\n",
        machine.saldo,
        machine.cpu,
        machine.cores,
        machine.kernel,
        machine.load_average,
        postgresql.version,
        settings.join(" ")
    )
}

impl Report {
    /// The table. Ratios are medians of the ratios of each round; memory is the highest of all rounds.
    pub fn table(&self, scenarios: &[Scenario]) -> String {
        let mut text = String::new();
        self.references(&mut text);
        if !scenarios.is_empty() {
            line(
                &mut text,
                "scenario",
                [
                    "conns",
                    "per second",
                    "ratio",
                    "target",
                    "p50 ms",
                    "p99 ms",
                    "RSS MiB",
                    "cpu s",
                    "pg cpu s",
                    "gen cpu s",
                ],
            );
        }
        for scenario in scenarios {
            let of = |measured: &&Measured| measured.scenario == scenario.name;
            let runs: Vec<&Measured> = self.rounds.measured.iter().filter(of).collect();
            scenario_line(&mut text, scenario, &runs);
        }
        if let Some(at_size) = &self.at_size {
            at_size_table(&mut text, at_size);
        }
        let verified = if self.verified { "clean" } else { "BROKEN" };
        let _ = writeln!(text, "\nsaldo verify: {verified}");
        text
    }

    fn references(&self, text: &mut String) {
        for (name, runs) in
            [("R = pgbench TPC-B", &self.rounds.tpc_b), ("S = pgbench -S", &self.rounds.select_only)]
        {
            let rate = |run: &Reference| run.per_second;
            let Some(middle) = median(runs.iter().map(rate)) else { continue };
            let all: Vec<String> = runs.iter().map(|run| format!("{:.0}", run.per_second)).collect();
            let _ = writeln!(
                text,
                "{name}, -M prepared -c 32 -j 2, scale {}: median {middle:.0} tps of {}",
                self.pgbench_scale,
                all.join(", ")
            );
        }
        text.push('\n');
    }

    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, file: &Path) -> Result<()> {
        let json = serde_json::to_vec_pretty(self)?;
        std::fs::write(file, json).with_context(|| format!("cannot write {}", file.display()))
    }
}

fn scenario_line(text: &mut String, scenario: &Scenario, runs: &[&Measured]) {
    let middle = |of: fn(&Measured) -> Option<f64>| median(runs.iter().filter_map(|run| of(run)));
    let peak = runs.iter().filter_map(|run| run.usage.server_peak_mib).max_by(f64::total_cmp);
    let unit = match scenario.yardstick {
        Yardstick::Commits => " R",
        Yardstick::Selects => " S",
        Yardstick::PlainRow => " row",
    };
    let ratio = middle(|run| run.ratio);
    let target = match (scenario.at_least, ratio) {
        (Some(target), Some(ratio)) => {
            format!(">= {target} {}", if ratio >= target { "met" } else { "MISSED" })
        }
        (Some(target), None) => format!(">= {target}"),
        (None, _) => String::new(),
    };
    line(
        text,
        scenario.name,
        [
            &scenario.connections.to_string(),
            &figure(middle(|run| Some(run.per_second)), 0),
            &ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}{unit}")),
            &target,
            &figure(middle(|run| Some(run.p50_ms)), 1),
            &figure(middle(|run| Some(run.p99_ms)), 1),
            &figure(peak, 0),
            &figure(middle(|run| run.usage.server_cpu_s), 1),
            &figure(middle(|run| run.usage.postgres_cpu_s), 1),
            &figure(middle(|run| run.usage.generator_cpu_s), 1),
        ],
    );
}

fn line(text: &mut String, name: &str, columns: [&str; 10]) {
    let _ = write!(text, "{name:<28}");
    for (column, width) in columns.into_iter().zip([6, 11, 10, 13, 8, 8, 8, 7, 9, 10]) {
        let _ = write!(text, "{column:>width$}");
    }
    text.push('\n');
}

fn at_size_table(text: &mut String, at_size: &AtSize) {
    let _ = writeln!(
        text,
        "\n{:<52}{:>9}{:>9}{:>9}{:>9}  target p99",
        "one connection, one after another", "requests", "p50 ms", "p99 ms", "max ms"
    );
    for timed in &at_size.timed {
        let target = match timed.limit_ms {
            _ if timed.failed > 0 => format!("{} FAILED: {}", timed.failed, readable(&timed.worst)),
            Some(limit) if timed.p99_ms > limit => format!("<= {limit} MISSED: {}", readable(&timed.worst)),
            Some(limit) => format!("<= {limit} met"),
            None => String::new(),
        };
        let Timed { name, requests, p50_ms, p99_ms, max_ms, .. } = timed;
        let _ = writeln!(text, "{name:<52}{requests:>9}{p50_ms:>9.2}{p99_ms:>9.2}{max_ms:>9.2}  {target}");
    }
    let _ = writeln!(text, "server memory at the peak: {} MiB", figure(at_size.usage.server_peak_mib, 0));
}

fn figure(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.places$}"))
}

/// A path with its query as a person would write it, cut to a line.
fn readable(path: &str) -> String {
    let Some((place, query)) = path.split_once('?') else { return path.to_owned() };
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{place}?{}", pairs.join("&")).chars().take(LONGEST_PATH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_question_is_shown_as_it_was_typed() {
        assert_eq!(readable("/clients?q=%D0%B6+1&limit=5"), "/clients?q=ж 1&limit=5");
        assert_eq!(readable("/clients"), "/clients");
    }
}
