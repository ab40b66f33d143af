//! What a person does with a job: another attempt, an end.

use contract::jobs::Job;
use contract::problem::ProblemCode;
use domain::JobState;
use serde_json::json;
use sqlx::PgConnection;

use super::{list, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result, decode};

/// Queues a job that was given up or stopped; one that waits for its next attempt gets it at once.
///
/// # Errors
/// `not_found`; `job_running`, also while another job of the same kind and subject is open; `job_settled` after success.
pub async fn retry(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<Job>> {
    let once = Once::new(app, actor, key, ("job.retry", id), &())?;
    once.run(
        async |tx| {
            let state = state(tx, id).await?;
            state.retry().map_err(|obstacle| hindered("job", obstacle))?;
            crate::payments::sql::reopen_refund(tx, id, app.clock.now()).await?;
            sql::requeue(tx, id, app.clock.now()).await.map_err(|error| match Error::constraint(&error) {
                Some("job_runs_one_open") => {
                    Error::new(ProblemCode::JobRunning, "another job of this kind and subject is open")
                }
                _ => error.into(),
            })?;
            note(tx, actor, "retry", id, state).await?;
            Ok((id, list::get_in(&mut *tx, actor, id).await?))
        },
        async |id| list::get(app, actor, id).await,
    )
    .await
}

/// Stops a job: a queued one at once, a running one at its next step.
///
/// # Errors
/// `not_found`; `job_settled`; `money_moving` while it takes or gives back what an order has counted on.
pub async fn cancel(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<Job>> {
    let once = Once::new(app, actor, key, ("job.cancel", id), &())?;
    once.run(
        async |tx| {
            let state = state(tx, id).await?;
            let moving = sql::moves_money(tx, id).await?;
            state.cancel(moving).map_err(|obstacle| hindered("job", obstacle))?;
            sql::cancel(tx, id, state, app.clock.now()).await?;
            note(tx, actor, "cancel", id, state).await?;
            Ok((id, list::get_in(&mut *tx, actor, id).await?))
        },
        async |id| list::get(app, actor, id).await,
    )
    .await
}

async fn state(tx: &mut PgConnection, id: i64) -> Result<JobState> {
    let state = sql::lock_state(tx, id).await?.ok_or_else(|| Error::not_found("job"))?;
    Ok(decode::valid(JobState::parse(&state))?)
}

async fn note(tx: &mut PgConnection, actor: &Actor, action: &str, id: i64, before: JobState) -> Result<()> {
    audit::record(tx, actor, action, "job", Some(id), Some(json!({ "state": before })), None).await
}
