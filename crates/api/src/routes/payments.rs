//! Payments of orders: what was taken and given back, and online payments on their way.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use app::{Actor, payments};
use contract::export::ExportQuery;
use contract::paths;
use contract::payments::{Confirmation, NewPayment, Payment, PaymentPage, PaymentQuery, RefundSettlement};
use domain::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use super::exports::file;
use super::signed::Door;
use crate::answer::{Reply, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Export, Json, Key, OptionalKey, Path, Query, body};
use crate::guard::{Guard, OrdersReturn, PaymentsRead, PaymentsWrite, Right};
use crate::openapi::{IdempotencyHeader, OptionalKeyHeader};
use crate::state::{Shared, State};

pub fn routes(config: &mut ServiceConfig) {
    config
        // Before `{id}`.
        .service(export_payments)
        .service(list_payments)
        .service(get_payment)
        .service(create_payment)
        .service(confirm_payment)
        .service(void_payment)
        .service(settle_refund);
}

/// The way in of the provider, outside `/api/v1`.
pub fn webhook(config: &mut ServiceConfig) {
    config.service(receive_notice);
}

/// Export payments
///
/// All payments that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "payments",
    params(PaymentQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(PaymentsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/payments/export", wrap = "Compress::default()")]
pub async fn export_payments(
    state: Shared,
    actor: Guard<PaymentsRead>,
    export: Export<PaymentQuery>,
) -> Reply {
    let rows = payments::export::export(&state.app, export.query, export.form).await?;
    Ok(file(&state, &actor, "payments", rows))
}

/// List payments
///
/// Of every order and method, with their refunds, newest first.
#[utoipa::path(
    tag = "payments",
    params(PaymentQuery),
    responses((status = 200, description = "A page of payments.", body = PaymentPage)),
    extensions(("x-permission" = json!(PaymentsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/payments", wrap = "Compress::default()")]
pub async fn list_payments(state: Shared, _: Guard<PaymentsRead>, query: Query<PaymentQuery>) -> Reply {
    ok(&payments::list::list(&state.app, query.0).await?)
}

/// Get a payment
///
/// With its refunds and what can be done with it. An online payment gets its `confirmation_url` shortly after it was asked for.
#[utoipa::path(
    tag = "payments",
    params(("id" = i64, Path, description = "Number of the payment")),
    responses((status = 200, description = "The payment.", body = Payment)),
    extensions(("x-permission" = json!(PaymentsRead::WORD)))
)]
#[get("/payments/{id}")]
pub async fn get_payment(state: Shared, actor: Guard<PaymentsRead>, id: Path<i64>) -> Reply {
    ok(&payments::list::get(&state.app, &actor, id.0).await?)
}

/// Ask for an online payment
///
/// Of a draft, for its total or a part of it; one at a time. The provider is asked in the background: ask for the payment again to get
/// its `confirmation_url`. When the provider holds the whole total, the order is paid by it; a part waits for the rest.
#[utoipa::path(
    tag = "payments",
    params(("id" = i64, Path, description = "Number of the order"), IdempotencyHeader),
    responses((status = 201, description = "The payment, on its way.", body = Payment)),
    extensions(
        ("x-permission" = json!(PaymentsWrite::WORD)),
        ("x-problems" = json!(["invalid_transition", "payment_open", "amount_mismatch", "unknown_provider"]))
    )
)]
#[post("/orders/{id}/payments")]
pub async fn create_payment(
    state: Shared,
    actor: Guard<PaymentsWrite>,
    id: Path<i64>,
    key: Key,
    body: Json<NewPayment>,
) -> Reply {
    let made =
        detached(async move { payments::create::create(&state.app, &actor, &key.0, id.0, body.0).await });
    let made = made.await?;
    posted_at(&paths::payment(made.body.id), &made)
}

/// Confirm a payment of the terminal
///
/// With the number of the slip. The order is then paid by it, if it is its whole total.
#[utoipa::path(
    tag = "payments",
    params(("id" = i64, Path, description = "Number of the payment"), OptionalKeyHeader),
    responses((status = 200, description = "The payment, authorised.", body = Payment)),
    extensions(("x-permission" = json!(PaymentsWrite::WORD)), ("x-problems" = json!(["payment_settled"])))
)]
#[post("/payments/{id}/confirm")]
pub async fn confirm_payment(
    state: Shared,
    actor: Guard<PaymentsWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<Confirmation>,
) -> Reply {
    let done =
        detached(
            async move { payments::confirm::confirm(&state.app, &actor, key.get(), id.0, body.0).await },
        );
    posted(StatusCode::OK, &done.await?)
}

/// Give up a payment
///
/// One that no order has taken. A provider is told in the background.
#[utoipa::path(
    tag = "payments",
    params(("id" = i64, Path, description = "Number of the payment"), OptionalKeyHeader),
    responses((status = 200, description = "The payment.", body = Payment)),
    extensions(("x-permission" = json!(PaymentsWrite::WORD)), ("x-problems" = json!(["payment_settled"])))
)]
#[post("/payments/{id}/void")]
pub async fn void_payment(
    state: Shared,
    actor: Guard<PaymentsWrite>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    let done = detached(async move { payments::void::void(&state.app, &actor, key.get(), id.0).await });
    posted(StatusCode::OK, &done.await?)
}

/// Settle a refund by hand
///
/// One that failed: the provider refused it, or its outcome is not known. The money went back otherwise, or the provider's records show
/// that it did. The reason is kept. Another attempt is one at its job (`POST /jobs/{id}/retry`): after a certain no with a new key.
#[utoipa::path(
    tag = "payments",
    params(("id" = i64, Path, description = "Number of the refund"), OptionalKeyHeader),
    responses((status = 200, description = "The payment with its refunds.", body = Payment)),
    extensions(
        ("x-permission" = json!(OrdersReturn::WORD)),
        ("x-problems" = json!(["refund_open", "refund_settled"]))
    )
)]
#[post("/refunds/{id}/settle")]
pub async fn settle_refund(
    state: Shared,
    actor: Guard<OrdersReturn>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<RefundSettlement>,
) -> Reply {
    let done = detached(async move {
        payments::settle_refund::settle(&state.app, &actor, key.get(), id.0, body.0).await
    });
    posted(StatusCode::OK, &done.await?)
}

/// The payment provider reports
///
/// A notification in the manner of YooKassa about a payment or refund. It only says what to ask the provider about, so it may come twice
/// or late. Needs a Standard Webhooks signature by the webhook secret, or an API key with `payments.write`; a server started with
/// `--trust-local` also serves callers on the same machine.
#[utoipa::path(
    tag = "payments",
    params(
        ("webhook-id" = Option<String>, Header, description = "Standard Webhooks: id of the message"),
        ("webhook-timestamp" = Option<String>, Header, description = "Standard Webhooks: Unix seconds, within five minutes"),
        ("webhook-signature" = Option<String>, Header, description = "Standard Webhooks: `v1,` and base64 of the HMAC-SHA256")
    ),
    request_body(content = Object, example = json!({
        "type": "notification", "event": "payment.waiting_for_capture",
        "object": {"id": "2d0a1b3c-000f-5000-a000-1f0e2d3c4b5a", "metadata": {"payment_id": "31"}}
    })),
    responses((status = 204, description = "Heard, whether or not it speaks of something of ours.")),
    extensions(
        ("x-permission" = json!(PaymentsWrite::WORD)),
        ("x-problems" = json!(["invalid_signature", "unknown_provider"]))
    )
)]
#[post("/api/webhook/yookassa")]
pub async fn receive_notice(state: Shared, request: HttpRequest, payload: web::Payload) -> Reply {
    let mut payload = payload.into_inner();
    let door = door(&state);
    let proof = door.before_body(&state, &request).await?;
    let body = body::read(&request, &mut payload, body::WEBHOOK_LIMIT).await?;
    door.after_body(&state, &request, proof, &body)?;
    let app = state.app.clone();
    detached(async move { payments::webhook::hear(&app, "yookassa", &body).await }).await?;
    Ok(HttpResponse::build(StatusCode::NO_CONTENT).finish())
}

fn door(state: &State) -> Door<'_> {
    let actor = |request_id| Actor { request_id, ..Actor::system() };
    Door { secrets: &state.payment_secrets, permission: Permission::PaymentsWrite, actor }
}
