//! Statements on `api_keys`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::access::ApiKey;
use domain::Permission;
use sqlx::{PgConnection, PgExecutor};

use crate::{Error, Result};

/// A key as stored.
#[derive(Clone)]
pub struct KeyRow {
    pub id: i64,
    pub name: String,
    pub prefix: String,
    pub secret_hash: Vec<u8>,
    pub scopes: Vec<String>,
    pub created_by: i64,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl KeyRow {
    /// The rights of the key. A right that this program does not know is an error, never silently more or less.
    pub fn permissions(&self) -> Result<Vec<Permission>> {
        let parse = |word: &String| {
            Permission::parse(word)
                .map_err(|_| Error::Internal(format!("unknown scope {word} of key {}", self.id)))
        };
        self.scopes.iter().map(parse).collect()
    }

    /// The key as the wire shows it, without the digest.
    pub fn view(self) -> Result<ApiKey> {
        Ok(ApiKey {
            scopes: self.permissions()?,
            id: self.id,
            name: self.name,
            prefix: self.prefix,
            created_by: self.created_by,
            created_at: self.created_at,
            expires_at: self.expires_at,
            last_used_at: self.last_used_at,
            revoked_at: self.revoked_at,
        })
    }
}

/// Keys that may be used at `now`, by prefix.
pub async fn find_live(
    executor: impl PgExecutor<'_>,
    prefixes: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<HashMap<String, KeyRow>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select * from api_keys
          where prefix = any($1) and revoked_at is null and (expires_at is null or expires_at > $2)",
        prefixes,
        now
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.prefix.clone(), row)).collect())
}

pub async fn touch(
    executor: impl PgExecutor<'_>,
    id: i64,
    now: DateTime<Utc>,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update api_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $3)",
        id,
        now,
        before
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// At most `limit` keys with a number below `below`, newest first.
pub async fn below(executor: impl PgExecutor<'_>, below: i64, limit: i64) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(KeyRow, "select * from api_keys where id < $1 order by id desc limit $2", below, limit)
        .fetch_all(executor)
        .await
}

/// At most `limit` keys with a number above `above`, oldest first.
pub async fn above(executor: impl PgExecutor<'_>, above: i64, limit: i64) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(KeyRow, "select * from api_keys where id > $1 order by id limit $2", above, limit)
        .fetch_all(executor)
        .await
}

/// What is stored of a new key.
pub struct NewKey<'a> {
    pub name: &'a str,
    pub prefix: &'a str,
    pub secret_hash: &'a [u8],
    pub scopes: &'a [String],
    pub created_by: i64,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut PgConnection, key: &NewKey<'_>) -> sqlx::Result<KeyRow> {
    sqlx::query_as!(
        KeyRow,
        "insert into api_keys (name, prefix, secret_hash, scopes, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning *",
        key.name,
        key.prefix,
        key.secret_hash,
        key.scopes,
        key.created_by,
        key.created_at,
        key.expires_at
    )
    .fetch_one(tx)
    .await
}

/// Revokes a key; none when there is no such key. A key revoked before keeps its time.
pub async fn revoke(tx: &mut PgConnection, id: i64, now: DateTime<Utc>) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        "update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1 returning *",
        id,
        now
    )
    .fetch_optional(tx)
    .await
}
