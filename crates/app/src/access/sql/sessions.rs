//! Statements on `sessions`.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::users::UserRow;

/// A live session with its user.
pub struct Live {
    pub session_id: i64,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub user: UserRow,
}

/// The session of that token: not expired at `now`, seen after `idle_since`, its user not disabled.
pub async fn find(
    executor: impl PgExecutor<'_>,
    token_hash: &[u8],
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> sqlx::Result<Option<Live>> {
    let row = sqlx::query!(
        "select s.id as session_id, s.last_seen_at, s.expires_at, u.id, u.login, u.name,
                u.role, u.version, u.created_at, u.last_login_at, u.disabled_at
           from sessions s join users u on u.id = s.user_id
          where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and u.disabled_at is null",
        token_hash,
        now,
        idle_since
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| Live {
        session_id: row.session_id,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        user: UserRow {
            id: row.id,
            login: row.login,
            name: row.name,
            role: row.role,
            password_hash: String::new(),
            version: row.version,
            created_at: row.created_at,
            last_login_at: row.last_login_at,
            disabled_at: row.disabled_at,
        },
    }))
}

pub async fn touch(
    executor: impl PgExecutor<'_>,
    token_hash: &[u8],
    now: DateTime<Utc>,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $3",
        token_hash,
        now,
        before
    )
    .execute(executor)
    .await
    .map(|_| ())
}

pub async fn insert(
    tx: &mut PgConnection,
    token_hash: &[u8],
    user_id: i64,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    user_agent: &str,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        "insert into sessions (token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
         values ($1, $2, $3, $3, $4, $5) returning id",
        token_hash,
        user_id,
        now,
        expires_at,
        user_agent
    )
    .fetch_one(tx)
    .await
}

/// What one sees of one's own session.
pub struct OwnRow {
    pub id: i64,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub user_agent: String,
}

/// The latest 100 live sessions of a user.
pub async fn of_user(
    executor: impl PgExecutor<'_>,
    user_id: i64,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> sqlx::Result<Vec<OwnRow>> {
    sqlx::query_as!(
        OwnRow,
        "select id, created_at, last_seen_at, expires_at, user_agent from sessions
          where user_id = $1 and expires_at > $2 and last_seen_at > $3 order by id desc limit 100",
        user_id,
        now,
        idle_since
    )
    .fetch_all(executor)
    .await
}

/// Ends the session of a token; its user.
pub async fn delete_by_token(tx: &mut PgConnection, token_hash: &[u8]) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("delete from sessions where token_hash = $1 returning user_id", token_hash)
        .fetch_optional(tx)
        .await
}

/// Ends one session of a user; false when there is none with that number.
pub async fn delete_of_user(tx: &mut PgConnection, user_id: i64, id: i64) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("delete from sessions where user_id = $1 and id = $2", user_id, id).execute(tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Ends all sessions of a user, except that one.
pub async fn delete_all_of_user(
    tx: &mut PgConnection,
    user_id: i64,
    except: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where user_id = $1 and id is distinct from $2", user_id, except)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Removes what has ended by itself.
pub async fn delete_ended(
    tx: &mut PgConnection,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where expires_at <= $1 or last_seen_at <= $2", now, idle_since)
        .execute(tx)
        .await
        .map(|_| ())
}
