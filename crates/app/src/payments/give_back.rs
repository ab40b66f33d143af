//! The job that has a provider give money back. The order has recorded the refund already; here it becomes true, or is seen to fail.

use std::time::Duration;

use domain::{PaymentStatus, RefundStatus};
use serde_json::json;

use super::back::{self, LONG_WAIT, Outcome, Return};
use super::sql::{self, OnlineRefund};
use super::sync::find;
use crate::jobs::{Done, Running, Trouble};

/// How long a payment that is being captured or given up is waited for.
const WAIT: Duration = Duration::from_secs(5);

/// Does what the refund needs.
pub async fn run(job: &Running) -> Result<Done, Trouble> {
    let refund = read(job).await?;
    match refund.status {
        RefundStatus::Succeeded => return Ok(Done::Finished(Some(json!({ "status": refund.status })))),
        // Only a person has it tried again, and that opens it first (`jobs/control.rs`).
        RefundStatus::Failed => {
            return Err(Trouble::Fail(refund.failure.unwrap_or_else(|| "the refund has failed".into())));
        }
        RefundStatus::Pending => {}
    }
    match refund.payment_status {
        PaymentStatus::Captured => {}
        // It was never taken from the client.
        PaymentStatus::Voided | PaymentStatus::Failed => {
            return end(job, &refund, RefundStatus::Succeeded, (None, None)).await;
        }
        PaymentStatus::Pending
        | PaymentStatus::Authorised
        | PaymentStatus::Capturing
        | PaymentStatus::Voiding => return Ok(Done::Later(WAIT)),
    }
    match ask(job, &refund).await? {
        Outcome::Done(number) => end(job, &refund, RefundStatus::Succeeded, (number.as_deref(), None)).await,
        Outcome::Waits(number) => {
            settle(job, &refund, RefundStatus::Pending, (number.as_deref(), None), false).await?;
            Ok(Done::Later(LONG_WAIT))
        }
        Outcome::Refused(number, why) => {
            let facts = (number.as_deref(), Some(why.as_str()));
            settle(job, &refund, RefundStatus::Failed, facts, true).await?;
            Err(Trouble::Fail(format!("the provider refuses: {why}")))
        }
        Outcome::Unknown(why) => {
            settle(job, &refund, RefundStatus::Failed, (None, Some(&why)), false).await?;
            Err(Trouble::Fail(why))
        }
    }
}

async fn read(job: &Running) -> Result<OnlineRefund, Trouble> {
    let refund = sql::refund(&job.app.db.write, job.subject_id()?).await?;
    refund.ok_or_else(|| Trouble::Fail("there is no such refund".into()))
}

async fn ask(job: &Running, refund: &OnlineRefund) -> Result<Outcome, Trouble> {
    let payment = refund.payment_external_id.as_deref();
    let money = Return {
        key: refund.key.to_string(),
        payment: payment.ok_or_else(|| Trouble::Fail("the payment has no number".into()))?,
        amount: refund.amount,
        order_id: refund.order_id,
        asked_at: refund.asked_at,
        external_id: refund.external_id.as_deref(),
    };
    let begin = async || Ok(sql::refund_asked(&job.app.db.write, refund.id, job.app.clock.now()).await?);
    back::ask(job, find(job, &refund.provider)?, &money, begin).await
}

/// Writes what is learnt, unless somebody settled the refund meanwhile. `refused`: the provider said no for certain.
async fn settle(
    job: &Running,
    refund: &OnlineRefund,
    to: RefundStatus,
    facts: (Option<&str>, Option<&str>),
    refused: bool,
) -> Result<(), Trouble> {
    Ok(sql::settle_refund(&job.app.db.write, refund.id, to, facts, refused, job.app.clock.now()).await?)
}

async fn end(
    job: &Running,
    refund: &OnlineRefund,
    to: RefundStatus,
    facts: (Option<&str>, Option<&str>),
) -> Result<Done, Trouble> {
    settle(job, refund, to, facts, false).await?;
    Ok(Done::Finished(Some(json!({ "status": to }))))
}
