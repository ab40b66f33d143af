//! Part of a paid order comes back: goods to the shelf or not, money by the methods it came by. The order stays paid.

use contract::orders::{OrderChange, ReturnOrder};
use contract::problem::FieldProblem;
use domain::order::{LEAST_REASON_CHARS, Part};

use super::input::optional_text;
use super::submit::on_order;
use crate::ledger::{Deed, IdempotencyKey, request_hash};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Takes goods back.
///
/// # Errors
/// `not_found`; `invalid_transition` unless paid; `stale_version`; `unknown_reference` for a line; `too_much_returned`;
/// `too_much_refunded` with what is left; `invalid_fields`.
pub async fn return_lines(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
    body: ReturnOrder,
) -> Result<Answer<OrderChange>> {
    let hash = request_hash("order_return", id, &body)?;
    let mut errors: Vec<FieldProblem> = Vec::new();
    let reason = optional_text(Some(&body.reason), 500, "reason", &mut errors);
    if errors.is_empty() && reason.as_ref().is_none_or(|text| text.chars().count() < LEAST_REASON_CHARS) {
        errors.push(FieldProblem { field: "reason".into(), code: "too_short".into() });
    }
    for (index, line) in body.lines.iter().enumerate() {
        if !line.quantity.is_positive() {
            errors.push(FieldProblem {
                field: format!("lines[{index}].quantity"),
                code: "must_be_positive".into(),
            });
        }
    }
    if body.amount.is_negative() {
        errors.push(FieldProblem { field: "amount".into(), code: "must_not_be_negative".into() });
    }
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let part = |line: &contract::orders::ReturnLine| Part {
        line_id: line.number,
        quantity: line.quantity,
        restock: line.restock,
    };
    let parts = body.lines.iter().map(part).collect();
    let deed = Deed::Return { parts, amount: body.amount, reason: reason.unwrap_or_default() };
    on_order(app, actor, key, hash, (id, body.version), deed).await
}
