//! A lane: takes what waits, runs it as one batch, isolates what a batch fails at, and outlives the database.
//!
//! Nobody waits for somebody else's fault: a batch that fails is halved until the guilty request stands alone; a request that needs a
//! record which another transaction holds is put aside and tried again beside later batches; a lane is held for [`HOLD`] at most.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use contract::problem::ProblemCode;
use sqlx::{Connection, PgConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, watch};

use super::batch::{self, BatchError, Committing};
use super::plans::Plans;
use super::waiting::{Waiting, note_attempt};
use super::{Outcome, Stats};
use crate::error::{Failing, class};
use crate::{Clock, Db, Error, Result};

/// How long work waits for a database that is away, or for a record that another transaction holds, while nothing was done.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to look for the outcome of a COMMIT that was sent and not answered.
const PATIENCE_UNKNOWN: Duration = Duration::from_secs(30);
/// How long one batch may hold its lane while the database is there. A statement that runs then is ended by its own time limit (`Db::connect`).
const HOLD: Duration = Duration::from_secs(10);
/// Pause before work that was put aside is tried again while nothing new comes.
const ASIDE_PAUSE: Duration = Duration::from_millis(10);

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
    /// Work that met a record held by another transaction, or did the same as another process at the same moment.
    aside: Vec<Waiting>,
    /// The database was away at the last attempt; said once in the log, not at every attempt.
    away: bool,
}

impl Lane {
    pub fn new(db: Db, clock: Clock, batch: usize, stats: Arc<Stats>) -> Self {
        let plans = Plans::new();
        Self { db, clock, batch, stats, connection: None, plans, aside: Vec::new(), away: false }
    }

    /// Runs until told to stop; then finishes what waits.
    pub async fn run(mut self, queue: Queue, mut stopped: watch::Receiver<bool>) {
        loop {
            let aside = std::mem::take(&mut self.aside);
            // The other worker of the lane may wait for work with the queue in its hands: what is aside does not wait for that.
            let mut turn = match aside.is_empty() {
                true => Some(Arc::clone(&queue).lock_owned().await),
                false => Arc::clone(&queue).try_lock_owned().ok(),
            };
            let new = match &mut turn {
                Some(queue) => self.gather(queue, !aside.is_empty(), &mut stopped).await,
                None => {
                    tokio::time::sleep(ASIDE_PAUSE).await;
                    Vec::new()
                }
            };
            if new.is_empty() && aside.is_empty() {
                break;
            }
            // The last is run first: what was put aside waits for no lock, so it keeps nobody waiting.
            let parts = [new, aside].into_iter().filter(|part| !part.is_empty()).collect();
            self.settle(parts, turn).await;
        }
        if let Some(connection) = self.connection.take() {
            // What was acknowledged is committed; a failing goodbye changes nothing.
            let _ = connection.close().await;
        }
    }

    /// The next batch. Empty at the end of the queue, or soon when something waits aside.
    async fn gather(
        &self,
        queue: &mut mpsc::Receiver<Waiting>,
        aside: bool,
        stopped: &mut watch::Receiver<bool>,
    ) -> Vec<Waiting> {
        let first = tokio::select! {
            biased;
            first = queue.recv(), if !queue.is_closed() || !queue.is_empty() => first,
            () = async { drop(stopped.wait_for(|stop| *stop).await) }, if !aside => {
                queue.close();
                queue.recv().await
            }
            () = tokio::time::sleep(ASIDE_PAUSE), if aside => None,
            else => None,
        };
        let mut batch = Vec::from_iter(first);
        let mut commands = batch.iter().map(|first| first.work.weight()).sum::<usize>();
        while !batch.is_empty() && commands < self.batch {
            let Ok(next) = queue.try_recv() else { break };
            commands += next.work.weight();
            batch.push(next);
        }
        batch
    }

    /// Runs batches until every request in them has an answer or is put aside. A stack instead of recursion holds the halves.
    async fn settle(&mut self, mut parts: Vec<Vec<Waiting>>, mut turn: Turn) {
        let mut began = Instant::now();
        while let Some(part) = parts.pop() {
            if began.elapsed() > HOLD {
                let detail = "the database is too slow; nothing was done";
                part.into_iter().for_each(|waiting| waiting.refuse(ProblemCode::Overloaded, detail));
                continue;
            }
            match self.attempt(&part, &mut turn).await {
                Ok(outcomes) => {
                    if std::mem::take(&mut self.away) {
                        log::info!("the ledger has its connection again");
                    }
                    let postponed = self.answer(part, outcomes);
                    parts.extend((!postponed.is_empty()).then_some(postponed));
                }
                Err(BatchError::Lost { committing, error }) => {
                    self.connection = None;
                    parts.extend(self.wait_for_database(part, committing, &error).await);
                    // A database that is away is no slow batch: whoever waits for it has a time limit of their own.
                    began = Instant::now();
                }
                Err(BatchError::Statement(error)) => {
                    self.stats.retries.fetch_add(1, Ordering::Relaxed);
                    self.isolate(part, &error, &mut parts);
                }
            }
        }
    }

    /// Gives the outcomes to those who wait. Returns what goes into the next batch.
    fn answer(&mut self, part: Vec<Waiting>, outcomes: Vec<Outcome>) -> Vec<Waiting> {
        let mut postponed = Vec::new();
        for (mut waiting, outcome) in part.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Postponed => postponed.push(waiting),
                Outcome::Busy => {
                    waiting.blocked = true;
                    self.put_aside(waiting);
                }
                outcome @ (Outcome::Decided { .. }
                | Outcome::KeyReused
                | Outcome::Received(_)
                | Outcome::Settled { .. }
                | Outcome::Stored { .. }) => waiting.answer(Ok(outcome)),
            }
        }
        postponed
    }

    /// What becomes of a part that a statement failed for.
    fn isolate(&mut self, mut part: Vec<Waiting>, error: &sqlx::Error, parts: &mut Vec<Vec<Waiting>>) {
        if class(error) == Failing::Resources {
            log::error!("the database is out of resources: {error}");
            let detail = "the database is out of resources; nothing was done";
            part.into_iter().for_each(|waiting| waiting.refuse(ProblemCode::DatabaseUnavailable, detail));
        } else if is_lock_timeout(error) && part.iter().any(|waiting| !waiting.blocked) {
            // Once more without waiting: who needs what is held is told apart from the others.
            part.iter_mut().for_each(|waiting| waiting.blocked = true);
            parts.push(part);
        } else if part.len() > 1 {
            let second = part.split_off(part.len() / 2);
            parts.extend([second, part]);
        } else if is_collision(error) {
            part.into_iter().for_each(|waiting| self.put_aside(waiting));
        } else {
            part.into_iter().for_each(|waiting| give_up(waiting, error));
        }
    }

    /// Keeps work for later batches, until it has waited too long.
    fn put_aside(&mut self, waiting: Waiting) {
        if waiting.waited() < PATIENCE {
            self.aside.push(waiting);
        } else {
            let detail = "another transaction holds the record; nothing was done";
            waiting.refuse(ProblemCode::Overloaded, detail);
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
        mut part: Vec<Waiting>,
        committing: Option<Committing>,
        error: &Error,
    ) -> Option<Vec<Waiting>> {
        self.stats.retries.fetch_add(1, Ordering::Relaxed);
        if !std::mem::replace(&mut self.away, true) {
            log::warn!("the ledger lost its connection ({} requests wait): {error}", part.len());
        }
        note_attempt(&mut part, committing);
        let mut kept = Vec::new();
        for waiting in part {
            let patience = if waiting.maybe_done { PATIENCE_UNKNOWN } else { PATIENCE };
            if waiting.waited() < patience {
                kept.push(waiting);
            } else {
                let detail = "the database does not answer; nothing was done";
                waiting.refuse(ProblemCode::DatabaseUnavailable, detail);
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        (!kept.is_empty()).then_some(kept)
    }
}

fn sqlstate(error: &sqlx::Error) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error().and_then(|error| error.code())
}

fn is_lock_timeout(error: &sqlx::Error) -> bool {
    sqlstate(error).as_deref() == Some("55P03")
}

/// Another process did the same at the same moment, or locked in our way: the same work may succeed a moment later.
fn is_collision(error: &sqlx::Error) -> bool {
    matches!(sqlstate(error).as_deref(), Some("40001" | "40P01" | "23505" | "55P03"))
        || matches!(
            Error::constraint(error),
            Some("operations_chain" | "stock_movements_chain" | "order_history_chain")
        )
}

/// The guilty request stands alone: it gets the error, nobody else does.
fn give_up(waiting: Waiting, error: &sqlx::Error) {
    let answer = match Error::constraint(error) {
        Some("operations_service_exists") => Error::field("service_id", "unknown_reference"),
        _ => {
            log::error!("the ledger cannot write a request: {error}");
            // What may pass by itself is told apart from what never will.
            match class(error).problem() {
                Some(problem) => problem.into(),
                None => Error::Internal(format!("ledger: {error}")),
            }
        }
    };
    waiting.answer(Err(answer));
}
