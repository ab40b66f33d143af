//! Lists of goods, orders and accounting as CSV files, streamed.

use actix_web::get;
use actix_web::middleware::Compress;
use app::{accounting, orders, products, stock};
use contract::accounting::{JournalQuery, TrialBalanceQuery};
use contract::export::ExportQuery;
use contract::orders::OrderQuery;
use contract::products::{ProductQuery, StockMovementQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use super::exports::file;
use crate::answer::Reply;
use crate::extract::Export;
use crate::guard::{AccountingRead, Guard, OrdersRead, ProductsRead, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(export_products)
        .service(export_stock_movements)
        .service(export_orders)
        .service(export_journal)
        .service(export_trial_balance);
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
    let rows = products::export(&state.app, &actor, export.query, export.form).await?;
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
    let rows = stock::export(&state.app, &actor, export.query, export.form).await?;
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
    let rows = orders::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "orders", rows))
}

/// Export the journal
///
/// All entries that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "accounting",
    params(JournalQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(AccountingRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/journal/export", wrap = "Compress::default()")]
pub async fn export_journal(
    state: Shared,
    actor: Guard<AccountingRead>,
    export: Export<JournalQuery>,
) -> Reply {
    let rows = accounting::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "journal", rows))
}

/// Export the trial balance
///
/// A line per account and the sums in the last one, as CSV (UTF-8 with a byte order mark, semicolons).
#[utoipa::path(
    tag = "accounting",
    params(TrialBalanceQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(AccountingRead::WORD)))
)]
#[get("/trial-balance/export", wrap = "Compress::default()")]
pub async fn export_trial_balance(
    state: Shared,
    actor: Guard<AccountingRead>,
    export: Export<TrialBalanceQuery>,
) -> Reply {
    let whole = accounting::trial_balance_csv(&state.app, &actor, &export.query, export.form).await?;
    let rows = futures_util::stream::once(async move { Ok(whole) });
    Ok(file(&state, &actor, "trial-balance", rows))
}
