//! Lists of goods, orders and accounting as CSV files, streamed.

use actix_web::get;
use actix_web::middleware::Compress;
use app::{orders, products, stock};
use contract::export::ExportQuery;
use contract::orders::OrderQuery;
use contract::products::{ProductQuery, StockMovementQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::exports::file;
use crate::answer::Reply;
use crate::extract::Export;
use crate::guard::{Guard, OrdersRead, ProductsRead, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(export_products).service(export_stock_movements).service(export_orders);
}

/// Export products
///
/// All products that pass the filters, in the order of the list, as CSV (UTF-8 with a byte order mark, semicolons).
#[utoipa::path(
    tag = "products",
    params(ProductQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(ProductsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/products/export", wrap = "Compress::default()")]
pub async fn export_products(
    state: Shared,
    actor: Guard<ProductsRead>,
    export: Export<ProductQuery>,
) -> Reply {
    let rows = products::export(&state.app, &actor, export.query, export.lang).await?;
    Ok(file(&state, &actor, "products", rows))
}

/// Export movements of stock
///
/// All movements that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "stock",
    params(StockMovementQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(ProductsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/stock-movements/export", wrap = "Compress::default()")]
pub async fn export_stock_movements(
    state: Shared,
    actor: Guard<ProductsRead>,
    export: Export<StockMovementQuery>,
) -> Reply {
    let rows = stock::export(&state.app, &actor, export.query, export.lang).await?;
    Ok(file(&state, &actor, "stock-movements", rows))
}

/// Export orders
///
/// All orders that pass the filters, in the order of the list, as CSV (UTF-8 with a byte order mark, semicolons), times in the business
/// zone.
#[utoipa::path(
    tag = "orders",
    params(OrderQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(OrdersRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/orders/export", wrap = "Compress::default()")]
pub async fn export_orders(state: Shared, actor: Guard<OrdersRead>, export: Export<OrderQuery>) -> Reply {
    let rows = orders::export(&state.app, &actor, export.query, export.lang).await?;
    Ok(file(&state, &actor, "orders", rows))
}
