//! Money that goes back to a client: the one decision about it, for the refunds of orders and for what a provider took unasked.
//!
//! Invariants: before a key is used for the first time, the moment is written down; a key whose outcome is not known is not used after
//! its lifetime, because a provider that has forgotten it would give the money back a second time; only a provider's own "no" to the
//! command, or a refund that it shows as cancelled, is a no for certain.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{JobStage, Money};

use super::provider::{Back, BackState, NewRefund, Provider, ProviderError};
use crate::jobs::{Running, Trouble};

/// Providers remember a key for a day; what is not known by then is not repeated.
pub const KEY_LIFETIME: TimeDelta = TimeDelta::hours(20);
/// How long a refund that the provider has not settled is waited for.
pub const LONG_WAIT: Duration = Duration::from_secs(60);

/// Money to go back, with what is known about it.
pub struct Return<'a> {
    pub key: String,
    /// The provider's number of the payment.
    pub payment: &'a str,
    pub amount: Money,
    pub order_id: i64,
    /// When the key was first used.
    pub asked_at: Option<DateTime<Utc>>,
    /// The provider's number of the refund.
    pub external_id: Option<&'a str>,
}

/// What is known now.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Done(Option<String>),
    /// The provider has not decided.
    Waits(Option<String>),
    /// No, for certain: nothing happened under this key and nothing will.
    Refused(Option<String>, String),
    /// Nobody will find out by asking.
    Unknown(String),
}

/// Asks the provider to give the money back, or what has become of it. `begin` writes down that the key is about to be used.
pub async fn ask(
    job: &Running,
    provider: &dyn Provider,
    money: &Return<'_>,
    begin: impl AsyncFnOnce() -> Result<(), Trouble>,
) -> Result<Outcome, Trouble> {
    let old = money.asked_at.is_some_and(|asked_at| job.app.clock.now() - asked_at > KEY_LIFETIME);
    if let Some(external_id) = money.external_id {
        job.step(JobStage::Ask, 60).await?;
        return match provider.get_refund(external_id).await? {
            Some(back) => Ok(judged(back)),
            None if old => Ok(Outcome::Unknown("the provider does not know the refund any more".into())),
            None => Err(Trouble::Retry("the provider does not know the refund".into())),
        };
    }
    if old {
        return Ok(Outcome::Unknown("the outcome is not known: look at the provider's records".into()));
    }
    job.step(JobStage::Refund, 30).await?;
    if money.asked_at.is_none() {
        begin().await?;
    }
    let new = NewRefund {
        key: money.key.clone(),
        external_id: money.payment.to_owned(),
        amount: money.amount,
        description: format!("Заказ {}", money.order_id),
    };
    match provider.refund(&new).await {
        Ok(back) => Ok(judged(back)),
        Err(ProviderError::Refused(why)) => Ok(Outcome::Refused(None, why)),
        Err(error @ ProviderError::Unknown(_)) => Err(error.into()),
    }
}

fn judged(back: Back) -> Outcome {
    match back.state {
        BackState::Succeeded => Outcome::Done(back.external_id),
        BackState::Pending => Outcome::Waits(back.external_id),
        BackState::Cancelled => {
            Outcome::Refused(back.external_id, back.reason.unwrap_or_else(|| "cancelled".into()))
        }
    }
}
