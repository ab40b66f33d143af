//! Putting a cancelled order out of sight, and back.

use contract::orders::OrderChange;

use super::submit::on_order;
use crate::ledger::{Deed, IdempotencyKey, request_hash};
use crate::operations::post::Answer;
use crate::{Actor, App, Result};

/// Archives a cancelled order.
///
/// # Errors
/// `not_found`; `invalid_transition` unless cancelled; `archived` when it is already.
pub async fn archive(app: &App, actor: &Actor, key: &IdempotencyKey, id: i64) -> Result<Answer<OrderChange>> {
    let hash = request_hash("order_archive", id, &())?;
    on_order(app, actor, key, hash, (id, None), Deed::Archive).await
}

/// Brings an archived order back into the lists.
///
/// # Errors
/// `not_found`; `not_archived`.
pub async fn unarchive(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
) -> Result<Answer<OrderChange>> {
    let hash = request_hash("order_unarchive", id, &())?;
    on_order(app, actor, key, hash, (id, None), Deed::Unarchive).await
}
