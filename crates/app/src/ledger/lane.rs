//! A lane: takes what waits, runs it as one batch, halves a batch that fails, and outlives the database.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use contract::problem::ProblemCode;
use sqlx::{Connection, PgConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot, watch};

use super::batch::{self, BatchError};
use super::plans::Plans;
use super::{Outcome, Stats, Work};
use crate::{Clock, Db, Error, Result, error};

/// How long work waits for a database that is away before anything was sent to COMMIT.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to look for the outcome of a COMMIT that was sent and not answered.
const PATIENCE_UNKNOWN: Duration = Duration::from_secs(30);
/// Attempts for a request that collides with another process (deadlock, the same key at the same moment).
const COLLISIONS: u32 = 8;

/// Work with somebody waiting for its outcome.
pub struct Waiting {
    pub work: Work,
    answer: oneshot::Sender<Result<Outcome>>,
    since: Instant,
    /// A COMMIT with this work was sent and its answer lost.
    pub maybe_done: bool,
}

impl Waiting {
    pub fn new(work: Work, answer: oneshot::Sender<Result<Outcome>>) -> Self {
        Self { work, answer, since: Instant::now(), maybe_done: false }
    }

    fn answer(self, outcome: Result<Outcome>) {
        // The caller may have gone; the work is done all the same.
        let _ = self.answer.send(outcome);
    }
}

/// What waits. Two workers may share one; who holds it gathers the next batch.
pub type Queue = Arc<Mutex<mpsc::Receiver<Waiting>>>;

/// The right to gather. A batch gives it up when all that it reads is read: the next batch is gathered, and locks and reads what it
/// can, while this one is written and committed.
pub type Turn = Option<OwnedMutexGuard<mpsc::Receiver<Waiting>>>;

/// One worker of a lane with its connection.
pub struct Lane {
    db: Db,
    clock: Clock,
    batch: usize,
    stats: Arc<Stats>,
    connection: Option<PgConnection>,
    plans: Plans,
    /// The database was away at the last attempt; said once in the log, not at every attempt.
    away: bool,
}

impl Lane {
    pub fn new(db: Db, clock: Clock, batch: usize, stats: Arc<Stats>) -> Self {
        Self { db, clock, batch, stats, connection: None, plans: Plans::new(), away: false }
    }

    /// Runs until told to stop; then finishes what waits.
    pub async fn run(mut self, queue: Queue, mut stopped: watch::Receiver<bool>) {
        loop {
            let mut queue = Arc::clone(&queue).lock_owned().await;
            let first = tokio::select! {
                biased;
                first = queue.recv() => first,
                () = async { drop(stopped.wait_for(|stop| *stop).await) } => {
                    queue.close();
                    queue.recv().await
                }
            };
            let Some(first) = first else { break };
            let mut commands = first.work.weight();
            let mut batch = vec![first];
            while commands < self.batch {
                let Ok(next) = queue.try_recv() else { break };
                commands += next.work.weight();
                batch.push(next);
            }
            self.settle(batch, Some(queue)).await;
        }
        if let Some(connection) = self.connection.take() {
            // What was acknowledged is committed; a failing goodbye changes nothing.
            let _ = connection.close().await;
        }
    }

    /// Runs a batch until every request in it has an answer. A stack instead of recursion holds the halves.
    async fn settle(&mut self, batch: Vec<Waiting>, mut turn: Turn) {
        let mut parts = vec![batch];
        let mut collisions = 0;
        while let Some(mut part) = parts.pop() {
            match self.attempt(&part, &mut turn).await {
                Ok(outcomes) => {
                    if std::mem::take(&mut self.away) {
                        log::info!("the ledger has its connection again");
                    }
                    let mut postponed = Vec::new();
                    for (waiting, outcome) in part.into_iter().zip(outcomes) {
                        match outcome {
                            Outcome::Postponed => postponed.push(waiting),
                            outcome => waiting.answer(Ok(outcome)),
                        }
                    }
                    parts.extend((!postponed.is_empty()).then_some(postponed));
                }
                Err(error) => {
                    self.stats.retries.fetch_add(1, Ordering::Relaxed);
                    match error {
                        BatchError::Statement(_) if part.len() > 1 => {
                            let second = part.split_off(part.len() / 2);
                            parts.push(second);
                            parts.push(part);
                        }
                        BatchError::Statement(error) if is_collision(&error) && collisions < COLLISIONS => {
                            collisions += 1;
                            tokio::time::sleep(Duration::from_millis(u64::from(2 * collisions))).await;
                            parts.push(part);
                        }
                        BatchError::Statement(error) => give_up(part, &error),
                        BatchError::Lost { during_commit, error } => {
                            self.connection = None;
                            parts.extend(self.wait_for_database(part, during_commit, &error).await);
                        }
                    }
                }
            }
        }
    }

    async fn attempt(&mut self, part: &[Waiting], turn: &mut Turn) -> Result<Vec<Outcome>, BatchError> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => {
                let connection = self.db.connect().await.map_err(BatchError::lost)?;
                self.plans = Plans::new();
                empty.insert(connection)
            }
        };
        if self.plans.are_stale() {
            let discarded = sqlx::raw_sql("discard plans").execute(&mut *connection).await;
            discarded.map_err(|error| BatchError::lost(error.into()))?;
            self.plans.renewed();
        }
        self.plans.used(part.iter().map(|waiting| waiting.work.weight()).sum());
        batch::run(connection, self.clock, part, turn, &self.stats).await
    }

    /// Keeps what may still wait; answers what has waited too long.
    async fn wait_for_database(
        &mut self,
        part: Vec<Waiting>,
        during_commit: bool,
        error: &Error,
    ) -> Option<Vec<Waiting>> {
        if !std::mem::replace(&mut self.away, true) {
            log::warn!("the ledger lost its connection ({} requests wait): {error}", part.len());
        }
        let mut kept = Vec::new();
        for mut waiting in part {
            waiting.maybe_done |= during_commit;
            let patience = if waiting.maybe_done { PATIENCE_UNKNOWN } else { PATIENCE };
            if waiting.since.elapsed() < patience {
                kept.push(waiting);
            } else {
                let (code, detail) = if waiting.maybe_done {
                    (
                        ProblemCode::OutcomeUnknown,
                        "the database went away while committing; repeat with the same key",
                    )
                } else {
                    (ProblemCode::DatabaseUnavailable, "the database does not answer; nothing was done")
                };
                waiting.answer(Err(Error::new(code, detail)));
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        (!kept.is_empty()).then_some(kept)
    }
}

/// Another process did the same at the same moment, or locked in our way: the same work may succeed a moment later.
fn is_collision(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("40001" | "40P01" | "23505" | "55P03"))
        || matches!(
            Error::constraint(error),
            Some("operations_chain" | "stock_movements_chain" | "order_history_chain")
        )
}

/// The guilty request stands alone: it gets the error, nobody else does.
fn give_up(part: Vec<Waiting>, cause: &sqlx::Error) {
    for waiting in part {
        let answer = match Error::constraint(cause) {
            Some("operations_service_exists") => Error::field("service_id", "unknown_reference"),
            _ => {
                log::error!("the ledger cannot write a request: {cause}");
                // What may pass by itself is told apart from what never will.
                match error::class(cause).problem() {
                    Some(problem) => problem.into(),
                    None => Error::Internal(format!("ledger: {cause}")),
                }
            }
        };
        waiting.answer(Err(answer));
    }
}
