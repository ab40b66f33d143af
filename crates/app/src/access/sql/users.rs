//! Statements on `users`.

use chrono::{DateTime, Utc};
use contract::access::User;
use domain::Role;
use sqlx::{PgConnection, PgExecutor};

use crate::{Error, Result};

/// A user with the password hash, as stored.
pub struct UserRow {
    pub id: i64,
    pub login: String,
    pub name: String,
    pub role: String,
    pub password_hash: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
    pub disabled_at: Option<DateTime<Utc>>,
}

impl UserRow {
    /// The role. One that this program does not know is an error.
    pub fn role(&self) -> Result<Role> {
        Role::parse(&self.role).map_err(|_| Error::Internal(format!("unknown role {}", self.role)))
    }

    /// The user as the wire shows it, without the hash.
    pub fn view(self) -> Result<User> {
        let role = self.role()?;
        Ok(User {
            id: self.id,
            login: self.login,
            name: self.name,
            role,
            created_at: self.created_at,
            last_login_at: self.last_login_at,
            disabled_at: self.disabled_at,
            version: self.version,
        })
    }
}

/// At most `limit` users by login, after that login.
pub async fn after(executor: impl PgExecutor<'_>, login: &str, limit: i64) -> sqlx::Result<Vec<UserRow>> {
    sqlx::query_as!(UserRow, "select * from users where login > $1 order by login limit $2", login, limit)
        .fetch_all(executor)
        .await
}

/// At most `limit` users by login, before that login, nearest first.
pub async fn before(executor: impl PgExecutor<'_>, login: &str, limit: i64) -> sqlx::Result<Vec<UserRow>> {
    sqlx::query_as!(
        UserRow,
        "select * from users where login < $1 order by login desc limit $2",
        login,
        limit
    )
    .fetch_all(executor)
    .await
}

pub async fn by_id(executor: impl PgExecutor<'_>, id: i64) -> sqlx::Result<Option<UserRow>> {
    sqlx::query_as!(UserRow, "select * from users where id = $1", id).fetch_optional(executor).await
}

pub async fn by_login(executor: impl PgExecutor<'_>, login: &str) -> sqlx::Result<Option<UserRow>> {
    sqlx::query_as!(UserRow, "select * from users where login = $1", login).fetch_optional(executor).await
}

/// A user whose role and state stay as they are until the end of the transaction.
pub async fn hold(tx: &mut PgConnection, id: i64) -> sqlx::Result<Option<UserRow>> {
    sqlx::query_as!(UserRow, "select * from users where id = $1 for share", id).fetch_optional(tx).await
}

pub async fn lock(tx: &mut PgConnection, id: i64) -> sqlx::Result<Option<UserRow>> {
    sqlx::query_as!(UserRow, "select * from users where id = $1 for update", id).fetch_optional(tx).await
}

/// Locks the active administrators in id order and names them: whoever takes one away sees all that are left.
pub async fn lock_active_admins(tx: &mut PgConnection) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "select id from users where role = 'admin' and disabled_at is null order by id for no key update"
    )
    .fetch_all(tx)
    .await
}

pub async fn insert(
    tx: &mut PgConnection,
    login: &str,
    name: &str,
    role: Role,
    password_hash: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<UserRow> {
    sqlx::query_as!(
        UserRow,
        "insert into users (login, name, role, password_hash, created_at) values ($1, $2, $3, $4, $5) returning *",
        login,
        name,
        role.as_str(),
        password_hash,
        at
    )
    .fetch_one(tx)
    .await
}

/// Inserts the administrator unless there is any user; the unique login decides between two processes.
pub async fn insert_first_admin(
    tx: &mut PgConnection,
    password_hash: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "insert into users (login, role, password_hash, created_at)
         select 'admin', 'admin', $1, $2 where not exists (select from users)
         on conflict (login) do nothing returning id",
        password_hash,
        at
    )
    .fetch_optional(tx)
    .await
}

pub async fn any(executor: impl PgExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from users) as "any!""#).fetch_one(executor).await
}

/// Writes the changeable columns and moves the version on.
pub async fn update(tx: &mut PgConnection, row: &UserRow) -> sqlx::Result<UserRow> {
    sqlx::query_as!(
        UserRow,
        "update users set name = $2, role = $3, password_hash = $4, disabled_at = $5, version = version + 1
          where id = $1 returning *",
        row.id,
        row.name,
        row.role,
        row.password_hash,
        row.disabled_at
    )
    .fetch_one(tx)
    .await
}

pub async fn set_last_login(tx: &mut PgConnection, id: i64, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("update users set last_login_at = $2 where id = $1", id, at).execute(tx).await.map(|_| ())
}
