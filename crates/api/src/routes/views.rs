//! Saved views of lists.

use actix_web::http::StatusCode;
use actix_web::{delete, get, post, put};
use app::views;
use contract::paths;
use contract::views::{SavedView, SavedViewInput, SavedViewList, SavedViewQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{Guard, Right, Session};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_views).service(create_view).service(update_view).service(delete_view);
}

/// List saved views
///
/// One's own, then those that others share, of the lists that the caller may read.
#[utoipa::path(
    tag = "views",
    params(SavedViewQuery),
    responses((status = 200, description = "The views.", body = SavedViewList)),
    extensions(("x-permission" = json!(Session::WORD)))
)]
#[get("/views")]
pub async fn list_views(state: Shared, actor: Guard<Session>, query: Query<SavedViewQuery>) -> Reply {
    ok(&views::list(&state.app, &actor, query.0).await?)
}

/// Save a view
///
/// The query of a list's address under a name, for oneself or for everybody who may read the list. A person has at most 100.
#[utoipa::path(
    tag = "views",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The view.", body = SavedView)),
    extensions(("x-permission" = json!(Session::WORD)), ("x-problems" = json!(["name_taken", "limit_reached"])))
)]
#[post("/views")]
pub async fn create_view(
    state: Shared,
    actor: Guard<Session>,
    key: OptionalKey,
    body: Json<SavedViewInput>,
) -> Reply {
    let view = detached(async move { views::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&paths::view(view.body.id), &view)
}

/// Change a view
///
/// Name, query and whether it is shared, with the `version` that the edit is based on. Only the owner's; the list stays.
#[utoipa::path(
    tag = "views",
    params(("id" = i64, Path, description = "Number of the view"), OptionalKeyHeader),
    responses((status = 200, description = "The view after the edit.", body = SavedView)),
    extensions(("x-permission" = json!(Session::WORD)), ("x-problems" = json!(["stale_version", "name_taken"])))
)]
#[put("/views/{id}")]
pub async fn update_view(
    state: Shared,
    actor: Guard<Session>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<SavedViewInput>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { views::update(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}

/// Delete a view
///
/// One's own; with the right `views.manage` also one that somebody else shares.
#[utoipa::path(
    tag = "views",
    params(("id" = i64, Path, description = "Number of the view"), OptionalKeyHeader),
    responses((status = 204, description = "Deleted.")),
    extensions(("x-permission" = json!(Session::WORD)))
)]
#[delete("/views/{id}")]
pub async fn delete_view(state: Shared, actor: Guard<Session>, id: Path<i64>, key: OptionalKey) -> Reply {
    emptied(&detached(async move { views::delete(&state.app, &actor, key.get(), id.0).await }).await?)
}
