//! Paying a draft: the goods leave the stock, the money is taken, in one transaction.

use contract::orders::{OrderChange, PayOrder};
use contract::problem::FieldProblem;

use super::input::optional_text;
use super::submit::on_order;
use crate::ledger::{Deed, IdempotencyKey, TenderAsked, request_hash};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Pays the order by the methods named, which together must be its total.
///
/// # Errors
/// `not_found`; `invalid_transition` unless a draft; `stale_version`; `order_empty`; `insufficient_stock` with every shortage;
/// `amount_mismatch`; `insufficient_funds`; `payment_not_authorised`. With several reasons, the first gives the code and `errors`
/// lists all.
pub async fn pay(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    id: i64,
    body: PayOrder,
) -> Result<Answer<OrderChange>> {
    let hash = request_hash("order_pay", id, &body)?;
    let mut errors: Vec<FieldProblem> = Vec::new();
    let mut tenders = Vec::with_capacity(body.payments.len());
    for (index, tender) in body.payments.iter().enumerate() {
        let field = format!("payments[{index}].reference");
        let reference = optional_text(tender.reference.as_deref(), 200, &field, &mut errors);
        tenders.push(TenderAsked { method: tender.method, amount: tender.amount, reference });
    }
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    on_order(app, actor, key, hash, (id, body.version), Deed::Pay(tenders)).await
}
