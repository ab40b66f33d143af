//! The catalogue of services.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{delete, get, post, put};
use app::services;
use contract::paths;
use contract::services::{Service, ServiceInput, ServicePage, ServiceQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{Guard, Right, ServicesRead, ServicesWrite};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_services)
        .service(create_service)
        .service(get_service)
        .service(update_service)
        .service(delete_service)
        .service(archive_service)
        .service(restore_service);
}

/// List services
///
/// All filters that are given hold together, several billing parameters too.
#[utoipa::path(
    tag = "services",
    params(ServiceQuery),
    responses((status = 200, description = "A page of services.", body = ServicePage)),
    extensions(("x-permission" = json!(ServicesRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/services", wrap = "Compress::default()")]
pub async fn list_services(state: Shared, actor: Guard<ServicesRead>, query: Query<ServiceQuery>) -> Reply {
    ok(&services::list(&state.app, &actor, query.0).await?)
}

/// Create a service
///
/// Billing parameters are free: numbers, texts, nested objects.
#[utoipa::path(
    tag = "services",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The service.", body = Service)),
    extensions(("x-permission" = json!(ServicesWrite::WORD)))
)]
#[post("/services")]
pub async fn create_service(
    state: Shared,
    actor: Guard<ServicesWrite>,
    key: OptionalKey,
    body: Json<ServiceInput>,
) -> Reply {
    let service =
        detached(async move { services::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&paths::service(service.body.id), &service)
}

/// Read a service
///
/// With its billing parameters.
#[utoipa::path(
    tag = "services",
    params(("id" = i64, Path, description = "Number of the service")),
    responses((status = 200, description = "The service.", body = Service)),
    extensions(("x-permission" = json!(ServicesRead::WORD)))
)]
#[get("/services/{id}")]
pub async fn get_service(state: Shared, actor: Guard<ServicesRead>, id: Path<i64>) -> Reply {
    ok(&services::get(&state.app, &actor, id.0).await?)
}

/// Edit a service
///
/// The whole service as it shall be, with the `version` that the edit is based on.
#[utoipa::path(
    tag = "services",
    params(("id" = i64, Path, description = "Number of the service"), OptionalKeyHeader),
    responses((status = 200, description = "The service after the edit.", body = Service)),
    extensions(("x-permission" = json!(ServicesWrite::WORD)), ("x-problems" = json!(["stale_version", "archived"])))
)]
#[put("/services/{id}")]
pub async fn update_service(
    state: Shared,
    actor: Guard<ServicesWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<ServiceInput>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { services::update(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}

/// Delete a service
///
/// Only one without operations; any other can be archived.
#[utoipa::path(
    tag = "services",
    params(("id" = i64, Path, description = "Number of the service"), OptionalKeyHeader),
    responses((status = 204, description = "Deleted.")),
    extensions(("x-permission" = json!(ServicesWrite::WORD)), ("x-problems" = json!(["in_use"])))
)]
#[delete("/services/{id}")]
pub async fn delete_service(
    state: Shared,
    actor: Guard<ServicesWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    emptied(&detached(async move { services::delete(&state.app, &actor, key.get(), id.0).await }).await?)
}

/// Archive a service
///
/// It leaves the list; its operations stay.
#[utoipa::path(
    tag = "services",
    params(("id" = i64, Path, description = "Number of the service"), OptionalKeyHeader),
    responses((status = 200, description = "The service.", body = Service)),
    extensions(("x-permission" = json!(ServicesWrite::WORD)), ("x-problems" = json!(["archived"])))
)]
#[post("/services/{id}/archive")]
pub async fn archive_service(
    state: Shared,
    actor: Guard<ServicesWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { services::archive(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}

/// Restore a service from the archive
///
/// It is offered again.
#[utoipa::path(
    tag = "services",
    params(("id" = i64, Path, description = "Number of the service"), OptionalKeyHeader),
    responses((status = 200, description = "The service.", body = Service)),
    extensions(("x-permission" = json!(ServicesWrite::WORD)), ("x-problems" = json!(["not_archived"])))
)]
#[post("/services/{id}/restore")]
pub async fn restore_service(
    state: Shared,
    actor: Guard<ServicesWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { services::restore(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}
