//! A person says that a terminal has taken the money, and gives the number of the slip.

use contract::payments::{Confirmation, Payment};
use domain::PaymentStatus;

use super::sql::{self, News};
use super::{audit, list};
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::orders::payments::{facts, read};
use crate::{Actor, App, Error, Result};

/// Confirms the payment; the order is then paid by it, if it is the whole of its total.
///
/// # Errors
/// `not_found`; `payment_settled`, also when its provider and no person decides; `invalid_fields`.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    body: Confirmation,
) -> Result<Answer<Payment>> {
    let reference =
        domain::clean_text(&body.reference, 200).map_err(|error| Error::field("reference", error.code()))?;
    let once = Once::new(app, actor, key, ("payment.confirm", id), &body)?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read(tx, &[id], false).await?.pop().ok_or_else(|| Error::not_found("payment"))?;
            facts(&before).confirm().map_err(|obstacle| hindered("payment", obstacle))?;
            let news = News { reference: Some(&reference), ..News::default() };
            let steps = (PaymentStatus::Pending, PaymentStatus::Authorised);
            sql::advance(&mut *tx, id, steps, &news, app.clock.now()).await?;
            let after = read(tx, &[id], false).await?.pop().ok_or_else(|| Error::not_found("payment"))?;
            audit::note(tx, actor, "confirm", Some(&before), &after).await?;
            Ok((id, list::get_in(tx, actor, id).await?))
        },
        async |id| list::get(app, actor, id).await,
    )
    .await
}
