//! One batch: one transaction. Lock, look, decide, write, commit.

use std::sync::atomic::Ordering;

use sqlx::PgConnection;

use super::fold::{self, Pending};
use super::lane::{Turn, Waiting};
use super::rows::Found;
use super::work::Task;
use super::{Outcome, Stats, order, sql, write};
use crate::{Clock, Error};

/// Why a batch did not happen.
pub enum BatchError {
    /// A statement was refused; the transaction is rolled back and the connection is good.
    Statement(sqlx::Error),
    /// The connection is gone. `during_commit`: COMMIT was sent, so the batch may have happened.
    Lost { during_commit: bool, error: Error },
}

impl BatchError {
    pub fn lost(error: Error) -> Self {
        Self::Lost { during_commit: false, error }
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
            // An error that is not the server's own word, or a failing rollback, leaves a connection in an unknown state.
            let rolled_back = sqlx::raw_sql("rollback").execute(&mut *connection).await.is_ok();
            let said_by_server = error.as_database_error().is_some_and(|error| !is_shutdown(error));
            return Err(match rolled_back && said_by_server {
                true => BatchError::Statement(error),
                false => BatchError::lost(error.into()),
            });
        }
    };
    if let Err(error) = sqlx::raw_sql("commit").execute(&mut *connection).await {
        let refused = error.as_database_error().is_some_and(|error| !is_shutdown(error));
        return Err(match refused {
            true => BatchError::Statement(error),
            false => BatchError::Lost { during_commit: true, error: error.into() },
        });
    }
    stats.batches.fetch_add(1, Ordering::Relaxed);
    stats.operations.fetch_add(pending.posted, Ordering::Relaxed);
    stats.refusals.fetch_add(pending.refused, Ordering::Relaxed);
    Ok(pending.outcomes)
}

/// 57P01.. are the server's farewell, not a refusal of the statement.
fn is_shutdown(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("08"))
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
    let accounts = sql::lock_accounts(connection, &asked).await?;
    // Keys are read by a later statement than the lock: a statement that waited for a lock still sees its old snapshot.
    let found = Found {
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
    Ok(decided.into_pending())
}
