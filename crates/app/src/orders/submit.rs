//! Handing a command to the ledger and taking its answer.

use contract::orders::OrderChange;

use crate::keys::reused;
use crate::ledger::{Deed, IdempotencyKey, OrderTask, Outcome, RequestKey, Settlement, Task, Work, WorkKey};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Does a command on an order or on the stock, once per key.
///
/// # Errors
/// What stands against it; `idempotency_key_reused`; the ledger's own.
pub(crate) async fn submit(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    hash: [u8; 32],
    task: Task,
) -> Result<Answer<Settlement>> {
    let key = WorkKey::Request(RequestKey { key: key.clone(), hash });
    match app.ledger.submit(Work { actor: actor.id, key, task }).await? {
        Outcome::Settled { result: Ok(body), replayed } => Ok(Answer { body, replayed }),
        Outcome::Settled { result: Err(problem), replayed: false } => Err(Error::Refused(problem)),
        Outcome::Settled { result: Err(problem), replayed: true } => Err(Error::RefusedAgain(problem)),
        Outcome::KeyReused => Err(reused()),
        Outcome::Decided { .. }
        | Outcome::Received(_)
        | Outcome::Stored { .. }
        | Outcome::Busy
        | Outcome::Postponed => Err(Error::Internal("the ledger answered something else".into())),
    }
}

/// The same for one order.
pub(super) async fn on_order(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    hash: [u8; 32],
    (order_id, version): (i64, Option<i64>),
    deed: Deed,
) -> Result<Answer<OrderChange>> {
    let task = Task::Order(Box::new(OrderTask { order_id, version, deed }));
    let Answer { body, replayed } = submit(app, actor, key, hash, task).await?;
    match body {
        Settlement::Order(change) => Ok(Answer { body: *change, replayed }),
        Settlement::Stock(_) => Err(Error::Internal("an order was answered by the stock".into())),
    }
}
