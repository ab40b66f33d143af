//! The stock journal.

use actix_web::get;
use actix_web::middleware::Compress;
use app::stock;
use contract::products::{StockMovementPage, StockMovementQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::Query;
use crate::guard::{Guard, ProductsRead, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_stock_movements);
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
