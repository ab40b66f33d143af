//! The list of orders.

use actix_web::get;
use actix_web::middleware::Compress;
use app::orders;
use contract::orders::{OrderPage, OrderQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::Query;
use crate::guard::{Guard, OrdersRead, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_orders);
}

/// List orders
///
/// Newest first. All filters that are given hold together; `q` looks in the comment and the client's name.
#[utoipa::path(
    tag = "orders",
    params(OrderQuery),
    responses((status = 200, description = "A page of orders.", body = OrderPage)),
    extensions(("x-permission" = json!(OrdersRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/orders", wrap = "Compress::default()")]
pub async fn list_orders(state: Shared, actor: Guard<OrdersRead>, query: Query<OrderQuery>) -> Reply {
    ok(&orders::list(&state.app, &actor, query.0).await?)
}
