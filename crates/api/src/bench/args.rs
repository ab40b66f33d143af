//! The arguments of `saldo bench`.

use std::net::SocketAddr;
use std::path::PathBuf;

/// Measures the server on this machine beside `pgbench` on the same cluster, in the same run.
///
/// Starts a PostgreSQL of its own with full durability in a scratch directory, or uses the one of --pg; starts `saldo serve` as a
/// child; loads it over loopback from this process. Takes some minutes. Ends with `saldo verify` and fails when anything that was
/// acknowledged is not in the log.
#[derive(Clone, Debug, clap::Args)]
pub struct BenchArgs {
    /// Address of a PostgreSQL to use instead of a scratch cluster; two databases, saldo_bench and
    /// saldo_bench_reference, are made there and removed at the end
    #[arg(long, value_name = "URL", conflicts_with = "data_dir")]
    pub pg: Option<String>,

    /// Directory for the cluster, kept at the end; without it a directory in /var/tmp is used and removed
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// Directory with postgres, initdb and pgbench; searched in the usual places when absent (with --pg: pgbench in PATH)
    #[arg(long, value_name = "DIR", env = "SALDO_PG_BIN")]
    pub pg_bin: Option<PathBuf>,

    /// Use the two databases that an earlier run kept
    #[arg(long)]
    pub reuse: bool,

    /// Keep the two databases on the server of --pg at the end
    #[arg(long, requires = "pg")]
    pub keep: bool,

    /// Seconds of each measurement
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub seconds: u16,

    /// Seconds of the same load before each measurement, not counted
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=60))]
    pub warm_up: u16,

    /// Rounds; every round runs the reference and every scenario, the table shows medians
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub rounds: u16,

    /// Scale of pgbench
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub scale: u16,

    /// Organisations that the load is spread over
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub organisations: u32,

    /// Clients of demo data to fill in first (with --reuse: that are there); with it the reads at size are measured too
    #[arg(long, default_value_t = 0)]
    pub clients: u64,

    /// Operations of demo data
    #[arg(long, default_value_t = 0)]
    pub operations: u64,

    /// Requests for each read at size
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u16).range(10..=10_000))]
    pub samples: u16,

    /// Only what has this text in its name; repeatable
    #[arg(long, value_name = "TEXT")]
    pub only: Vec<String>,

    /// Also write everything, round by round, to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Measure a debug build; the figures mean nothing
    #[arg(long)]
    pub allow_debug: bool,

    /// Be the plain server of one row that reads are compared with; the database is the one of DATABASE_URL
    #[arg(long, value_name = "ADDRESS", hide = true)]
    pub plain_row: Option<SocketAddr>,

    /// Further arguments for `saldo serve`
    #[arg(last = true, value_name = "SERVE ARGUMENTS")]
    pub serve: Vec<String>,
}

impl BenchArgs {
    /// Whether what has this name was asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|text| name.contains(text.as_str()))
    }

    /// Whether there is enough data for the reads at size.
    pub fn at_size(&self) -> bool {
        self.clients > 0
    }
}
