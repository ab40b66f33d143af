//! The statements about keys. They decide nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{KeyRow, KnownKey, Outcome};
use crate::decode::valid;

/// Makes requests with the same key wait for each other until the end of the transaction. The key itself may not exist yet, so
/// the lock is on a number made of it: two keys with one number wait for each other, which costs time and nothing else.
pub async fn lock(connection: &mut PgConnection, principal: &str, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))", principal, key)
        .execute(connection)
        .await
        .map(|_| ())
}

/// The keys among those asked for, by caller and key.
pub async fn find(
    connection: &mut PgConnection,
    principals: &[String],
    keys: &[String],
) -> Result<HashMap<(String, String), KnownKey>, sqlx::Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    // A lateral that cannot be flattened: a join may be planned as "read the table, compare with the list".
    let rows = sqlx::query!(
        r#"select k.principal, k.key, k.request_hash, k.outcome, k.created_at
             from unnest($1::text[], $2::text[]) as asked (principal, key)
            cross join lateral (select * from idempotency_keys k
                                 where k.principal = asked.principal and k.key = asked.key limit 1) k"#,
        principals,
        keys
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|row| {
        let outcome = Outcome::Row(row.outcome);
        ((row.principal, row.key), KnownKey { hash: row.request_hash, outcome, created_at: row.created_at })
    });
    Ok(known.collect())
}

/// Writes keys with their outcomes. A key that another transaction wrote meanwhile breaks `idempotency_keys_pkey`.
pub async fn insert(
    connection: &mut PgConnection,
    rows: &[KeyRow],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    if rows.is_empty() {
        return Ok(());
    }
    // Sorted, so that two processes with the same keys meet in the same order.
    let mut sorted: Vec<&KeyRow> = rows.iter().collect();
    sorted.sort_unstable_by_key(|row| (&row.principal, &row.key));
    let principals: Vec<&str> = sorted.iter().map(|row| row.principal.as_str()).collect();
    let keys: Vec<&str> = sorted.iter().map(|row| row.key.as_str()).collect();
    let hashes: Vec<&[u8]> = sorted.iter().map(|row| row.hash.as_slice()).collect();
    let outcomes: Vec<Value> =
        sorted.iter().map(|row| valid(serde_json::to_value(&row.outcome))).collect::<Result<_, _>>()?;
    sqlx::query!(
        r#"insert into idempotency_keys (principal, key, request_hash, outcome, created_at)
           select *, $5::timestamptz from unnest($1::text[], $2::text[], $3::bytea[], $4::jsonb[])"#,
        &principals as &[&str],
        &keys as &[&str],
        &hashes as &[&[u8]],
        &outcomes,
        now
    )
    .execute(connection)
    .await
    .map(|_| ())
}
