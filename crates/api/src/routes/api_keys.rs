//! Keys of programs.

use actix_web::{delete, get, post};
use app::access::api_keys;
use contract::access::{ApiKeyPage, CreatedApiKey, NewApiKey};
use contract::page::PageQuery;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, ok, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{ApiKeysWrite, Guard, Right};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_api_keys).service(create_api_key).service(revoke_api_key);
}

/// List API keys
///
/// Newest first, revoked and expired ones too; never the keys themselves.
#[utoipa::path(
    tag = "API keys",
    params(PageQuery),
    responses((status = 200, description = "A page of keys.", body = ApiKeyPage)),
    extensions(("x-permission" = json!(ApiKeysWrite::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/api-keys")]
pub async fn list_api_keys(state: Shared, _actor: Guard<ApiKeysWrite>, query: Query<PageQuery>) -> Reply {
    ok(&api_keys::list(&state.app, &query.0).await?)
}

/// Make an API key
///
/// The answer is the only place that shows the key. It belongs to whoever makes it: it may at most what that person may at the moment
/// of each request, and is refused while that person is disabled. With `service_account` it belongs to no person and keeps its
/// scopes until it expires or is revoked; only administrators make those.
#[utoipa::path(
    tag = "API keys",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The key.", body = CreatedApiKey)),
    extensions(("x-permission" = json!(ApiKeysWrite::WORD)))
)]
#[post("/api-keys")]
pub async fn create_api_key(
    state: Shared,
    actor: Guard<ApiKeysWrite>,
    key: OptionalKey,
    body: Json<NewApiKey>,
) -> Reply {
    let made = detached(async move { api_keys::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&contract::paths::api_key(made.body.id), &made)
}

/// Revoke an API key
///
/// It is refused from the next request on. Revoking it again changes nothing.
#[utoipa::path(
    tag = "API keys",
    params(("id" = i64, Path, description = "Number of the key"), OptionalKeyHeader),
    responses((status = 204, description = "Revoked.")),
    extensions(("x-permission" = json!(ApiKeysWrite::WORD)))
)]
#[delete("/api-keys/{id}")]
pub async fn revoke_api_key(
    state: Shared,
    actor: Guard<ApiKeysWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    emptied(&detached(async move { api_keys::revoke(&state.app, &actor, key.get(), id.0).await }).await?)
}
