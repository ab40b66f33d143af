//! A provider speaks of a payment or refund. It is not believed what it says about it: the job asks. So a webhook may come twice, late,
//! or in another order, and changes nothing by itself.

use contract::problem::ProblemCode;
use domain::JobKind;

use super::provider::About;
use super::sql;
use crate::{Actor, App, Error, Result, jobs};

/// What became of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The job about it is queued.
    Queued,
    /// It speaks of nothing of ours.
    Ignored,
}

/// Queues the job about what a signed webhook of `provider` speaks of.
///
/// # Errors
/// `unknown_provider` when it is not configured; `malformed_json`; the database.
pub async fn hear(app: &App, provider: &str, body: &[u8]) -> Result<Heard> {
    let unknown = || Error::new(ProblemCode::UnknownProvider, "no such provider is configured");
    let provider = app.providers.get(provider).ok_or_else(unknown)?;
    let notice = provider.read_notice(body);
    let notice = notice.map_err(|_| Error::new(ProblemCode::MalformedJson, "this is no notification"))?;
    let Some(notice) = notice else { return Ok(Heard::Ignored) };
    let mut tx = app.db.begin().await?;
    let payment = sql::spoken_of(&mut *tx, provider.name(), &notice.external_id, notice.payment_id).await?;
    let Some(payment) = payment else { return Ok(Heard::Ignored) };
    let (kind, subjects) = match notice.about {
        About::Payment => (JobKind::Payment, vec![format!("payment:{payment}")]),
        About::Refund => {
            let refunds = sql::open_refunds(&mut *tx, payment).await?;
            match refunds.is_empty() {
                // Money that was taken unasked goes back by the job of the payment.
                true => (JobKind::Payment, vec![format!("payment:{payment}")]),
                false => (JobKind::Refund, refunds.iter().map(|id| format!("refund:{id}")).collect()),
            }
        }
    };
    jobs::enqueue(&mut tx, &app.clock, &Actor::system(), kind, &subjects).await?;
    app.db.commit(tx).await?;
    Ok(if subjects.is_empty() { Heard::Ignored } else { Heard::Queued })
}
