//! What an online payment asks of its provider.

use domain::{JobStage, PaymentStatus};

use super::{Next, advance, wait};
use crate::jobs::{Done, Running, Trouble};
use crate::payments::back::{self, KEY_LIFETIME, LONG_WAIT, Outcome, Return};
use crate::payments::link;
use crate::payments::provider::{Charge, ChargeState, MANUAL, NewCharge, Provider, ProviderError};
use crate::payments::sql::{self, News, Online};

/// The provider by its name in our rows.
pub fn find<'a>(job: &'a Running, name: &str) -> Result<&'a dyn Provider, Trouble> {
    let provider = job.app.providers.get(name);
    provider
        .map(AsRef::as_ref)
        .ok_or_else(|| Trouble::Retry(format!("the provider {name} is not configured here")))
}

impl From<ProviderError> for Trouble {
    fn from(error: ProviderError) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Asks for the payment, then for what has become of it.
pub async fn ask(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    if payment.provider == MANUAL {
        return Ok(Next::Done(Done::Finished(None))); // A person says so.
    }
    let provider = find(job, &payment.provider)?;
    let charge = match &payment.external_id {
        Some(external_id) => {
            job.step(JobStage::Ask, 30).await?;
            known(provider.get(external_id).await?)?
        }
        None => {
            job.step(JobStage::Create, 10).await?;
            match provider.create(&new_charge(payment)).await {
                Ok(charge) => charge,
                Err(ProviderError::Refused(why)) => return fail(job, payment, &why).await,
                Err(error) => return Err(error.into()),
            }
        }
    };
    check_amount(payment, &charge)?;
    let hosts = &job.app.providers.links().confirmation_hosts;
    let link = charge.confirmation_url.as_deref().map(|url| link::check(url, hosts)).transpose();
    let news = News {
        external_id: charge.external_id.as_deref(),
        confirmation_url: link.as_ref().ok().and_then(Option::as_deref),
        failure: charge.reason.as_deref(),
        ..News::default()
    };
    match charge.state {
        ChargeState::Pending => {
            advance(job, payment, PaymentStatus::Pending, news).await?;
            // The payment is kept; nobody is sent to such an address, and a person reads why in the job.
            link.map_err(|fault| Trouble::Retry(format!("the provider's page for the client: {fault}")))?;
            Ok(wait(job, payment))
        }
        // Captured without being asked to: the money is there all the same.
        ChargeState::Authorised | ChargeState::Captured => {
            advance(job, payment, PaymentStatus::Authorised, news).await
        }
        ChargeState::Cancelled => advance(job, payment, PaymentStatus::Failed, news).await,
    }
}

/// Whether the money that was held is not held any more.
pub async fn expired(job: &Running, payment: &Online) -> Result<Option<Next>, Trouble> {
    let charge = state(job, payment).await?;
    match charge.state {
        ChargeState::Cancelled => {
            let why = charge.reason.as_deref().unwrap_or("cancelled");
            Ok(Some(end(job, payment, why).await?))
        }
        ChargeState::Pending | ChargeState::Authorised | ChargeState::Captured => Ok(None),
    }
}

/// Takes the money that an order has taken already.
pub async fn capture(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    job.step(JobStage::Capture, 70).await?;
    let mut charge = state(job, payment).await?;
    if charge.state == ChargeState::Authorised {
        let (provider, external_id) = (find(job, &payment.provider)?, external_id(payment)?);
        charge = match provider.capture(payment.key, external_id, payment.amount).await {
            Ok(charge) => charge,
            Err(ProviderError::Refused(why)) => {
                let news = News { failure: Some(&why), ..News::default() };
                return advance(job, payment, PaymentStatus::Voiding, news).await;
            }
            Err(error) => return Err(error.into()),
        };
    }
    match charge.state {
        ChargeState::Captured => advance(job, payment, PaymentStatus::Captured, News::default()).await,
        ChargeState::Cancelled => end(job, payment, charge.reason.as_deref().unwrap_or("cancelled")).await,
        ChargeState::Pending | ChargeState::Authorised => {
            Err(Trouble::Retry("the provider has not captured it yet".into()))
        }
    }
}

/// Has the provider let the money go.
pub async fn give_up(job: &Running, payment: &Online) -> Result<Next, Trouble> {
    job.step(JobStage::Void, 80).await?;
    let provider = find(job, &payment.provider)?;
    let charge = match &payment.external_id {
        Some(external_id) => known(provider.get(external_id).await?)?,
        // The client never got its address; a provider that has forgotten the key would only make another one.
        None if job.app.clock.now() - payment.created_at > KEY_LIFETIME => {
            return advance(job, payment, PaymentStatus::Voided, News::default()).await;
        }
        // Whether it was made is found out by making it: the key gives the same one.
        None => match provider.create(&new_charge(payment)).await {
            Ok(charge) => {
                let news = News { external_id: charge.external_id.as_deref(), ..News::default() };
                return advance(job, payment, PaymentStatus::Voiding, news).await;
            }
            Err(ProviderError::Refused(_)) => {
                return advance(job, payment, PaymentStatus::Voided, News::default()).await;
            }
            Err(error) => return Err(error.into()),
        },
    };
    match charge.state {
        ChargeState::Cancelled => advance(job, payment, PaymentStatus::Voided, News::default()).await,
        ChargeState::Captured if payment.taken => {
            advance(job, payment, PaymentStatus::Captured, News::default()).await
        }
        ChargeState::Captured => pay_back(job, payment, provider).await,
        ChargeState::Pending | ChargeState::Authorised => {
            match provider.void(payment.key, external_id(payment)?).await {
                Ok(charge) if charge.state == ChargeState::Cancelled => {
                    advance(job, payment, PaymentStatus::Voided, News::default()).await
                }
                // One that nobody has paid cannot be given up everywhere: it runs out by itself.
                Ok(_) | Err(ProviderError::Refused(_)) => Ok(wait(job, payment)),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// The provider took the money unasked, and no order wants it. Decided as the refunds of orders are.
async fn pay_back(job: &Running, payment: &Online, provider: &dyn Provider) -> Result<Next, Trouble> {
    let suffix = match payment.back_attempt {
        0 => String::new(),
        again => format!("-{again}"),
    };
    let money = Return {
        key: format!("{}-back{suffix}", payment.key),
        payment: external_id(payment)?,
        amount: payment.amount,
        order_id: payment.order_id,
        asked_at: payment.back_asked_at,
        external_id: payment.back_external_id.as_deref(),
    };
    let (pool, now) = (&job.app.db.write, job.app.clock.now());
    let begin = async || Ok(sql::payment_back(pool, payment.id, (Some(now), None)).await?);
    match back::ask(job, provider, &money, begin).await? {
        Outcome::Done(number) => {
            sql::payment_back(pool, payment.id, (None, number.as_deref())).await?;
            advance(job, payment, PaymentStatus::Voided, News::default()).await
        }
        Outcome::Waits(number) => {
            sql::payment_back(pool, payment.id, (None, number.as_deref())).await?;
            Ok(Next::Done(Done::Later(LONG_WAIT)))
        }
        Outcome::Refused(_, why) => {
            sql::payment_back_refused(pool, payment.id, &why, now).await?;
            Err(Trouble::Fail(format!("the provider does not give back what no order wants: {why}")))
        }
        Outcome::Unknown(why) => Err(Trouble::Fail(why)),
    }
}

async fn state(job: &Running, payment: &Online) -> Result<Charge, Trouble> {
    let charge = known(find(job, &payment.provider)?.get(external_id(payment)?).await?)?;
    check_amount(payment, &charge)?;
    Ok(charge)
}

fn known(charge: Option<Charge>) -> Result<Charge, Trouble> {
    charge.ok_or_else(|| Trouble::Retry("the provider does not know the payment".into()))
}

fn external_id(payment: &Online) -> Result<&str, Trouble> {
    payment.external_id.as_deref().ok_or_else(|| Trouble::Fail("the payment has no number".into()))
}

fn check_amount(payment: &Online, charge: &Charge) -> Result<(), Trouble> {
    if charge.amount == payment.amount {
        Ok(())
    } else {
        Err(Trouble::Fail("the provider has another sum for this payment".into()))
    }
}

fn new_charge(payment: &Online) -> NewCharge {
    NewCharge {
        key: payment.key,
        payment_id: payment.id,
        order_id: payment.order_id,
        amount: payment.amount,
        description: format!("Заказ {}", payment.order_id),
        return_url: payment.return_url.clone(),
    }
}

async fn fail(job: &Running, payment: &Online, why: &str) -> Result<Next, Trouble> {
    advance(job, payment, PaymentStatus::Failed, News { failure: Some(why), ..News::default() }).await
}

async fn end(job: &Running, payment: &Online, why: &str) -> Result<Next, Trouble> {
    advance(job, payment, PaymentStatus::Voided, News { failure: Some(why), ..News::default() }).await
}
