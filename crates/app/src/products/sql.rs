//! Writing products. None of these begins, commits or decides.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::input::Record;

/// Locks a product against edits and movements.
pub async fn lock(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("select id from products where id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
        .map(|_| ())
}

pub async fn insert(tx: &mut PgConnection, record: &Record, now: DateTime<Utc>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"insert into products (sku, name, unit, price, created_at, updated_at)
           values ($1, $2, $3, $4::numeric, $5, $5) returning id"#,
        record.sku,
        record.name,
        record.unit,
        record.price.decimal(),
        now
    )
    .fetch_one(tx)
    .await
}

pub async fn update(
    tx: &mut PgConnection,
    id: i64,
    record: &Record,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"update products set sku = $2, name = $3, unit = $4, price = $5::numeric, version = version + 1, updated_at = $6
            where id = $1"#,
        id,
        record.sku,
        record.name,
        record.unit,
        record.price.decimal(),
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// Marks a product archived since a moment, or live again.
pub async fn set_archived(
    tx: &mut PgConnection,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update products set archived_at = $2, version = version + 1, updated_at = $3 where id = $1",
        id,
        archived_at,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn delete(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from products where id = $1", id).execute(tx).await.map(|_| ())
}
