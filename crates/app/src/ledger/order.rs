//! Commands on orders and on the stock, as batches of the poster: goods, money and history in one transaction.
//!
//! Orders are locked by id, then the accounts that pay or are paid, then the products by id: the order of the house. Each product is
//! touched once per command; in the batch the commands follow each other in memory, so a product that every order wants is no
//! queue of transactions. Two commands on one order are never in one batch: the second waits for the next.
//!
//! Invariant: a refused command changes nothing; the event of an order and all that belongs to it are written by one statement,
//! which the database checks as a whole.
//! Absent on purpose: rules (domain) and calls of payment providers (jobs, written to the outbox here).

mod back;
mod columns;
mod fold;
mod found;
mod pay;
mod problem;
pub(super) mod replay;
mod rows;
mod sql;
mod stock;
mod task;
mod write;

use sqlx::PgConnection;

pub use task::{Deed, OrderTask, Settlement, StockTask, TenderAsked};

use super::fold::Pending;
use super::lane::Turn;
use super::sql::{Asked, find_keys, lock_accounts};
use super::waiting::{Waiting, takes_only_what_is_free};
use super::write::insert;
use crate::Clock;

/// Runs a batch of such commands up to COMMIT.
pub async fn transact(
    connection: &mut PgConnection,
    clock: Clock,
    part: &[Waiting],
    turn: &mut Turn,
) -> Result<Pending, sqlx::Error> {
    let only_free = takes_only_what_is_free(part);
    let mut busy = found::Busy::default();
    let wanted = sql::Wanted::of(part);
    let orders = sql::lock_orders(connection, &wanted, only_free, &mut busy.orders).await?;
    let asked = Asked::for_orders(part, sql::paying_clients(part, &orders));
    let accounts = lock_accounts(connection, &asked, only_free).await?;
    busy.accounts = accounts.busy;
    // Read by a later statement than the lock of the order: one that waited for a lock still sees its old snapshot. Two copies of a command
    // on the stock may both find nothing; the unique key stops the second, which then finds the first.
    let keys = find_keys(connection, &asked).await?;
    // Last, so that they are locked shortly: every order may want them.
    let products = sql::lock_products(connection, &wanted, &orders, only_free, &mut busy.products).await?;
    let found = found::Found { orders, accounts: accounts.by_id, products, keys, busy };
    // All is read: the next batch may be gathered.
    drop(turn.take());
    let now = clock.now();
    let mut decided = fold::decide(part, found, clock.day_of(now), now);
    let operations = insert(connection, &decided.ledger).await?;
    let movements = write::insert(connection, &decided.rows).await?;
    decided.name(&operations, &movements);
    Ok(decided.into_pending(now))
}
