//! The job that has a provider give money back. The order has recorded the refund already; here it becomes true, or is seen to fail.

use std::time::Duration;

use domain::{JobStage, PaymentStatus, RefundStatus};
use serde_json::json;

use super::provider::{Back, BackState, NewRefund, ProviderError};
use super::sql::{self, OnlineRefund};
use super::sync::{KEY_LIFETIME, find};
use crate::jobs::{Done, Running, Trouble};

/// How long a payment that is being captured or given up is waited for, and a refund that the provider has not settled.
const WAIT: Duration = Duration::from_secs(5);
const LONG_WAIT: Duration = Duration::from_secs(60);

/// Does what the refund needs.
pub async fn run(job: &Running) -> Result<Done, Trouble> {
    let refund = sql::refund(&job.app.db.write, job.subject_id()?).await?;
    let refund = refund.ok_or_else(|| Trouble::Fail("there is no such refund".into()))?;
    match refund.status {
        RefundStatus::Succeeded => return Ok(Done::Finished(Some(json!({ "status": refund.status })))),
        // A person wants another attempt.
        RefundStatus::Failed => settle(job, &refund, RefundStatus::Pending, (None, None)).await?,
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
    let back = match ask(job, &refund).await {
        Ok(back) => back,
        Err(Asked::Refused(why)) => return refused(job, &refund, None, &why).await,
        Err(Asked::Trouble(trouble)) => return Err(trouble),
    };
    let number = back.external_id.as_deref();
    match back.state {
        BackState::Succeeded => end(job, &refund, RefundStatus::Succeeded, (number, None)).await,
        BackState::Pending => {
            settle(job, &refund, RefundStatus::Pending, (number, None)).await?;
            Ok(Done::Later(LONG_WAIT))
        }
        BackState::Cancelled => {
            refused(job, &refund, number, back.reason.as_deref().unwrap_or("cancelled")).await
        }
    }
}

/// Why there is no answer about a refund.
enum Asked {
    Refused(String),
    Trouble(Trouble),
}

impl From<Trouble> for Asked {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<ProviderError> for Asked {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Refused(why) => Self::Refused(why),
            ProviderError::Unknown(_) => Self::Trouble(error.into()),
        }
    }
}

async fn ask(job: &Running, refund: &OnlineRefund) -> Result<Back, Asked> {
    let provider = find(job, &refund.provider)?;
    if let Some(external_id) = &refund.external_id {
        job.step(JobStage::Ask, 60).await?;
        let back = provider.get_refund(external_id).await?;
        return back
            .ok_or_else(|| Asked::Trouble(Trouble::Retry("the provider does not know the refund".into())));
    }
    // A provider that has forgotten the key would give the money back a second time.
    if job.app.clock.now() - refund.created_at > KEY_LIFETIME {
        return Err(Asked::Refused("the outcome is not known: look at the provider's records".into()));
    }
    let number = refund.payment_external_id.clone();
    let number = number.ok_or_else(|| Trouble::Fail("the payment has no number".into()))?;
    job.step(JobStage::Refund, 30).await?;
    let asked = NewRefund {
        key: refund.key.to_string(),
        external_id: number,
        amount: refund.amount,
        description: format!("Заказ {}", refund.order_id),
    };
    Ok(provider.refund(&asked).await?)
}

async fn settle(
    job: &Running,
    refund: &OnlineRefund,
    to: RefundStatus,
    facts: (Option<&str>, Option<&str>),
) -> Result<(), Trouble> {
    Ok(sql::settle_refund(&job.app.db.write, refund.id, to, facts, job.app.clock.now()).await?)
}

async fn end(
    job: &Running,
    refund: &OnlineRefund,
    to: RefundStatus,
    facts: (Option<&str>, Option<&str>),
) -> Result<Done, Trouble> {
    settle(job, refund, to, facts).await?;
    Ok(Done::Finished(Some(json!({ "status": to }))))
}

/// The provider says no: the row says so, and the job waits for a person.
async fn refused(
    job: &Running,
    refund: &OnlineRefund,
    number: Option<&str>,
    why: &str,
) -> Result<Done, Trouble> {
    settle(job, refund, RefundStatus::Failed, (number, Some(why))).await?;
    Err(Trouble::Fail(format!("the provider refuses: {why}")))
}
