//! Giving up a payment that no order has taken.

use contract::payments::Payment;
use domain::{PaymentStatus, action::PaymentFacts};

use super::sql::{self, News};
use super::{audit, list};
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::orders::payments::{facts, read};
use crate::{Actor, App, Error, Result};

/// Gives the payment up. A provider with a network is told by a job; until it has confirmed, the payment is `VOIDING`.
///
/// # Errors
/// `not_found`; `payment_settled`.
pub async fn void(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Payment>> {
    let once = Once::new(app, actor, key, ("payment.void", id), &())?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read(tx, &[id], false).await?.pop().ok_or_else(|| Error::not_found("payment"))?;
            let PaymentFacts { manual, status, .. } = facts(&before);
            facts(&before).void().map_err(|obstacle| hindered("payment", obstacle))?;
            let to = if manual { PaymentStatus::Voided } else { PaymentStatus::Voiding };
            sql::advance(&mut *tx, id, (status, to), &News::default(), app.clock.now()).await?;
            let after = read(tx, &[id], false).await?.pop().ok_or_else(|| Error::not_found("payment"))?;
            audit::note(tx, actor, "void", Some(&before), &after).await?;
            Ok((id, list::get_in(tx, actor, id).await?))
        },
        async |id| list::get(app, actor, id).await,
    )
    .await
}
