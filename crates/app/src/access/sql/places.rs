//! Statements on `sign_in_places`.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// Those of the marks that are known of the user with that login.
pub async fn known(
    executor: impl PgExecutor<'_>,
    login: &str,
    marks: &[Vec<u8>],
) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        "select p.mark from sign_in_places p join users u on u.id = p.user_id where u.login = $1 and p.mark = any($2)",
        login,
        marks
    )
    .fetch_all(executor)
    .await
}

/// Whether anybody signed in there.
pub async fn exists(tx: &mut PgConnection, mark: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from sign_in_places where mark = $1) as "any!""#, mark)
        .fetch_one(tx)
        .await
}

pub async fn remember(
    tx: &mut PgConnection,
    user_id: i64,
    mark: &[u8],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into sign_in_places (user_id, mark, last_at) values ($1, $2, $3)
         on conflict (user_id, mark) do update set last_at = excluded.last_at",
        user_id,
        mark,
        at
    )
    .execute(tx)
    .await
    .map(|_| ())
}

/// Keeps the `most` places that were used last.
pub async fn forget_oldest(tx: &mut PgConnection, user_id: i64, most: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from sign_in_places where user_id = $1 and mark in
           (select mark from sign_in_places where user_id = $1 order by last_at desc, mark offset $2)",
        user_id,
        most
    )
    .execute(tx)
    .await
    .map(|_| ())
}
