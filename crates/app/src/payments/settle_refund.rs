//! A person settles a refund that failed: the money went back otherwise, or the provider's own records show that it did.

use contract::payments::{Payment, RefundSettlement};
use serde_json::json;
use sqlx::PgConnection;

use super::{list, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::orders::payments::{read, refund_facts};
use crate::{Actor, App, Error, Result};

/// Settles the refund with the reason, which is kept with it and in the log of changes. Gives its payment.
///
/// # Errors
/// `not_found`; `refund_open` while the provider decides; `refund_settled`; `invalid_fields`.
pub async fn settle(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    body: RefundSettlement,
) -> Result<Answer<Payment>> {
    let once = Once::new(app, actor, key, ("refund.settle", id), &body)?;
    let reason =
        domain::clean_text(&body.reason, 500).map_err(|error| Error::field("reason", error.code()))?;
    if reason.is_empty() {
        return Err(Error::field("reason", "required"));
    }
    let work = async |tx: &mut PgConnection| {
        let payment_id = sql::lock_refund(tx, id).await?.ok_or_else(|| Error::not_found("refund"))?;
        let payment = read(tx, &[payment_id], false).await?.pop();
        let refund = payment.and_then(|payment| payment.refunds.into_iter().find(|refund| refund.id == id));
        let refund = refund.ok_or_else(|| Error::not_found("refund"))?;
        refund_facts(&refund).settle().map_err(|obstacle| hindered("refund", obstacle))?;
        sql::settle_by_hand(tx, id, &reason, app.clock.now()).await?;
        let (before, after) = (
            json!({ "status": refund.status, "failure": refund.failure, "amount": refund.amount }),
            json!({ "status": domain::RefundStatus::Succeeded, "settled_reason": reason, "amount": refund.amount }),
        );
        audit::record(tx, actor, "settle", "refund", Some(id), Some(before), Some(after)).await?;
        Ok((payment_id, list::get_in(tx, actor, payment_id).await?))
    };
    once.run(work, async |payment_id| list::get(app, actor, payment_id).await).await
}
