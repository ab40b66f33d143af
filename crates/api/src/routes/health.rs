//! For machines that watch this one: alive, ready, figures.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, get};
use app::self_check;
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, json};
use crate::error::Failure;
use crate::guard::{MetricsRead, Right, identify_caller, permit};
use crate::security::peer;
use crate::state::Shared;

/// How long the database may take to answer before the server is not ready.
const PATIENCE: Duration = Duration::from_millis(500);

pub fn routes(config: &mut ServiceConfig) {
    config.service(livez).service(readyz).service(metrics);
}

/// Whether the server can serve.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Readiness {
    ready: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "the server is stopping")]
    reason: Option<&'static str>,
}

/// Alive
///
/// The process answers; the database is not asked.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "Alive.", body = String, content_type = "text/plain", example = "ok")),
    extensions(("x-permission" = json!("public")))
)]
#[get("/livez")]
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok")
}

/// Ready
///
/// The database answers within half a second, has the schema of this program, is durable, has room to write, and the server is not
/// stopping.
#[utoipa::path(
    tag = "health",
    responses(
        (status = 200, description = "Ready.", body = Readiness),
        (status = 503, description = "Not ready, and why.", body = Readiness)
    ),
    extensions(("x-permission" = json!("public")))
)]
#[get("/readyz")]
pub async fn readyz(state: Shared) -> Reply {
    let reason = match state.is_draining() {
        true => Some("the server is stopping"),
        false => database(state).await,
    };
    let status = if reason.is_none() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    json(status, &Readiness { ready: reason.is_none(), reason })
}

/// Figures for Prometheus
///
/// Needs the permission `metrics.read`; a server started with `--trust-local` also serves callers on the same machine.
#[utoipa::path(
    tag = "health",
    responses((status = 200, description = "Prometheus text format.", body = String, content_type = "text/plain")),
    extensions(("x-permission" = json!(MetricsRead::WORD)))
)]
#[get("/metrics")]
pub async fn metrics(state: Shared, request: HttpRequest) -> Reply {
    if !peer::is_trusted(&state, &request) {
        let caller = identify_caller(&request).await?.ok_or_else(crate::guard::unauthenticated)?;
        permit(caller.actor(), MetricsRead::PERMISSION)?;
    }
    // Without a database the other figures are wanted all the more.
    let waiting = app::jobs::waiting(&state.app).await.unwrap_or_default();
    let text = state.metrics.text(&state.app, &waiting).map_err(Failure::internal)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/plain; version=0.0.4")).body(text))
}

/// Asks the database. After a 503 it has to show that it has room to write.
async fn ask(state: &Shared) -> app::Result<Option<&'static str>> {
    if let Some(reason) = self_check::not_ready(&state.app.db, state.unsafe_durability).await? {
        return Ok(Some(reason));
    }
    if state.is_doubted() {
        if !self_check::has_room(&state.app.db).await? {
            return Ok(Some("the database has no disk, memory or connections left"));
        }
        state.trust();
    }
    Ok(None)
}

/// Why the database cannot serve. The question is a task of its own: giving up on it must not drop a statement half-way.
async fn database(state: Shared) -> Option<&'static str> {
    let asked = actix_web::rt::spawn(async move { ask(&state).await });
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(reason))) => reason,
        Ok(Ok(Err(_)) | Err(_)) | Err(_) => Some("the database does not answer"),
    }
}
