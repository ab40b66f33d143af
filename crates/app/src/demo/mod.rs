//! Believable Russian data of any size, for looking around and for measuring.
//!
//! Invariants: the same size and seed give the same data on the same day; everything is loaded in one transaction, through COPY, with
//! the ledger's own triggers on, so a half-loaded database does not exist and `saldo verify` passes; ids of operations grow with
//! time, as they do in life. A handful of names are hostile on purpose: a screen that breaks on them breaks here first.
//! Deliberately absent: users, and the client of the README's example, INN 1234567890.

mod business;
mod clients;
mod contacts;
mod copy;
mod deliveries;
mod goods;
mod history;
mod indexes;
mod inn;
mod names;
mod operations;
mod orders;
mod places;
mod random;
mod services;
mod shop;

use chrono::{DateTime, Utc};
use sqlx::{Connection, PgConnection};

use crate::Result;
use random::Random;
use shop::Shop;

/// More are not needed to see how a list of orders behaves, and they are held in memory.
const MOST_ORDERS: u64 = 1_000_000;

/// How much data, and which.
#[derive(Clone, Copy, Debug)]
pub struct DemoSize {
    pub clients: u64,
    pub operations: u64,
    /// Another seed gives other data of the same kind.
    pub seed: u64,
}

/// What a part of the loading needs to know.
struct Plan {
    size: DemoSize,
    /// The first id of a new client.
    first_client: i64,
    /// The end of history.
    now: DateTime<Utc>,
    /// Nothing was here before, so indexes may be built after loading.
    empty: bool,
}

impl Plan {
    /// The random numbers of one purpose.
    fn random(&self, purpose: u64) -> Random {
        Random::new(self.size.seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// Adds clients, services, products, operations, and an order for every second client. The connection works as `saldo_owner`; while it loads into an empty database, nobody
/// else can use the tables.
///
/// # Errors
/// The database; nothing is loaded then.
pub async fn fill(
    connection: &mut PgConnection,
    size: DemoSize,
    mut progress: impl FnMut(&str),
) -> Result<()> {
    let mut tx = connection.begin().await?;
    sqlx::raw_sql(
        "set local statement_timeout = 0; set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = 0;
         set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'; set local jit = off; set local timezone = 'UTC'",
    )
    .execute(&mut *tx)
    .await?;
    let before = sqlx::query!(
        r#"select coalesce(max(id), 0) + 1 as "first_client!", not exists (select from operations) as "empty!",
                  date_trunc('day', now()) as "now!" from clients"#
    )
    .fetch_one(&mut *tx)
    .await?;
    let empty = before.empty && before.first_client < 1000;
    let plan = Plan { size, first_client: before.first_client, now: before.now, empty };
    let parked = if plan.empty { indexes::park(&mut tx).await? } else { Vec::new() };

    progress("services");
    let catalogue = services::load(&mut tx, &plan).await?;
    progress(&format!("clients: {}", size.clients));
    let people = clients::load(&mut tx, &plan).await?;
    progress("products");
    let goods = goods::load(&mut tx, &plan).await?;
    let first_product = goods.first().map_or(i64::MAX, |good| good.id);
    let (ids, first_operation) = (orders::first_ids(&mut tx).await?, operations::first_id(&mut tx).await?);
    let wanted = ((size.clients / 2).min(MOST_ORDERS), size.operations);
    let open = |goods, keep| Shop::open(goods, plan.random(17), ids, wanted, keep);
    let shop = operations::rehearse(&plan, &catalogue, &people, open(goods.clone(), true), first_operation);
    progress(&format!("orders: {}", shop.orders.len()));
    orders::load_drafts(&mut tx, &shop).await?;
    progress(&format!("operations: {}", size.operations));
    let payments =
        operations::load(&mut tx, &plan, &catalogue, &people, open(goods, false), first_operation).await?;
    progress("what became of the orders");
    orders::load_events(&mut tx, &shop).await?;
    goods::archive_some(&mut tx, &plan, first_product).await?;
    deliveries::load(&mut tx, &plan, &payments).await?;
    clients::archive_some(&mut tx, &plan).await?;
    progress("search");
    operations::settle(&mut tx).await?;
    sqlx::query!("select sample_client_grams(), sample_operation_grams()").fetch_one(&mut *tx).await?;
    for index in &parked {
        progress(&format!("index {}", index.name));
        indexes::restore(&mut tx, index).await?;
    }
    crate::db::commit(tx).await?;

    progress("vacuum");
    for table in [
        "clients",
        "contacts",
        "accounts",
        "services",
        "operations",
        "client_documents",
        "operation_texts",
        "operation_blocks",
        "search_grams",
        "products",
        "stock_movements",
        "orders",
        "order_lines",
        "order_history",
        "order_returns",
        "payments",
        "refunds",
        "journal_entries",
    ] {
        // Names of this program. VACUUM takes no parameters and no transaction.
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("vacuum (analyze) {table}")))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
