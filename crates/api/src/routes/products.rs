//! Products: what is sold and kept in stock.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{delete, get, post, put};
use app::products;
use contract::paths;
use contract::products::{Product, ProductInput, ProductPage, ProductQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{Guard, ProductsRead, ProductsWrite, Right};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_products)
        .service(create_product)
        .service(get_product)
        .service(update_product)
        .service(delete_product)
        .service(archive_product)
        .service(restore_product);
}

/// List products
///
/// All filters that are given hold together; `q` looks in the name and the article number.
#[utoipa::path(
    tag = "products",
    params(ProductQuery),
    responses((status = 200, description = "A page of products.", body = ProductPage)),
    extensions(("x-permission" = json!(ProductsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/products", wrap = "Compress::default()")]
pub async fn list_products(state: Shared, actor: Guard<ProductsRead>, query: Query<ProductQuery>) -> Reply {
    ok(&products::list(&state.app, &actor, query.0).await?)
}

/// Create a product
///
/// Nothing of it is in stock yet: a receipt comes by `POST /stock-movements`.
#[utoipa::path(
    tag = "products",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The product.", body = Product)),
    extensions(("x-permission" = json!(ProductsWrite::WORD)), ("x-problems" = json!(["sku_taken"])))
)]
#[post("/products")]
pub async fn create_product(
    state: Shared,
    actor: Guard<ProductsWrite>,
    key: OptionalKey,
    body: Json<ProductInput>,
) -> Reply {
    let product =
        detached(async move { products::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&paths::product(product.body.id), &product)
}

/// Read a product
///
/// With what is in stock of it, and what the caller may do with it.
#[utoipa::path(
    tag = "products",
    params(("id" = i64, Path, description = "Number of the product")),
    responses((status = 200, description = "The product.", body = Product)),
    extensions(("x-permission" = json!(ProductsRead::WORD)))
)]
#[get("/products/{id}")]
pub async fn get_product(state: Shared, actor: Guard<ProductsRead>, id: Path<i64>) -> Reply {
    ok(&products::get(&state.app, &actor, id.0).await?)
}

/// Edit a product
///
/// The whole product as it shall be, with the `version` that the edit is based on. Lines of orders keep the name and price that they
/// were made with.
#[utoipa::path(
    tag = "products",
    params(("id" = i64, Path, description = "Number of the product"), OptionalKeyHeader),
    responses((status = 200, description = "The product after the edit.", body = Product)),
    extensions(("x-permission" = json!(ProductsWrite::WORD)), ("x-problems" = json!(["stale_version", "archived", "sku_taken"])))
)]
#[put("/products/{id}")]
pub async fn update_product(
    state: Shared,
    actor: Guard<ProductsWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<ProductInput>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { products::update(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}

/// Delete a product
///
/// Only one without movements and orders; any other can be archived.
#[utoipa::path(
    tag = "products",
    params(("id" = i64, Path, description = "Number of the product"), OptionalKeyHeader),
    responses((status = 204, description = "Deleted.")),
    extensions(("x-permission" = json!(ProductsWrite::WORD)), ("x-problems" = json!(["in_use"])))
)]
#[delete("/products/{id}")]
pub async fn delete_product(
    state: Shared,
    actor: Guard<ProductsWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    emptied(&detached(async move { products::delete(&state.app, &actor, key.get(), id.0).await }).await?)
}

/// Archive a product
///
/// It leaves the list and is sold no more; its movements and orders stay.
#[utoipa::path(
    tag = "products",
    params(("id" = i64, Path, description = "Number of the product"), OptionalKeyHeader),
    responses((status = 200, description = "The product.", body = Product)),
    extensions(("x-permission" = json!(ProductsWrite::WORD)), ("x-problems" = json!(["archived"])))
)]
#[post("/products/{id}/archive")]
pub async fn archive_product(
    state: Shared,
    actor: Guard<ProductsWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { products::archive(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}

/// Restore a product from the archive
///
/// It is offered again.
#[utoipa::path(
    tag = "products",
    params(("id" = i64, Path, description = "Number of the product"), OptionalKeyHeader),
    responses((status = 200, description = "The product.", body = Product)),
    extensions(("x-permission" = json!(ProductsWrite::WORD)), ("x-problems" = json!(["not_archived"])))
)]
#[post("/products/{id}/restore")]
pub async fn restore_product(
    state: Shared,
    actor: Guard<ProductsWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { products::restore(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}
