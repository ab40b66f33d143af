//! A terminal on the counter: a person takes the money with it and says so, with the number of the slip. There is no network, so it has
//! nothing to be asked, and what it is told is done.

use domain::Money;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};
use uuid::Uuid;

use super::{
    Back, BackState, Charge, ChargeState, MANUAL, NewCharge, NewRefund, Notice, Provider, ProviderError,
};

/// The terminal.
pub struct Manual;

fn charge(state: ChargeState, amount: Money) -> Charge {
    Charge { external_id: None, state, amount, confirmation_url: None, reason: None }
}

impl Provider for Manual {
    fn name(&self) -> &'static str {
        MANUAL
    }

    fn create<'a>(&'a self, new: &'a NewCharge) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        ready(Ok(charge(ChargeState::Pending, new.amount))).boxed()
    }

    fn get<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Charge>, ProviderError>> {
        ready(Ok(None)).boxed()
    }

    fn capture<'a>(
        &'a self,
        _: Uuid,
        _: &'a str,
        amount: Money,
    ) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        ready(Ok(charge(ChargeState::Captured, amount))).boxed()
    }

    fn void<'a>(&'a self, _: Uuid, _: &'a str) -> BoxFuture<'a, Result<Charge, ProviderError>> {
        ready(Ok(charge(ChargeState::Cancelled, Money::ZERO))).boxed()
    }

    fn refund<'a>(&'a self, _: &'a NewRefund) -> BoxFuture<'a, Result<Back, ProviderError>> {
        ready(Ok(Back { external_id: None, state: BackState::Succeeded, reason: None })).boxed()
    }

    fn get_refund<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Back>, ProviderError>> {
        ready(Ok(None)).boxed()
    }

    fn read_notice(&self, _: &[u8]) -> Result<Option<Notice>, String> {
        Err("a terminal sends no webhooks".into())
    }
}
