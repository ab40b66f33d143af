//! Writing services. None of these begins, commits or decides.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::input::Record;

/// Locks a service against other edits.
pub async fn lock(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("select id from services where id = $1 for no key update", id)
        .fetch_optional(tx)
        .await
        .map(|_| ())
}

pub async fn insert(tx: &mut PgConnection, record: &Record, now: DateTime<Utc>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"insert into services (name, description, kind, billing_kind, billing_info, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $6) returning id"#,
        record.name,
        record.description,
        record.kind.as_str(),
        record.billing_kind.as_str(),
        Json(&record.billing_info) as _,
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
        r#"update services set name = $2, description = $3, kind = $4, billing_kind = $5, billing_info = $6, version = version + 1,
                  updated_at = $7
            where id = $1"#,
        id,
        record.name,
        record.description,
        record.kind.as_str(),
        record.billing_kind.as_str(),
        Json(&record.billing_info) as _,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// Marks a service archived since a moment, or live again.
pub async fn set_archived(
    tx: &mut PgConnection,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update services set archived_at = $2, version = version + 1, updated_at = $3 where id = $1",
        id,
        archived_at,
        now
    )
    .execute(tx)
    .await
    .map(|_| ())
}

pub async fn delete(tx: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from services where id = $1", id).execute(tx).await.map(|_| ())
}
