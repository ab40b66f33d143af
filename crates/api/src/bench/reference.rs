//! The reference: `pgbench` on the same cluster, in the same run.
//!
//! R is its TPC-B-like transaction (three updates, a read, an insert, a commit that reaches the disk), S its read of
//! one row; both with prepared statements, 32 clients, two threads.

use anyhow::{Context, Result};
use serde::Serialize;
use tokio::process::Command;

use super::child;
use super::cluster::Cluster;

/// One run of `pgbench`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Reference {
    pub per_second: f64,
    pub latency_ms: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// R.
    TpcB,
    /// S.
    SelectOnly,
}

/// Fills the tables; about 15 MB for each step of the scale.
///
/// # Errors
/// `pgbench` is missing or fails.
pub async fn fill(cluster: &Cluster, scale: u16) -> Result<()> {
    let mut command = Command::new(cluster.pgbench());
    command.args(["-i", "-q", "-s", &scale.to_string()]).arg(cluster.url(app::bench::REFERENCE_DATABASE)?);
    child::output(command).await.context("cannot fill the tables of the reference").map(drop)
}

/// # Errors
/// `pgbench` fails or says what is not understood.
pub async fn run(cluster: &Cluster, kind: Kind, seconds: u16) -> Result<Reference> {
    let mut command = Command::new(cluster.pgbench());
    command.args(["-M", "prepared", "-c", "32", "-j", "2", "-T", &seconds.to_string()]);
    if kind == Kind::SelectOnly {
        command.arg("-S");
    }
    command.arg(cluster.url(app::bench::REFERENCE_DATABASE)?);
    let said = child::output(command).await?;
    let figure =
        |name: &str| figure(&said, name).with_context(|| format!("pgbench said no `{name}`:\n{said}"));
    Ok(Reference { per_second: figure("tps = ")?, latency_ms: figure("latency average = ")? })
}

/// The number that follows `name`.
fn figure(said: &str, name: &str) -> Option<f64> {
    said.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_pgbench_is_understood() {
        let said = "number of failed transactions: 0 (0.000%)\nlatency average = 6.671 ms\n\
                    initial connection time = 57.1 ms\ntps = 4796.512 (without initial connection time)\n";
        assert_eq!(figure(said, "tps = "), Some(4796.512));
        assert_eq!(figure(said, "latency average = "), Some(6.671));
        assert_eq!(figure(said, "tpm = "), None);
    }
}
