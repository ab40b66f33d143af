//! The statements about runs of jobs. They decide nothing.

use chrono::{DateTime, Utc};
use domain::{JobKind, JobState};
use sqlx::{PgConnection, PgExecutor};

use super::settle::Change;

/// A run whose entry of the queue has come.
pub struct Due {
    pub kind: String,
    pub subject: String,
    pub state: String,
    pub attempts: i32,
    pub entry: Option<i64>,
    pub cancel_requested: bool,
    pub updated_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// What a run stands at when its attempt ends.
pub struct Standing {
    pub failures: i32,
    pub again: bool,
    pub cancel_requested: bool,
}

pub async fn enqueue(
    tx: &mut PgConnection,
    kind: JobKind,
    subjects: &[String],
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into job_runs as r (kind, subject, actor, run_at, created_at, updated_at)
         select $1, subject, $3, $4, $4, $4 from unnest($2::text[]) as u (subject) order by subject
         on conflict (kind, subject) where state in ('QUEUED', 'RUNNING')
         do update set again = r.state = 'RUNNING', run_at = least(r.run_at, excluded.run_at),
                       updated_at = greatest(r.updated_at, excluded.updated_at)",
        kind.as_str(),
        subjects,
        actor,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A run whose entry has come, locked; `None` when there is none.
pub async fn lock_entry(tx: &mut PgConnection, id: i64) -> Result<Option<Due>, sqlx::Error> {
    sqlx::query_as!(
        Due,
        r#"select kind, subject, state::text as "state!", attempts, entry, cancel_requested, updated_at, created_at
             from job_runs where id = $1 for update"#,
        id
    )
    .fetch_optional(tx)
    .await
}

/// Begins the next attempt at a locked run.
pub async fn begin(
    tx: &mut PgConnection,
    id: i64,
    entry: i64,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update job_runs set state = 'RUNNING', attempts = attempts + 1, entry = $2, again = false,
                started_at = coalesce(started_at, $3), updated_at = $3
          where id = $1",
        id,
        entry,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Notes how far an attempt is and tells whether somebody wants it to stop; `None` when it is not the last attempt any more.
pub async fn step(
    executor: impl PgExecutor<'_>,
    (id, attempt): (i64, i32),
    stage: &str,
    progress: i16,
    now: DateTime<Utc>,
) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        "update job_runs set stage = $3, progress = greatest(progress, $4), updated_at = $5
          where id = $1 and attempts = $2 and state = 'RUNNING' returning cancel_requested",
        id,
        attempt,
        stage,
        progress,
        now
    )
    .fetch_optional(executor)
    .await
}

/// Locks a run whose attempt is the last one.
pub async fn lock(tx: &mut PgConnection, (id, attempt): (i64, i32)) -> Result<Option<Standing>, sqlx::Error> {
    sqlx::query_as!(
        Standing,
        "select failures, again, cancel_requested from job_runs where id = $1 and attempts = $2 and state = 'RUNNING' for update",
        id,
        attempt
    )
    .fetch_optional(tx)
    .await
}

/// Writes what became of an attempt.
pub async fn settle(
    tx: &mut PgConnection,
    id: i64,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update job_runs set state = ($2::text)::job_state, failures = $3, error = $4, result = coalesce($5, result), run_at = $6,
                progress = case when $2 = 'SUCCEEDED' then 100 else progress end, again = false, updated_at = $7,
                finished_at = case when $2 = 'QUEUED' then null else $7::timestamptz end
          where id = $1",
        id,
        change.state.as_str(),
        change.failures,
        change.error.as_deref(),
        change.result.as_ref(),
        change.run_at,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The state of a run, locked.
pub async fn lock_state(tx: &mut PgConnection, id: i64) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(r#"select state::text as "state!" from job_runs where id = $1 for update"#, id)
        .fetch_optional(tx)
        .await
}

/// Whether the run is in the middle of money that an order has counted on: taken and not confirmed, given up, given back.
pub async fn moves_money(tx: &mut PgConnection, id: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select job_moves_money(kind, subject) as "moving!" from job_runs where id = $1"#,
        id
    )
    .fetch_one(tx)
    .await
}

/// Queues a run anew, at once, its failures forgotten.
pub async fn requeue(tx: &mut PgConnection, id: i64, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update job_runs set state = 'QUEUED', failures = 0, cancel_requested = false, again = false, run_at = $2, finished_at = null,
                updated_at = $2
          where id = $1",
        id,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends a queued run; tells a running one to end.
pub async fn cancel(
    tx: &mut PgConnection,
    id: i64,
    state: JobState,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let over = state == JobState::Queued;
    sqlx::query!(
        "update job_runs set cancel_requested = true, state = case when $2 then 'CANCELLED' else state end,
                finished_at = case when $2 then $3::timestamptz else finished_at end, updated_at = $3
          where id = $1",
        id,
        over,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}
