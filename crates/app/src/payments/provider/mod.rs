//! Payment providers: what Saldo asks of one, whoever it is.
//!
//! Invariant: a call that may move money carries a key of its own that never changes, so that it can be repeated until its outcome is
//! known; "unknown" is never taken for "no". Sums travel as exact text.
//! Absent on purpose: our rows and transactions. A call is made outside of every transaction, by a job.

mod manual;
mod yookassa;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use domain::Money;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::link::Host;

pub use manual::Manual;
pub use yookassa::{Yookassa, YookassaConfig};

/// The provider that is a person with a terminal.
pub const MANUAL: &str = "manual";

/// A payment to be asked of a client. The key makes repetitions the same payment.
#[derive(Clone, Debug)]
pub struct NewCharge {
    pub key: Uuid,
    pub payment_id: i64,
    pub order_id: i64,
    pub amount: Money,
    pub description: String,
    /// Where the client comes back to.
    pub return_url: Option<String>,
}

/// Where a payment stands at its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// The client has not paid yet.
    Pending,
    /// The money is held for us.
    Authorised,
    /// The money is ours.
    Captured,
    /// It will never be paid, or was given up.
    Cancelled,
}

/// A payment as its provider tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The provider's number; a terminal has none.
    pub external_id: Option<String>,
    pub state: ChargeState,
    pub amount: Money,
    pub confirmation_url: Option<String>,
    /// Why it was cancelled, as a word of the provider.
    pub reason: Option<String>,
}

/// Money to be given back. The key makes repetitions the same refund.
#[derive(Clone, Debug)]
pub struct NewRefund {
    pub key: String,
    pub external_id: String,
    pub amount: Money,
    pub description: String,
}

/// Where a refund stands at its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackState {
    Pending,
    Succeeded,
    Cancelled,
}

/// A refund as its provider tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back {
    pub external_id: Option<String>,
    pub state: BackState,
    pub reason: Option<String>,
}

/// What a webhook speaks of. Whether it is true is asked of the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub external_id: String,
    /// Our own number of the payment, if the provider repeats it.
    pub payment_id: Option<i64>,
    pub about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Payment,
    Refund,
}

/// Why a provider has not done what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It may have happened or not: repeat with the same key, or ask.
    #[error("the outcome is unknown: {0}")]
    Unknown(String),
    /// It has not happened and will not.
    #[error("refused: {0}")]
    Refused(String),
}

/// A provider.
pub trait Provider: Send + Sync {
    /// The word in our rows and on the wire.
    fn name(&self) -> &'static str;

    /// Asks for a payment. Repeated with the same key, it gives the same one.
    fn create<'a>(&'a self, charge: &'a NewCharge) -> BoxFuture<'a, Result<Charge, ProviderError>>;

    /// Where a payment stands; `None` when the provider does not know, or has nothing to say.
    fn get<'a>(&'a self, external_id: &'a str) -> BoxFuture<'a, Result<Option<Charge>, ProviderError>>;

    /// Takes the money that is held.
    fn capture<'a>(
        &'a self,
        key: Uuid,
        external_id: &'a str,
        amount: Money,
    ) -> BoxFuture<'a, Result<Charge, ProviderError>>;

    /// Gives up a payment that was not captured.
    fn void<'a>(&'a self, key: Uuid, external_id: &'a str) -> BoxFuture<'a, Result<Charge, ProviderError>>;

    /// Gives money back. Repeated with the same key, it is the same refund.
    fn refund<'a>(&'a self, refund: &'a NewRefund) -> BoxFuture<'a, Result<Back, ProviderError>>;

    /// Where a refund stands.
    fn get_refund<'a>(&'a self, external_id: &'a str) -> BoxFuture<'a, Result<Option<Back>, ProviderError>>;

    /// Reads the body of a webhook, whose signature was checked. `None`: it speaks of something else.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read_notice(&self, body: &[u8]) -> Result<Option<Notice>, String>;
}

/// The providers of this installation.
#[derive(Clone)]
pub struct Providers {
    by_name: Arc<BTreeMap<&'static str, Arc<dyn Provider>>>,
    default: &'static str,
    links: Arc<Links>,
}

/// Where clients may be sent.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Where they go after paying when nobody says where.
    pub return_url: Option<String>,
    /// Hosts of the shop, where they may come back to.
    pub return_hosts: Vec<Host>,
    /// Hosts of the provider, where they pay.
    pub confirmation_hosts: Vec<Host>,
}

/// The terminal alone.
impl Default for Providers {
    fn default() -> Self {
        let terminal = [(MANUAL, Arc::new(Manual) as Arc<dyn Provider>)];
        Self { by_name: Arc::new(terminal.into()), default: MANUAL, links: Arc::default() }
    }
}

impl Providers {
    /// The terminal, and the provider with a network if one is configured; then that one is the default.
    ///
    /// # Errors
    /// A sentence about the setting at fault.
    pub fn new(yookassa: Option<YookassaConfig>, links: Links) -> Result<Self, String> {
        let mut providers = Self { links: Arc::new(links), ..Self::default() };
        if let Some(config) = yookassa {
            let provider: Arc<dyn Provider> = Arc::new(Yookassa::new(config)?);
            providers.default = provider.name();
            let both = [(MANUAL, Arc::new(Manual) as Arc<dyn Provider>), (provider.name(), provider)];
            providers.by_name = Arc::new(both.into());
        }
        Ok(providers)
    }

    pub fn get(&self, name: &str) -> Option<&Arc<dyn Provider>> {
        self.by_name.get(name)
    }

    /// The one that is asked when nobody says which.
    pub fn default_name(&self) -> &'static str {
        self.default
    }

    /// Where clients may be sent.
    pub fn links(&self) -> &Links {
        &self.links
    }
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_name.keys()).finish()
    }
}
