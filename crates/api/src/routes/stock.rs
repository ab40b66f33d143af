//! The stock journal.

use actix_web::middleware::Compress;
use actix_web::{get, post};
use app::stock;
use contract::paths;
use contract::products::{NewStockMovements, StockMovementPage, StockMovementQuery, StockMovements};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted_at};
use crate::detached::detached;
use crate::extract::{Json, Key, Query};
use crate::guard::{Guard, ProductsRead, Right, StockWrite};
use crate::openapi::IdempotencyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_stock_movements).service(post_stock_movements);
}

/// List movements of stock
///
/// Newest first. All filters that are given hold together. With `product_id`, by the product's own numbers.
#[utoipa::path(
    tag = "stock",
    params(StockMovementQuery),
    responses((status = 200, description = "A page of movements.", body = StockMovementPage)),
    extensions(("x-permission" = json!(ProductsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/stock-movements", wrap = "Compress::default()")]
pub async fn list_stock_movements(
    state: Shared,
    actor: Guard<ProductsRead>,
    query: Query<StockMovementQuery>,
) -> Reply {
    ok(&stock::list(&state.app, &actor, query.0).await?)
}

/// Receive, write off or count stock
///
/// All lines or none. A stock-take names what somebody counted; the journal gets the difference, also when it is zero.
#[utoipa::path(
    tag = "stock",
    params(IdempotencyHeader),
    responses((status = 201, description = "The movements, committed to disk.", body = StockMovements)),
    extensions(
        ("x-permission" = json!(StockWrite::WORD)),
        ("x-problems" = json!(["unknown_reference", "product_archived", "insufficient_stock"]))
    )
)]
#[post("/stock-movements")]
pub async fn post_stock_movements(
    state: Shared,
    actor: Guard<StockWrite>,
    key: Key,
    body: Json<NewStockMovements>,
) -> Reply {
    let done = detached(async move { stock::post(&state.app, &actor, &key.0, body.0).await });
    posted_at(paths::STOCK_MOVEMENTS, &done.await?)
}
