//! Figures about jobs for `/metrics`: what this process has done, and what waits in the database.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::{JobKind, JobState};

use crate::{App, Result};

/// Counters of this process.
#[derive(Debug)]
pub struct Stats {
    /// By kind and by the state that an attempt left its run in.
    ended: Vec<(JobKind, JobState, AtomicU64)>,
    running: AtomicI64,
}

/// Runs of one kind in one state.
pub struct Waiting {
    pub kind: String,
    pub state: String,
    pub runs: i64,
}

impl Default for Stats {
    fn default() -> Self {
        let ended = JobKind::ALL.iter().flat_map(|kind| {
            let ends = JobState::ALL.iter().filter(|state| **state != JobState::Running);
            ends.map(|state| (*kind, *state, AtomicU64::new(0)))
        });
        Self { ended: ended.collect(), running: AtomicI64::new(0) }
    }
}

impl Stats {
    pub(super) fn begun(&self) {
        self.running.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn ended(&self, kind: Option<JobKind>, state: Option<JobState>) {
        self.running.fetch_sub(1, Ordering::Relaxed);
        let counter = self.ended.iter().find(|(of, end, _)| Some(*of) == kind && Some(*end) == state);
        if let Some((_, _, counter)) = counter {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Attempts of this process that are being made.
    pub fn running(&self) -> i64 {
        self.running.load(Ordering::Relaxed)
    }

    /// Attempts of this process by kind and by the state that they left the job in; `QUEUED` is one that will be made again.
    pub fn attempts(&self) -> impl Iterator<Item = (JobKind, JobState, u64)> {
        self.ended.iter().map(|(kind, state, counter)| (*kind, *state, counter.load(Ordering::Relaxed)))
    }
}

/// What is open, and what was given up, of all processes.
///
/// # Errors
/// Only the database's.
pub async fn waiting(app: &App) -> Result<Vec<Waiting>> {
    Ok(sqlx::query_as!(
        Waiting,
        r#"select kind, state::text as "state!", count(*) as "runs!" from job_runs
            where state in ('QUEUED', 'RUNNING', 'FAILED') group by kind, state"#
    )
    .fetch_all(&app.db.read)
    .await?)
}
