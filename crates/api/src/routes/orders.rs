//! Orders: drafts and the commands on them.

use actix_web::http::StatusCode;
use actix_web::{get, post, put};
use app::orders;
use contract::orders::{
    CancelOrder, NewOrder, Order, OrderActions, OrderChange, OrderHistory, OrderInput, OrderLines, PayOrder,
    ReturnOrder,
};
use contract::paths;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, Key, OptionalKey, Path};
use crate::guard::{Guard, OrdersArchive, OrdersPay, OrdersRead, OrdersReturn, OrdersWrite, Right};
use crate::openapi::IdempotencyHeader;
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(create_order)
        .service(get_order)
        .service(update_order)
        .service(set_order_lines)
        .service(pay_order)
        .service(cancel_order)
        .service(return_order_lines)
        .service(archive_order)
        .service(unarchive_order)
        .service(get_order_history)
        .service(get_order_actions);
}

/// Create an order
///
/// A draft: it takes nothing from the stock and no money. Prices are those of the products at this moment. A repetition under the
/// same key gives the order as it is by then.
#[utoipa::path(
    tag = "orders",
    params(IdempotencyHeader),
    responses((status = 201, description = "The draft.", body = Order)),
    extensions(("x-permission" = json!(OrdersWrite::WORD)), ("x-problems" = json!(["client_archived"])))
)]
#[post("/orders")]
pub async fn create_order(state: Shared, actor: Guard<OrdersWrite>, key: Key, body: Json<NewOrder>) -> Reply {
    let made = detached(async move { orders::create(&state.app, &actor, &key.0, body.0).await }).await?;
    posted_at(&paths::order(made.body.id), &made)
}

/// Read an order
///
/// With its lines, payments, refunds, and what the caller may do with it now.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order")),
    responses((status = 200, description = "The order.", body = Order)),
    extensions(("x-permission" = json!(OrdersRead::WORD)))
)]
#[get("/orders/{id}")]
pub async fn get_order(state: Shared, actor: Guard<OrdersRead>, id: Path<i64>) -> Reply {
    ok(&orders::get(&state.app, &actor, id.0).await?)
}

/// Edit a draft
///
/// Its client and comment, with the `version` that the edit is based on.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), OptionalKeyHeader),
    responses((status = 200, description = "The order after the edit.", body = Order)),
    extensions(
        ("x-permission" = json!(OrdersWrite::WORD)),
        ("x-problems" = json!(["stale_version", "invalid_transition", "client_archived"]))
    )
)]
#[put("/orders/{id}")]
pub async fn update_order(
    state: Shared,
    actor: Guard<OrdersWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<OrderInput>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { orders::edit(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}

/// Set the lines of a draft
///
/// All of them, in this order; each takes the product's price of this moment. Nothing is reserved in the stock.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), OptionalKeyHeader),
    responses((status = 200, description = "The order with its lines.", body = Order)),
    extensions(
        ("x-permission" = json!(OrdersWrite::WORD)),
        ("x-problems" = json!(["stale_version", "invalid_transition"]))
    )
)]
#[put("/orders/{id}/lines")]
pub async fn set_order_lines(
    state: Shared,
    actor: Guard<OrdersWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<OrderLines>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { orders::set_lines(&state.app, &actor, key.get(), id.0, body.0).await })
            .await?,
    )
}

/// Pay an order
///
/// Draft to paid, in one transaction: each product leaves the stock once, the money is taken by the methods named, which together
/// are exactly the total. Everything that is missing in the stock is told at once (`shortages`), every other reason in `errors`.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 200, description = "The event, committed to disk.", body = OrderChange)),
    extensions(
        ("x-permission" = json!(OrdersPay::WORD)),
        ("x-problems" = json!([
            "invalid_transition", "stale_version", "order_empty", "insufficient_stock", "amount_mismatch", "insufficient_funds",
            "client_archived", "system_client", "payment_not_authorised"
        ]))
    )
)]
#[post("/orders/{id}/pay")]
pub async fn pay_order(
    state: Shared,
    actor: Guard<OrdersPay>,
    id: Path<i64>,
    key: Key,
    body: Json<PayOrder>,
) -> Reply {
    let done = detached(async move { orders::pay(&state.app, &actor, &key.0, id.0, body.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Cancel an order
///
/// A draft: nothing moves. A paid order, for those who have the right `orders.cancel`: every piece that has not come back goes to the
/// stock, every kopeck that was not given back goes back by the method it came by.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 200, description = "The event, committed to disk.", body = OrderChange)),
    extensions(
        ("x-permission" = json!(OrdersWrite::WORD)),
        ("x-problems" = json!(["invalid_transition", "stale_version", "client_archived"]))
    )
)]
#[post("/orders/{id}/cancel")]
pub async fn cancel_order(
    state: Shared,
    actor: Guard<OrdersWrite>,
    id: Path<i64>,
    key: Key,
    body: Json<CancelOrder>,
) -> Reply {
    let done = detached(async move { orders::cancel(&state.app, &actor, &key.0, id.0, body.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Take back part of a paid order
///
/// Goods, to the shelf or not, and the amount that the client gets back, by the methods the money came by. The order stays paid.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 200, description = "The event, committed to disk.", body = OrderChange)),
    extensions(
        ("x-permission" = json!(OrdersReturn::WORD)),
        ("x-problems" = json!([
            "invalid_transition", "stale_version", "too_much_returned", "too_much_refunded", "unknown_reference", "client_archived"
        ]))
    )
)]
#[post("/orders/{id}/returns")]
pub async fn return_order_lines(
    state: Shared,
    actor: Guard<OrdersReturn>,
    id: Path<i64>,
    key: Key,
    body: Json<ReturnOrder>,
) -> Reply {
    let done = detached(async move { orders::return_lines(&state.app, &actor, &key.0, id.0, body.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Archive a cancelled order
///
/// It leaves the list.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 200, description = "The event.", body = OrderChange)),
    extensions(
        ("x-permission" = json!(OrdersArchive::WORD)),
        ("x-problems" = json!(["invalid_transition", "archived"]))
    )
)]
#[post("/orders/{id}/archive")]
pub async fn archive_order(state: Shared, actor: Guard<OrdersArchive>, id: Path<i64>, key: Key) -> Reply {
    let done = detached(async move { orders::archive(&state.app, &actor, &key.0, id.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Bring an order back from the archive
///
/// It is in the list again, still cancelled.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 200, description = "The event.", body = OrderChange)),
    extensions(("x-permission" = json!(OrdersArchive::WORD)), ("x-problems" = json!(["not_archived"])))
)]
#[post("/orders/{id}/unarchive")]
pub async fn unarchive_order(state: Shared, actor: Guard<OrdersArchive>, id: Path<i64>, key: Key) -> Reply {
    let done = detached(async move { orders::unarchive(&state.app, &actor, &key.0, id.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Read the history of an order
///
/// Who, when, from which status to which, why, what money and which goods moved.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order")),
    responses((status = 200, description = "Every event, the first first.", body = OrderHistory)),
    extensions(("x-permission" = json!(OrdersRead::WORD)))
)]
#[get("/orders/{id}/history")]
pub async fn get_order_history(state: Shared, actor: Guard<OrdersRead>, id: Path<i64>) -> Reply {
    ok(&orders::history(&state.app, &actor, id.0).await?)
}

/// List what can be done with an order now
///
/// Every action, allowed or not, with every reason against it, for this caller; the methods of payment; what is missing in the stock.
#[utoipa::path(
    tag = "orders",
    params(("id" = i64, Path, description = "Number of the order")),
    responses((status = 200, description = "The actions.", body = OrderActions)),
    extensions(("x-permission" = json!(OrdersRead::WORD)))
)]
#[get("/orders/{id}/available-actions")]
pub async fn get_order_actions(state: Shared, actor: Guard<OrdersRead>, id: Path<i64>) -> Reply {
    ok(&orders::available_actions(&state.app, &actor, id.0).await?)
}
