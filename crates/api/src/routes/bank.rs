//! The bank's own contract: exact paths, with and without the trailing slash, and exact bodies. The hottest routes of the server, so
//! the way through them is short: no session, no problem document, no task of its own (the ledger finishes what it has taken,
//! whether the bank waits or not).
//!
//! A delivery whose `Content-Type` is not JSON is taken all the same if it is JSON: banks differ, and a lost payment is worse.

mod caller;
mod failure;

use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, routes, web};
use app::bank::{self, Received};
use contract::bank::{BankBalance, BankError, BankHistory, BankPayment, BankStatus, HistoryQuery};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

pub use failure::BankFailure;

use crate::error::Failure;
use crate::extract::{self, Path, body};
use crate::guard::{BankRead, BankWrite, Right};
use crate::state::Shared;

type BankReply = Result<HttpResponse, BankFailure>;

pub fn routes(config: &mut ServiceConfig) {
    config.service(receive_payment).service(get_balance).service(get_history);
}

/// The bank reports a payment
///
/// Credits the client with that INN, once per `operation_id`, for ever. A payment without a client is kept and answered with 400,
/// so that the bank repeats it; the same `operation_id` with other data credits nothing and is kept for a person, as is a payment
/// in another currency, an outgoing one, or one that is not completed: 400, and its `operation_id` may still come right. Needs a Standard
/// Webhooks signature by the webhook secret, or an API key with `bank.write`; a server started with `--trust-local` also serves
/// callers on the same machine. Errors have the form `{"error": "..."}`. The body may have 16 KiB.
#[utoipa::path(
    tag = "bank",
    params(
        ("webhook-id" = Option<String>, Header, description = "Standard Webhooks: id of the message"),
        ("webhook-timestamp" = Option<String>, Header, description = "Standard Webhooks: Unix seconds, within five minutes"),
        ("webhook-signature" = Option<String>, Header, description = "Standard Webhooks: `v1,` and base64 of the HMAC-SHA256")
    ),
    request_body = BankPayment,
    responses(
        (status = 200, description = "`success`, or `already processed` for a repeated delivery.", body = BankStatus),
        (status = 400, description = "The delivery cannot be read, has no client, or contradicts an earlier one.", body = BankError),
        (status = 401, description = "The signature is missing, wrong or too old, or the API key does not hold.", body = BankError),
        (status = 403, description = "No proof, or an API key without `bank.write`.", body = BankError),
        (status = 408, description = "The body did not arrive in time.", body = BankError),
        (status = 413, description = "The body is too large.", body = BankError),
        (status = 503, description = "Too busy or no database: nothing was done, repeat.", body = BankError)
    ),
    extensions(("x-permission" = json!(BankWrite::WORD)))
)]
#[routes]
#[post("/api/webhook/bank/")]
#[post("/api/webhook/bank")]
pub async fn receive_payment(state: Shared, request: HttpRequest, payload: web::Payload) -> BankReply {
    let mut payload = payload.into_inner();
    let door = caller::door(&state);
    let proof = door.before_body(&state, &request).await?;
    let body = body::read(&request, &mut payload, body::WEBHOOK_LIMIT).await?;
    let actor = door.after_body(&state, &request, proof, &body)?;
    let (payment, text) = read(&body)?;
    match bank::webhook::receive(&state.app, &actor, payment, text).await.map_err(Failure::from)? {
        Received::Success => Ok(status(r#"{"status":"success"}"#)),
        Received::AlreadyProcessed => Ok(status(r#"{"status":"already processed"}"#)),
        Received::OrganizationNotFound => Err(BankFailure::bad("Organization not found")),
        Received::Conflict => Err(BankFailure::bad("operation_id was used for another payment")),
        Received::Objected(objection) => Err(BankFailure::bad(objection.sentence())),
        Received::Refused => Err(BankFailure::bad("the account cannot take this payment")),
    }
}

/// Balance of an organisation
///
/// By INN. Needs the permission `bank.read`; a server started with `--trust-local` also serves callers on the same machine.
#[utoipa::path(
    tag = "bank",
    params(("inn" = String, Path, description = "10 or 12 digits", example = "1234567890")),
    responses(
        (status = 200, description = "The balance.", body = BankBalance),
        (status = 401, description = "The API key or session does not hold.", body = BankError),
        (status = 403, description = "Not permitted.", body = BankError),
        (status = 404, description = "No client has this INN.", body = BankError),
        (status = 503, description = "The database does not answer.", body = BankError)
    ),
    extensions(("x-permission" = json!(BankRead::WORD)))
)]
#[routes]
#[get("/api/organizations/{inn}/balance/")]
#[get("/api/organizations/{inn}/balance")]
pub async fn get_balance(state: Shared, request: HttpRequest, inn: Path<String>) -> BankReply {
    caller::may_read(&state, &request).await?;
    found(bank::balance::balance(&state.app, &inn.0).await)
}

/// Latest changes of an organisation's balance
///
/// Newest first. Needs the permission `bank.read`; a server started with `--trust-local` also serves callers on the same machine.
#[utoipa::path(
    tag = "bank",
    params(("inn" = String, Path, description = "10 or 12 digits", example = "1234567890"), HistoryQuery),
    responses(
        (status = 200, description = "The changes.", body = BankHistory),
        (status = 400, description = "`limit` is not a number from 1 to 100.", body = BankError),
        (status = 401, description = "The API key or session does not hold.", body = BankError),
        (status = 403, description = "Not permitted.", body = BankError),
        (status = 404, description = "No client has this INN.", body = BankError),
        (status = 503, description = "The database does not answer.", body = BankError)
    ),
    extensions(("x-permission" = json!(BankRead::WORD)))
)]
#[routes]
#[get("/api/organizations/{inn}/balance/history/")]
#[get("/api/organizations/{inn}/balance/history")]
pub async fn get_history(state: Shared, request: HttpRequest, inn: Path<String>) -> BankReply {
    caller::may_read(&state, &request).await?;
    // Not an extractor: its refusal would not be in the bank's words.
    let query: HistoryQuery = extract::query::parse(request.query_string())?;
    let limit = match query.limit.as_deref() {
        None | Some("") => bank::balance::DEFAULT_HISTORY,
        Some(text) => text.parse().map_err(|_| BankFailure::bad("limit: not a number"))?,
    };
    found(bank::balance::history(&state.app, &inn.0, limit).await)
}

fn read(body: &[u8]) -> Result<(BankPayment, &str), BankFailure> {
    let text = std::str::from_utf8(body).map_err(|_| BankFailure::bad("the body is not UTF-8"))?;
    Ok((extract::json::parse(body)?, text))
}

fn found<T: Serialize>(answer: app::Result<Option<T>>) -> BankReply {
    match answer.map_err(Failure::from)? {
        Some(body) => {
            let text = serde_json::to_vec(&body).map_err(Failure::internal)?;
            Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, JSON)).body(text))
        }
        None => Err(BankFailure::not_found()),
    }
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");

fn status(body: &'static str) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, JSON)).body(body)
}
