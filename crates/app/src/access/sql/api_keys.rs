//! Statements on `api_keys`.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contract::access::ApiKey;
use domain::{Permission, Role, rights_of_key};
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
    pub service_account: bool,
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
            service_account: self.service_account,
            created_at: self.created_at,
            expires_at: self.expires_at,
            last_used_at: self.last_used_at,
            revoked_at: self.revoked_at,
        })
    }
}

/// A key that may be used, with the role of whoever made it.
#[derive(Clone)]
pub struct LiveKey {
    pub key: KeyRow,
    maker_role: String,
}

impl LiveKey {
    /// What the key may do now.
    pub fn permissions(&self) -> Result<BTreeSet<Permission>> {
        let scopes = self.key.permissions()?;
        if self.key.service_account {
            return Ok(scopes.into_iter().collect());
        }
        let role = Role::parse(&self.maker_role).map_err(|_| {
            Error::Internal(format!("unknown role {} of key {}", self.maker_role, self.key.id))
        })?;
        Ok(rights_of_key(scopes, role))
    }
}

/// Keys that may be used at `now`, by prefix: neither revoked nor expired, and of an owner who is not disabled.
pub async fn find_live(
    executor: impl PgExecutor<'_>,
    prefixes: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<HashMap<String, LiveKey>> {
    let rows = sqlx::query!(
        "select k.*, u.role as maker_role from api_keys k join users u on u.id = k.created_by
          where k.prefix = any($1) and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)
            and (k.service_account or u.disabled_at is null)",
        prefixes,
        now
    )
    .fetch_all(executor)
    .await?;
    let live = rows.into_iter().map(|row| LiveKey {
        maker_role: row.maker_role,
        key: KeyRow {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            secret_hash: row.secret_hash,
            scopes: row.scopes,
            created_by: row.created_by,
            service_account: row.service_account,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        },
    });
    Ok(live.map(|live| (live.key.prefix.clone(), live)).collect())
}

pub async fn find(executor: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(KeyRow, "select * from api_keys where id = $1", id).fetch_optional(executor).await
}

/// A key that stays as it is until the end of the transaction; `None` when it is revoked or over at `now`.
pub async fn hold(tx: &mut PgConnection, id: i64, now: DateTime<Utc>) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        "select * from api_keys where id = $1 and revoked_at is null and (expires_at is null or expires_at > $2) for share",
        id,
        now
    )
    .fetch_optional(tx)
    .await
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
    pub service_account: bool,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut PgConnection, key: &NewKey<'_>) -> sqlx::Result<KeyRow> {
    sqlx::query_as!(
        KeyRow,
        "insert into api_keys (name, prefix, secret_hash, scopes, created_by, service_account, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning *",
        key.name,
        key.prefix,
        key.secret_hash,
        key.scopes,
        key.created_by,
        key.service_account,
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
