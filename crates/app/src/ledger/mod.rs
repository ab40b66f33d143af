//! The poster: every change of a balance goes through here, and nothing else writes operations.
//!
//! Requests do not open transactions of their own. They hand a [`Work`] to a lane; while the lane's last batch is being committed
//! new work gathers, and the next batch takes what is there: lock the accounts in order, read the keys, decide in memory with the
//! domain, write everything with one statement, commit once, then answer. Under light load a batch is one request; no timer ever
//! waits. A batch that fails is halved until the guilty request stands alone, so it never fails its neighbours.
//!
//! Invariants: an answer is given only after COMMIT returned; a command with a key that was seen before is not done again; when
//! it is not known whether a COMMIT happened, the same work runs again and finds its own key.
//! Absent on purpose: rules (domain), balances kept in memory between batches (another process may write).

mod batch;
mod columns;
mod fold;
mod lane;
mod order;
mod plans;
mod replay;
mod rows;
mod sql;
mod waiting;
mod work;
mod write;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use contract::orders::OrderChange;
use contract::problem::ProblemCode;
use tokio::sync::{Mutex, mpsc, oneshot};

pub use crate::keys::{IdempotencyKey, request_hash};
pub use order::{Deed, OrderTask, Settlement, StockTask, TenderAsked};
pub use work::{
    Addressee, Command, Decision, Delivery, Item, Outcome, Received, RequestKey, Reverses, StoredDelivery,
    Task, Work, WorkKey,
};

use crate::{Clock, Db, Error, Result};
use lane::{Lane, Queue};
use waiting::Waiting;

/// The events of an order, the first first, without the names of who did them.
///
/// # Errors
/// The database.
pub async fn order_events(pool: &sqlx::PgPool, order_id: i64) -> Result<Vec<OrderChange>> {
    Ok(order::replay::events(pool, order_id, None).await?)
}

/// Workers of the lane for orders and stock, which take turns: while one writes, the other gathers, locks and reads what it can.
const ORDER_WORKERS: usize = 2;

/// As many broken connections of the read pool are passed over when an outcome is read again.
const BROKEN_CONNECTIONS: u32 = 16;

/// Sizes of the poster.
#[derive(Clone, Copy, Debug)]
pub struct LedgerConfig {
    /// Lanes, each with a connection of its own. Accounts are spread over them, so that lanes seldom meet. Orders and stock have one
    /// more, with [`ORDER_WORKERS`] connections.
    pub lanes: usize,
    /// Requests that may wait in one lane; more are refused with 503.
    pub queue: usize,
    /// Commands after which a batch takes no further request. An account costs once per batch, so large is cheap.
    pub batch: usize,
}

impl Default for LedgerConfig {
    fn default() -> Self {
        Self { lanes: 2, queue: 4096, batch: 4096 }
    }
}

/// Counters for `/metrics`.
#[derive(Debug, Default)]
pub struct Stats {
    pub batches: AtomicU64,
    pub operations: AtomicU64,
    pub refusals: AtomicU64,
    pub replays: AtomicU64,
    pub retries: AtomicU64,
    pub overloads: AtomicU64,
    /// Requests handed in and not yet answered.
    pub waiting: AtomicU64,
}

/// A handle to the poster. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    db: Db,
    lanes: Arc<Vec<mpsc::Sender<Waiting>>>,
    tasks: Arc<Mutex<Vec<tokio::task::JoinHandle<()>>>>,
    stop: tokio::sync::watch::Sender<bool>,
    stats: Arc<Stats>,
}

impl Ledger {
    /// Starts the lanes as tasks of the current runtime. They connect when the first work comes.
    pub fn start(db: Db, clock: Clock, config: LedgerConfig) -> Self {
        let stats = Arc::new(Stats::default());
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let mut lanes = Vec::new();
        let mut tasks = Vec::new();
        let posting = config.lanes.max(1);
        for number in 0..=posting {
            let (sender, receiver) = mpsc::channel(config.queue.max(1));
            let queue: Queue = Arc::new(Mutex::new(receiver));
            let workers = if number == posting { ORDER_WORKERS } else { 1 };
            for _ in 0..workers {
                let lane = Lane::new(db.clone(), clock, config.batch.max(1), Arc::clone(&stats));
                tasks.push(tokio::spawn(lane.run(Arc::clone(&queue), stopped.clone())));
            }
            lanes.push(sender);
        }
        Self { db, lanes: Arc::new(lanes), tasks: Arc::new(Mutex::new(tasks)), stop, stats }
    }

    /// Hands in work and waits until it is decided and committed.
    ///
    /// # Errors
    /// `overloaded` when the queue is full (nothing was done), `outcome_unknown` when the database went away during COMMIT and
    /// did not come back in time, `database_unavailable` when it was away before. Refusals of single commands are not errors
    /// here but decisions inside the outcome.
    pub async fn submit(&self, work: Work) -> Result<Outcome> {
        let (answer, answered) = oneshot::channel();
        let lane = &self.lanes[work.lane(self.lanes.len())];
        let waiting = Waiting::new(work, answer, &self.stats);
        if lane.try_send(waiting).is_err() {
            self.stats.overloads.fetch_add(1, Ordering::Relaxed);
            return Err(Error::new(
                ProblemCode::Overloaded,
                "the queue of the ledger is full or closing; nothing was done",
            ));
        }
        match answered.await {
            Ok(Ok(Outcome::Stored { kept, replayed })) => {
                self.stats.replays.fetch_add(u64::from(replayed), Ordering::Relaxed);
                self.load(kept.read()?, replayed).await
            }
            Ok(outcome) => outcome,
            // The lane died between taking the work and answering: only a bug or the end of the process does that.
            Err(_) => Err(Error::new(
                ProblemCode::OutcomeUnknown,
                "the server is stopping; repeat with the same key",
            )),
        }
    }

    /// Reads what a kept outcome names, past the broken connections that may lie in the pool after the database was away.
    async fn load(&self, kept: crate::keys::Kept, replayed: bool) -> Result<Outcome> {
        let mut left = BROKEN_CONNECTIONS;
        loop {
            match replay::load(&self.db, kept.clone(), replayed).await {
                Err(Error::Database(sqlx::Error::Io(_) | sqlx::Error::Protocol(_))) if left > 0 => left -= 1,
                other => return other.map_err(Error::after_commit),
            }
        }
    }

    /// Takes no more work, finishes what waits, ends the lanes.
    pub async fn stop(&self) {
        // Nobody listening means that the lanes have ended already.
        let _ = self.stop.send(true);
        for task in self.tasks.lock().await.drain(..) {
            if let Err(error) = task.await {
                log::error!("a lane of the ledger ended badly: {error}");
            }
        }
    }

    pub fn stats(&self) -> &Stats {
        &self.stats
    }
}
