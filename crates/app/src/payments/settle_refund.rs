//! A person settles a refund that failed: the money went back otherwise, or the provider's own records show that it did.

use contract::payments::{Payment, RefundSettlement};
use serde_json::json;

use super::{list, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::orders::payments::{read, refund_facts};
use crate::{Actor, App, Error, Result};

/// Settles the refund with the reason, which is kept with it and in the log of changes. Gives its payment.
///
/// # Errors
/// `not_found`; `refund_open` while the provider decides; `refund_settled`; `invalid_fields`.
pub async fn settle(app: &App, actor: &Actor, id: i64, body: RefundSettlement) -> Result<Payment> {
    let reason =
        domain::clean_text(&body.reason, 500).map_err(|error| Error::field("reason", error.code()))?;
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    let mut tx = app.db.begin().await?;
    let payment_id = sql::lock_refund(&mut tx, id).await?.ok_or_else(|| Error::not_found("refund"))?;
    let payment = read(&mut tx, &[payment_id], false).await?.pop();
    let refund = payment.and_then(|payment| payment.refunds.into_iter().find(|refund| refund.id == id));
    let refund = refund.ok_or_else(|| Error::not_found("refund"))?;
    refund_facts(&refund).settle().map_err(|obstacle| hindered("refund", obstacle))?;
    sql::settle_by_hand(&mut tx, id, &reason, app.clock.now()).await?;
    let (before, after) = (
        json!({ "status": refund.status, "failure": refund.failure, "amount": refund.amount }),
        json!({ "status": domain::RefundStatus::Succeeded, "settled_reason": reason, "amount": refund.amount }),
    );
    audit::record(&mut tx, actor, "settle", "refund", Some(id), Some(before), Some(after)).await?;
    tx.commit().await?;
    list::get(app, actor, payment_id).await
}
