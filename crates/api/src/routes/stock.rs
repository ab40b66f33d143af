//! The stock journal.

use actix_web::http::StatusCode;
use actix_web::post;
use app::stock;
use contract::products::{NewStockMovements, StockMovements};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, posted};
use crate::detached::detached;
use crate::extract::{Json, Key};
use crate::guard::{Guard, Right, StockWrite};
use crate::openapi::IdempotencyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(post_stock_movements);
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
    posted(StatusCode::CREATED, &done.await?)
}
