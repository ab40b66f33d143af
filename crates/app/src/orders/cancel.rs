//! Cancelling a draft, which moves nothing, or a paid order, which brings back what has not come back yet.

use contract::orders::{CancelOrder, OrderChange};
use domain::Permission;

use super::input::optional_text;
use super::submit::on_order;
use crate::ledger::{Deed, IdempotencyKey, request_hash};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Cancels the order.
///
/// # Errors
/// `not_found`; `invalid_transition` when cancelled already; `stale_version`; `forbidden` for a paid one without the right;
/// `invalid_fields` for a paid one without a reason; `client_archived` when money goes back to an archived wallet.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
    body: CancelOrder,
) -> Result<Answer<OrderChange>> {
    let hash = request_hash("order_cancel", id, &body)?;
    let mut errors = Vec::new();
    let reason = optional_text(body.reason.as_deref(), 500, "reason", &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let paid_too = actor.may(Permission::OrdersCancel);
    on_order(app, actor, key, hash, (id, body.version), Deed::Cancel { reason, paid_too }).await
}
