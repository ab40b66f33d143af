//! Money in and out of one client's account.

use actix_web::post;
use app::operations::post;
use contract::operations::{Operation, WalletCommand};
use contract::paths;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, posted_at};
use crate::detached::detached;
use crate::extract::{Json, Key, Path};
use crate::guard::{Guard, Right, WalletDeposit, WalletSpend, WalletWithdraw};
use crate::openapi::IdempotencyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(deposit).service(withdraw).service(spend);
}

/// Top up an account
///
/// Any positive amount, with a reason. Writes a `TOP_UP` operation.
#[utoipa::path(
    tag = "wallet",
    params(("id" = i64, Path, description = "Number of the client"), IdempotencyHeader),
    responses((status = 201, description = "The operation, committed to disk.", body = Operation)),
    extensions(
        ("x-permission" = json!(WalletDeposit::WORD)),
        ("x-problems" = json!(["client_archived", "system_client", "balance_out_of_bounds"]))
    )
)]
#[post("/clients/{id}/deposit")]
pub async fn deposit(
    state: Shared,
    actor: Guard<WalletDeposit>,
    id: Path<i64>,
    key: Key,
    body: Json<WalletCommand>,
) -> Reply {
    let done = detached(async move { post::deposit(&state.app, &actor, id.0, &key.0, body.0).await });
    let done = done.await?;
    posted_at(&paths::operation(done.body.id), &done)
}

/// Give money back to a client
///
/// Never takes the balance below zero, whatever the credit limit. Writes a negative `ADJUSTMENT`.
#[utoipa::path(
    tag = "wallet",
    params(("id" = i64, Path, description = "Number of the client"), IdempotencyHeader),
    responses((status = 201, description = "The operation, committed to disk.", body = Operation)),
    extensions(
        ("x-permission" = json!(WalletWithdraw::WORD)),
        ("x-problems" = json!(["insufficient_funds", "payout_limit", "client_archived", "system_client"]))
    )
)]
#[post("/clients/{id}/withdraw")]
pub async fn withdraw(
    state: Shared,
    actor: Guard<WalletWithdraw>,
    id: Path<i64>,
    key: Key,
    body: Json<WalletCommand>,
) -> Reply {
    let done = detached(async move { post::withdraw(&state.app, &actor, id.0, &key.0, body.0).await });
    let done = done.await?;
    posted_at(&paths::operation(done.body.id), &done)
}

/// Charge a client for a service
///
/// Takes the balance down to the available amount: the balance plus the credit limit that holds today. Writes a `USAGE` operation.
#[utoipa::path(
    tag = "wallet",
    params(("id" = i64, Path, description = "Number of the client"), IdempotencyHeader),
    responses((status = 201, description = "The operation, committed to disk.", body = Operation)),
    extensions(
        ("x-permission" = json!(WalletSpend::WORD)),
        ("x-problems" = json!(["insufficient_funds", "client_archived", "system_client"]))
    )
)]
#[post("/clients/{id}/spend")]
pub async fn spend(
    state: Shared,
    actor: Guard<WalletSpend>,
    id: Path<i64>,
    key: Key,
    body: Json<WalletCommand>,
) -> Reply {
    let done = detached(async move { post::spend(&state.app, &actor, id.0, &key.0, body.0).await });
    let done = done.await?;
    posted_at(&paths::operation(done.body.id), &done)
}
