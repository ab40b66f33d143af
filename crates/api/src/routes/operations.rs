//! The log of operations: reading it, adding to it, undoing.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{get, post};
use app::clients;
use app::operations::{get, list, post, reverse};
use contract::operations::{
    BatchResult, NewOperation, NewReversal, Operation, OperationBatch, OperationPage, OperationQuery,
    OperationView,
};
use contract::paths;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{BigJson, Json, Key, Path, Query};
use crate::guard::{Guard, OperationsRead, OperationsReverse, OperationsWrite, Right};
use crate::openapi::IdempotencyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(post_batch)
        .service(create_operation)
        .service(list_operations)
        .service(get_operation)
        .service(reverse_operation)
        .service(list_client_operations);
}

/// List operations
///
/// Newest first. All filters that are given hold together; `totals=true` adds the sums of the whole filtered set.
#[utoipa::path(
    tag = "operations",
    params(OperationQuery),
    responses((status = 200, description = "A page of operations.", body = OperationPage)),
    extensions(("x-permission" = json!(OperationsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/operations", wrap = "Compress::default()")]
pub async fn list_operations(
    state: Shared,
    actor: Guard<OperationsRead>,
    query: Query<OperationQuery>,
) -> Reply {
    ok(&list::list(&state.app, &actor, query.0).await?)
}

/// List the operations of a client
///
/// As the whole log with `client_id`; newest first.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), OperationQuery),
    responses((status = 200, description = "A page of operations.", body = OperationPage)),
    extensions(("x-permission" = json!(OperationsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/clients/{id}/operations", wrap = "Compress::default()")]
pub async fn list_client_operations(
    state: Shared,
    actor: Guard<OperationsRead>,
    id: Path<i64>,
    query: Query<OperationQuery>,
) -> Reply {
    // Of a client that is not there, nothing is told: not even an empty list.
    clients::get(&state.app, &actor, id.0).await?;
    let query = OperationQuery { client_id: Some(id.0), ..query.0 };
    ok(&list::list(&state.app, &actor, query).await?)
}

/// Read an operation
///
/// With the names of its client and service and the operation that reverses it, if any.
#[utoipa::path(
    tag = "operations",
    params(("id" = i64, Path, description = "Number of the operation")),
    responses((status = 200, description = "The operation.", body = OperationView)),
    extensions(("x-permission" = json!(OperationsRead::WORD)))
)]
#[get("/operations/{id}")]
pub async fn get_operation(state: Shared, actor: Guard<OperationsRead>, id: Path<i64>) -> Reply {
    ok(&get::get(&state.app, &actor, id.0).await?)
}

/// Add an operation
///
/// The sign of the amount must be one that the kind allows; charges go down to the available amount. `ADJUSTMENT` and
/// `OPENING_BALANCE` need the permission `operations.adjust` too.
#[utoipa::path(
    tag = "operations",
    params(IdempotencyHeader),
    responses((status = 201, description = "The operation, committed to disk.", body = Operation)),
    extensions(
        ("x-permission" = json!(OperationsWrite::WORD)),
        ("x-problems" = json!(
            ["insufficient_funds", "client_archived", "system_client", "unknown_reference", "balance_out_of_bounds"]
        ))
    )
)]
#[post("/operations")]
pub async fn create_operation(
    state: Shared,
    actor: Guard<OperationsWrite>,
    key: Key,
    body: Json<NewOperation>,
) -> Reply {
    let done = detached(async move { post::create(&state.app, &actor, &key.0, body.0).await });
    let done = done.await?;
    posted_at(&paths::operation(done.body.id), &done)
}

/// Add up to 1000 operations
///
/// Each is decided in the order given and may be refused without harm to the others; what is accepted is committed together. The
/// result has the status that each item alone would have had. The body may have 2 MiB.
#[utoipa::path(
    tag = "operations",
    params(IdempotencyHeader),
    request_body = OperationBatch,
    responses((
        status = 200,
        description = "The fate of each item.",
        body = BatchResult,
        example = json!({"accepted": 1, "refused": 1, "results": [
            {"status": 201, "operation": {
                "id": 1001, "client_id": 12, "seq": 7, "kind": "TOP_UP", "amount": "100.00", "balance_after": "145100.00",
                "service_id": null, "order_id": null, "description": null, "reversal_of": null, "actor": "user:1",
                "created_at": "2026-04-27T21:00:00Z"
            }},
            {"status": 422, "problem": {
                "type": "/docs/problems#insufficient_funds", "title": "The client has not enough money", "status": 422, "detail": "not enough money",
                "code": "insufficient_funds", "request_id": "01890a5d-ac96-774b-bcce-b302099a8057", "available": "40.00", "required": "50.00"
            }}
        ]})
    )),
    extensions(("x-permission" = json!(OperationsWrite::WORD)))
)]
#[post("/operations/batch")]
pub async fn post_batch(
    state: Shared,
    actor: Guard<OperationsWrite>,
    key: Key,
    body: BigJson<OperationBatch>,
) -> Reply {
    let request_id = actor.request_id.clone();
    let done = detached(async move { post::batch(&state.app, &actor, &key.0, body.0).await });
    let mut done = done.await?;
    for problem in done.body.results.iter_mut().filter_map(|result| result.problem.as_mut()) {
        problem.request_id.clone_from(&request_id);
    }
    posted(StatusCode::OK, &done)
}

/// Reverse an operation
///
/// Writes a `REVERSAL` with the opposite amount, linked both ways. An operation is reversed once at most; a reversal is not.
#[utoipa::path(
    tag = "operations",
    params(("id" = i64, Path, description = "Number of the operation"), IdempotencyHeader),
    responses((status = 201, description = "The reversal, committed to disk.", body = Operation)),
    extensions(
        ("x-permission" = json!(OperationsReverse::WORD)),
        ("x-problems" = json!(["already_reversed", "not_reversible", "insufficient_funds", "client_archived"]))
    )
)]
#[post("/operations/{id}/reversal")]
pub async fn reverse_operation(
    state: Shared,
    actor: Guard<OperationsReverse>,
    id: Path<i64>,
    key: Key,
    body: Json<NewReversal>,
) -> Reply {
    let done = detached(async move { reverse::reverse(&state.app, &actor, &key.0, id.0, body.0).await });
    let done = done.await?;
    posted_at(&paths::operation(done.body.id), &done)
}
