//! One batch: one transaction. Lock, look, decide, write, commit.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::fold::{self, Pending};
use super::lane::Turn;
use super::rows::Found;
use super::waiting::{Waiting, takes_only_what_is_free};
use super::work::{Received, Task};
use super::{Outcome, Stats, order, sql, write};
use crate::error::is_connection_lost;
use crate::{Clock, Error};

/// Why a batch did not happen.
pub enum BatchError {
    /// A statement failed, or a row could not be read; the transaction is rolled back and the connection is good.
    Statement(sqlx::Error),
    /// The connection is gone. With `committing`, COMMIT was sent, so the batch may have happened.
    Lost { committing: Option<Committing>, error: Error },
}

/// A batch whose COMMIT was sent.
pub struct Committing {
    /// When it decided.
    pub now: DateTime<Utc>,
    /// For each request, whether this batch decided it, not an earlier one or another request of the batch.
    pub fresh: Vec<bool>,
}

impl BatchError {
    pub fn lost(error: Error) -> Self {
        Self::Lost { committing: None, error }
    }
}

/// Runs the work as one transaction and gives an outcome for each, in order. Only after COMMIT returned.
pub async fn run(
    connection: &mut PgConnection,
    clock: Clock,
    part: &[Waiting],
    turn: &mut Turn,
    stats: &Stats,
) -> Result<Vec<Outcome>, BatchError> {
    let pending = match transact(connection, clock, part, turn).await {
        Ok(pending) => pending,
        Err(error) => {
            // Only a broken connection is a broken connection; a failing rollback is one too.
            let rolled_back = sqlx::raw_sql("rollback").execute(&mut *connection).await.is_ok();
            return Err(match rolled_back && !is_connection_lost(&error) {
                true => BatchError::Statement(error),
                false => BatchError::lost(error.into()),
            });
        }
    };
    if let Err(error) = sqlx::raw_sql("commit").execute(&mut *connection).await {
        return Err(match is_connection_lost(&error) {
            true => BatchError::Lost { committing: Some(pending.committing()), error: error.into() },
            false => BatchError::Statement(error),
        });
    }
    stats.batches.fetch_add(1, Ordering::Relaxed);
    stats.operations.fetch_add(pending.posted, Ordering::Relaxed);
    stats.refusals.fetch_add(pending.refused, Ordering::Relaxed);
    Ok(pending.outcomes)
}

impl Pending {
    pub fn committing(&self) -> Committing {
        let fresh = self.outcomes.iter().map(|outcome| match outcome {
            Outcome::Decided { .. } | Outcome::Settled { .. } | Outcome::Received(Received::Success) => true,
            Outcome::Received(_)
            | Outcome::KeyReused
            | Outcome::Stored { .. }
            | Outcome::Busy
            | Outcome::Postponed => false,
        });
        Committing { now: self.now, fresh: fresh.collect() }
    }
}

async fn transact(
    connection: &mut PgConnection,
    clock: Clock,
    part: &[Waiting],
    turn: &mut Turn,
) -> Result<Pending, sqlx::Error> {
    sqlx::raw_sql("begin").execute(&mut *connection).await?;
    // A lane has either operations or orders and stock.
    if part.iter().any(|waiting| !matches!(waiting.work.task, Task::Post(_))) {
        return order::transact(connection, clock, part, turn).await;
    }
    let asked = sql::Asked::of(part);
    let accounts = sql::lock_accounts(connection, &asked, takes_only_what_is_free(part)).await?;
    // Keys are read by a later statement than the lock: a statement that waited for a lock still sees its old snapshot.
    // Times of the log never run back below this one: whoever pays out is held from here on.
    let since = clock.start_of(clock.today());
    let found = Found {
        paid_out: sql::find_paid_out(connection, part, since).await?,
        accounts,
        keys: sql::find_keys(connection, &asked).await?,
        deliveries: sql::find_deliveries(connection, &asked).await?,
        reversals: sql::find_reversals(connection, &asked).await?,
        services: sql::find_services(connection, &asked).await?,
    };
    let now = clock.now();
    let mut decided = fold::decide(part, found, clock.day_of(now), now);
    let ids = write::insert(connection, &decided.rows).await?;
    write::update_deliveries(connection, &decided.rows).await?;
    decided.name_operations(&ids);
    Ok(decided.into_pending(now))
}
