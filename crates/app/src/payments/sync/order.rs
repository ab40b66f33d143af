//! What an online payment makes of its order: pays it when the money is there, cancels it when the money cannot be had after all.

use contract::orders::{CancelOrder, PayOrder, TenderInput};
use contract::problem::ProblemCode;
use domain::{JobStage, OrderStatus, PaymentMethod, PaymentStatus};

use super::{Next, advance, provider, wait};
use crate::jobs::{Done, Running, Trouble};
use crate::ledger::IdempotencyKey;
use crate::orders;
use crate::payments::provider::MANUAL;
use crate::payments::sql::{News, Online};
use crate::{Actor, Error};

/// Pays the order with what is authorised, if that is its total. A part of the total waits for the person who takes the rest.
pub async fn pay(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    let manual = payment.provider == MANUAL;
    if !manual && let Some(next) = provider::expired(job, payment).await? {
        return Ok(next);
    }
    match payment.order_status {
        OrderStatus::Draft if payment.order_total == payment.amount => {}
        OrderStatus::Draft if manual => return Ok(Next::Done(Done::Finished(None))),
        OrderStatus::Draft => return Ok(wait(job, payment)),
        OrderStatus::Paid | OrderStatus::Cancelled => return refused(job, payment, "order_settled").await,
    }
    job.step(JobStage::PayOrder, 50).await?;
    let tender = TenderInput { method: PaymentMethod::Online, amount: payment.amount, reference: None };
    // The version that was judged above, and a key for it: a draft that is edited before it is paid refuses this version only.
    let version = payment.order_version;
    let body = PayOrder { payments: vec![tender], version: Some(version) };
    let key = IdempotencyKey::parse(&format!("payment-{}-version-{version}", payment.id))?;
    match orders::pay(&job.app, &Actor::system(), &key, payment.order_id, body).await {
        Ok(_) => Ok(Next::Again),
        Err(error) => match refusal(&error) {
            // Edited meanwhile: the draft as it is now is judged anew, and the money waits.
            Some(ProblemCode::StaleVersion | ProblemCode::AmountMismatch) => Ok(Next::Again),
            // Somebody was quicker; what has become of the payment is read anew.
            Some(ProblemCode::InvalidTransition | ProblemCode::PaymentNotAuthorised) => {
                reread(job, payment).await
            }
            Some(code) => refused(job, payment, code.as_str()).await,
            None => Err(error.into()),
        },
    }
}

/// Cancels an order whose payment was refused after the order had taken it.
pub async fn cancel(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    job.step(JobStage::CancelOrder, 90).await?;
    let failure = payment.failure.as_deref().unwrap_or("no reason given");
    let reason: String = format!("Платёж {} не получен: {failure}", payment.id).chars().take(500).collect();
    let body = CancelOrder { reason: Some(reason), version: None };
    let key = IdempotencyKey::parse(&format!("payment-{}-refused", payment.id))?;
    match orders::cancel(&job.app, &Actor::system(), &key, payment.order_id, body).await {
        Ok(_) => Ok(Next::Again),
        Err(error) => match refusal(&error) {
            Some(ProblemCode::InvalidTransition) => reread(job, payment).await,
            Some(code) => Err(Trouble::Fail(format!("the order cannot be cancelled: {}", code.as_str()))),
            None => Err(error.into()),
        },
    }
}

/// The order does not want the money: it goes back to the client.
async fn refused(job: &Running, payment: &Online, why: &str) -> Result<Next, Trouble> {
    let to = if payment.provider == MANUAL { PaymentStatus::Voided } else { PaymentStatus::Voiding };
    advance(job, payment, to, News { failure: Some(why), ..News::default() }).await
}

/// The refusal of a rule; what only the moment refuses is `None`.
fn refusal(error: &Error) -> Option<ProblemCode> {
    let code = ProblemCode::parse(error.code()?)?;
    (code.status() < 500).then_some(code)
}

/// Looks again, unless nothing has changed: then the order refuses what it should take, and a while must pass.
async fn reread(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    let now = crate::payments::sql::online(&job.app.db.write, payment.id).await?;
    match now {
        Some(now) if (now.status, now.order_status) == (payment.status, payment.order_status) => {
            Err(Trouble::Retry("the order and its payment do not agree".into()))
        }
        Some(_) | None => Ok(Next::Again),
    }
}
