//! The settings of background jobs.

use std::time::Duration;

use app::jobs::WorkerConfig;
use clap::Args;

/// How this process works on background jobs.
#[derive(Args, Clone, Debug)]
pub struct JobArgs {
    /// Background jobs that this process does at once; 0: none, they are left to other processes
    #[arg(long, env = "SALDO_JOBS", default_value_t = 4, value_parser = clap::value_parser!(u8).range(0..=64))]
    pub jobs: u8,
    /// Seconds of silence after which a process is taken for dead and its jobs are begun anew
    #[arg(long, env = "SALDO_JOB_TAKEOVER_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(3..=3600))]
    pub job_takeover_seconds: u16,
}

impl JobArgs {
    pub fn worker(&self) -> WorkerConfig {
        WorkerConfig {
            jobs: self.jobs.into(),
            takeover: Duration::from_secs(self.job_takeover_seconds.into()),
        }
    }
}
