//! Writing drafts. None of these begins, commits or decides.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::Money;
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::input::PricedLine;
use crate::decode::money;

pub struct ProductFacts {
    pub name: String,
    pub unit: String,
    pub price: Money,
    pub archived: bool,
}

pub async fn products(tx: &mut PgConnection, ids: &[i64]) -> Result<HashMap<i64, ProductFacts>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, name, unit, price as "price: Decimal", archived_at is not null as "archived!" from products where id = any($1)"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let price = money(row.price)?;
            Ok((row.id, ProductFacts { name: row.name, unit: row.unit, price, archived: row.archived }))
        })
        .collect()
}

/// Whether the client exists, and whether it is archived. It stays until commit.
pub async fn client_archived(tx: &mut PgConnection, id: i64) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select archived_at is not null as "archived!" from clients where id = $1 for key share"#,
        id
    )
    .fetch_optional(tx)
    .await
}

/// A draft with its first event.
pub async fn insert(
    tx: &mut PgConnection,
    client_id: i64,
    comment: &str,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with made as (
             insert into orders (client_id, comment, created_at, updated_at) values ($1, $2, $3, $3) returning id)
           insert into order_history (order_id, seq, event, to_status, actor, at)
           select id, 1, 'created', 'draft', $4, $3 from made returning order_id"#,
        client_id,
        comment,
        now,
        actor
    )
    .fetch_one(tx)
    .await
}

/// The lines of a draft as they shall be.
pub async fn replace_lines(
    tx: &mut PgConnection,
    order_id: i64,
    lines: &[PricedLine],
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from order_lines where order_id = $1", order_id).execute(&mut *tx).await?;
    if lines.is_empty() {
        return Ok(());
    }
    let numbers: Vec<i16> = lines.iter().map(|one| i16::try_from(one.line.id).unwrap_or(i16::MAX)).collect();
    let products: Vec<i64> = lines.iter().map(|one| one.line.product_id).collect();
    let names: Vec<&str> = lines.iter().map(|one| one.name.as_str()).collect();
    let units: Vec<&str> = lines.iter().map(|one| one.unit.as_str()).collect();
    let quantities: Vec<Decimal> = lines.iter().map(|one| one.line.quantity.decimal()).collect();
    let prices: Vec<Decimal> = lines.iter().map(|one| one.line.price.decimal()).collect();
    sqlx::query!(
        r#"insert into order_lines (order_id, number, product_id, name, unit, quantity, price)
           select $1, * from unnest($2::smallint[], $3::bigint[], $4::text[], $5::text[], $6::numeric[], $7::numeric[])"#,
        order_id,
        &numbers,
        &products,
        &names as &[&str],
        &units as &[&str],
        &quantities,
        &prices
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// The head of a draft; a null keeps what is there.
pub async fn update(
    tx: &mut PgConnection,
    id: i64,
    head: Option<(i64, &str)>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (client_id, comment) = head.unzip();
    sqlx::query!(
        r#"update orders set client_id = coalesce($2, client_id), comment = coalesce($3, comment), version = version + 1, updated_at = $4
            where id = $1"#,
        id,
        client_id,
        comment,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn lock(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("select id from orders where id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
        .map(|_| ())
}
