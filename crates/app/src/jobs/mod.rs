//! Background jobs: asked for in the transaction of their cause, done by a worker of any process of this database.
//!
//! The queue is graphile_worker's; what people see, and what decides when a job is tried again, is our table `job_runs`. Writing a
//! run there queues it (`migrations/0015_jobs.sql`). A worker that was killed is missed after a while and its jobs are begun anew, so a
//! handler may run twice: it must find out what is done already. Invariants: of one kind and subject at most one job is open; a job
//! that is asked for while it runs is done once more afterwards, from the start; nobody who was taken for dead writes about it any more.
//! Absent on purpose: parameters of a job. Its subject names the row that has them.

mod control;
mod export;
mod handlers;
mod list;
mod queue;
mod run;
pub(crate) mod schema;
mod settle;
mod sql;
mod stats;
mod worker;

pub use control::{cancel, retry};
pub use export::export;
pub use list::{get, list};
pub use queue::enqueue;
pub use run::{Done, Running, Trouble};
pub use stats::{Stats, Waiting, waiting};
pub use worker::{Worker, WorkerConfig};

/// What is known of jobs in this process.
#[derive(Debug)]
pub struct Jobs {
    pub stats: Stats,
    /// After so long without a word, an attempt is nobody's any more.
    silence: chrono::TimeDelta,
}

impl Jobs {
    pub fn new(config: WorkerConfig) -> Self {
        let silence = chrono::TimeDelta::from_std(config.takeover).unwrap_or(chrono::TimeDelta::MAX);
        Self { stats: Stats::default(), silence }
    }
}
