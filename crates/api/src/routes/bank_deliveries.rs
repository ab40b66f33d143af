//! What the bank reported and what became of it; binding what found no client.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{get, post};
use app::bank::deliveries;
use contract::bank::{BankDelivery, BankDeliveryPage, BankDeliveryQuery, BindDelivery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted};
use crate::detached::detached;
use crate::extract::{Json, Key, Path, Query};
use crate::guard::{BankRead, BankWrite, Guard, Right};
use crate::openapi::IdempotencyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_deliveries).service(get_delivery).service(bind_delivery);
}

/// List the bank's deliveries
///
/// Newest first: credited ones, ones without a client, ones that contradict an earlier delivery.
#[utoipa::path(
    tag = "bank deliveries",
    params(BankDeliveryQuery),
    responses((status = 200, description = "A page of deliveries.", body = BankDeliveryPage)),
    extensions(("x-permission" = json!(BankRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/bank-deliveries", wrap = "Compress::default()")]
pub async fn list_deliveries(
    state: Shared,
    actor: Guard<BankRead>,
    query: Query<BankDeliveryQuery>,
) -> Reply {
    ok(&deliveries::list(&state.app, &actor, query.0).await?)
}

/// Get a delivery of the bank
#[utoipa::path(
    tag = "bank deliveries",
    params(("id" = i64, Path, description = "Number of the delivery")),
    responses((status = 200, description = "The delivery.", body = BankDelivery)),
    extensions(("x-permission" = json!(BankRead::WORD)))
)]
#[get("/bank-deliveries/{id}")]
pub async fn get_delivery(state: Shared, actor: Guard<BankRead>, id: Path<i64>) -> Reply {
    ok(&deliveries::get(&state.app, &actor, id.0).await?)
}

/// Bind a delivery to a client
///
/// Credits the client with a payment that found none, or that contradicted an earlier one. Once per delivery.
#[utoipa::path(
    tag = "bank deliveries",
    params(("id" = i64, Path, description = "Number of the delivery"), IdempotencyHeader),
    responses((status = 200, description = "The delivery, credited.", body = BankDelivery)),
    extensions(
        ("x-permission" = json!(BankWrite::WORD)),
        ("x-problems" = json!(
            ["delivery_settled", "unknown_reference", "client_archived", "system_client", "balance_out_of_bounds"]
        ))
    )
)]
#[post("/bank-deliveries/{id}/bind")]
pub async fn bind_delivery(
    state: Shared,
    actor: Guard<BankWrite>,
    id: Path<i64>,
    key: Key,
    body: Json<BindDelivery>,
) -> Reply {
    let done = detached(async move { deliveries::bind(&state.app, &actor, &key.0, id.0, body.0).await });
    posted(StatusCode::OK, &done.await?)
}
