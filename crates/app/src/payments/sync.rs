//! The job that brings an online payment and its provider into agreement. It reads where the payment stands, does the one thing that is
//! due there, and looks again, until there is nothing to do or something to wait for.
//!
//! Invariants: every call is repeated with the key of the payment until its outcome is known; the payment moves only along the steps
//! that the database allows, and only from where it was read; what an order needs is done by the order's own commands, under keys
//! that this payment gives, so that a repetition is a replay.

mod order;
mod provider;

use std::time::Duration;

use domain::{OrderStatus, PaymentStatus};
use serde_json::json;

pub(super) use provider::find;

use super::sql::{self, News, Online};
use crate::jobs::{Done, Running, Trouble};

/// Most steps of one attempt: more would mean that somebody works against it.
const MAX_STEPS: usize = 12;
/// How long a provider is waited for between questions: a quarter of the payment's age, within these.
const SHORTEST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// After one thing was done.
enum Next {
    /// The payment stands elsewhere now.
    Again,
    Done(Done),
}

/// Does what the payment needs.
pub async fn run(job: &Running) -> Result<Done, Trouble> {
    let id = job.subject_id()?;
    for _ in 0..MAX_STEPS {
        let payment = sql::online(&job.app.db.write, id).await?;
        let payment = payment.ok_or_else(|| Trouble::Fail("there is no such online payment".into()))?;
        match step(job, &payment).await? {
            Next::Again => {}
            Next::Done(done) => return Ok(done),
        }
    }
    Err(Trouble::Retry("the payment does not come to rest".into()))
}

async fn step(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    match payment.status {
        PaymentStatus::Pending => provider::ask(job, payment).await,
        PaymentStatus::Authorised => order::pay(job, payment).await,
        PaymentStatus::Capturing => provider::capture(job, payment).await,
        PaymentStatus::Voiding => provider::give_up(job, payment).await,
        PaymentStatus::Voided if payment.taken && payment.order_status != OrderStatus::Cancelled => {
            order::cancel(job, payment).await
        }
        PaymentStatus::Captured | PaymentStatus::Voided | PaymentStatus::Failed => {
            Ok(Next::Done(Done::Finished(Some(json!({ "status": payment.status })))))
        }
    }
}

/// Moves the payment on. Whoever moved it meanwhile is heard first.
async fn advance(
    job: &Running,
    payment: &Online,
    to: PaymentStatus,
    news: News<'_>,
) -> Result<Next, Trouble> {
    let steps = (payment.status, to);
    sql::advance(&job.app.db.write, payment.id, steps, &news, job.app.clock.now()).await?;
    Ok(Next::Again)
}

/// Waits for the client or the provider, longer the older the payment is.
fn wait(job: &Running, payment: &Online) -> Next {
    let age = (job.app.clock.now() - payment.created_at).to_std().unwrap_or_default();
    Next::Done(Done::Later((age / 4).clamp(SHORTEST_WAIT, LONGEST_WAIT)))
}
