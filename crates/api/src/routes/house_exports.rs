//! Lists of the house itself as CSV files: who may come in, what was changed, what runs in the background.

use actix_web::get;
use actix_web::middleware::Compress;
use app::{access, jobs};
use contract::audit::AuditQuery;
use contract::export::ExportQuery;
use contract::jobs::JobQuery;
use contract::page::PageQuery;
use futures_util::stream;
use utoipa_actix_web::service_config::ServiceConfig;

use super::exports::file;
use crate::answer::Reply;
use crate::extract::Export;
use crate::guard::{ApiKeysWrite, AuditRead, Guard, JobsRead, Right, UsersRead};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(export_users).service(export_api_keys).service(export_changes).service(export_jobs);
}

/// Export users
///
/// All users by login, disabled ones too, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "users",
    params(ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(UsersRead::WORD)))
)]
#[get("/users/export", wrap = "Compress::default()")]
pub async fn export_users(state: Shared, actor: Guard<UsersRead>, export: Export<PageQuery>) -> Reply {
    let whole = access::export::users(&state.app, export.form).await?;
    Ok(file(&state, &actor, "users", stream::once(async move { Ok(whole) })))
}

/// Export API keys
///
/// All keys, newest first, revoked and expired ones too, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone;
/// never the keys themselves.
#[utoipa::path(
    tag = "API keys",
    params(ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(ApiKeysWrite::WORD)))
)]
#[get("/api-keys/export", wrap = "Compress::default()")]
pub async fn export_api_keys(state: Shared, actor: Guard<ApiKeysWrite>, export: Export<PageQuery>) -> Reply {
    let whole = access::export::api_keys(&state.app, export.form).await?;
    Ok(file(&state, &actor, "api-keys", stream::once(async move { Ok(whole) })))
}

/// Export changes
///
/// All changes that pass the filter, latest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "audit",
    params(AuditQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(AuditRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/audit/export", wrap = "Compress::default()")]
pub async fn export_changes(state: Shared, actor: Guard<AuditRead>, export: Export<AuditQuery>) -> Reply {
    let rows = access::export::changes(&state.app, export.query, export.form).await?;
    Ok(file(&state, &actor, "audit", rows))
}

/// Export jobs
///
/// All jobs that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "jobs",
    params(JobQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(JobsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/jobs/export", wrap = "Compress::default()")]
pub async fn export_jobs(state: Shared, actor: Guard<JobsRead>, export: Export<JobQuery>) -> Reply {
    let rows = jobs::export(&state.app, export.query, export.form).await?;
    Ok(file(&state, &actor, "jobs", rows))
}
