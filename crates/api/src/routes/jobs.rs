//! Background jobs: what runs, what waits, what was given up; another attempt, an end.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{get, post};
use app::jobs;
use contract::jobs::{Job, JobPage, JobQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted};
use crate::detached::detached;
use crate::extract::{OptionalKey, Path, Query};
use crate::guard::{Guard, JobsRead, JobsWrite, Right};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_jobs).service(get_job).service(retry_job).service(cancel_job);
}

/// List jobs
///
/// Newest first.
#[utoipa::path(
    tag = "jobs",
    params(JobQuery),
    responses((status = 200, description = "A page of jobs.", body = JobPage)),
    extensions(("x-permission" = json!(JobsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/jobs", wrap = "Compress::default()")]
pub async fn list_jobs(state: Shared, actor: Guard<JobsRead>, query: Query<JobQuery>) -> Reply {
    ok(&jobs::list(&state.app, &actor, query.0).await?)
}

/// Get a job
///
/// With its stage, progress, result, and what can be done with it.
#[utoipa::path(
    tag = "jobs",
    params(("id" = i64, Path, description = "Number of the job")),
    responses((status = 200, description = "The job.", body = Job)),
    extensions(("x-permission" = json!(JobsRead::WORD)))
)]
#[get("/jobs/{id}")]
pub async fn get_job(state: Shared, actor: Guard<JobsRead>, id: Path<i64>) -> Reply {
    ok(&jobs::get(&state.app, &actor, id.0).await?)
}

/// Try a job again
///
/// One that was given up or stopped is queued anew; one that waits for its next attempt gets it at once.
#[utoipa::path(
    tag = "jobs",
    params(("id" = i64, Path, description = "Number of the job"), OptionalKeyHeader),
    responses((status = 200, description = "The job, queued.", body = Job)),
    extensions(
        ("x-permission" = json!(JobsWrite::WORD)),
        ("x-problems" = json!(["job_running", "job_settled"]))
    )
)]
#[post("/jobs/{id}/retry")]
pub async fn retry_job(state: Shared, actor: Guard<JobsWrite>, id: Path<i64>, key: OptionalKey) -> Reply {
    let done = detached(async move { jobs::retry(&state.app, &actor, key.get(), id.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Stop a job
///
/// A queued one ends at once, a running one at its next step. What it has done stays done.
#[utoipa::path(
    tag = "jobs",
    params(("id" = i64, Path, description = "Number of the job"), OptionalKeyHeader),
    responses((status = 200, description = "The job.", body = Job)),
    extensions(("x-permission" = json!(JobsWrite::WORD)), ("x-problems" = json!(["job_settled", "money_moving"])))
)]
#[post("/jobs/{id}/cancel")]
pub async fn cancel_job(state: Shared, actor: Guard<JobsWrite>, id: Path<i64>, key: OptionalKey) -> Reply {
    let done = detached(async move { jobs::cancel(&state.app, &actor, key.get(), id.0).await });
    posted(StatusCode::OK, &done.await?)
}
