//! What handlers share: the use cases, the settings, the counters.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::web::Data;
use app::App;
use app::access::sessions::SessionTerms;

use crate::error::Failure;
use crate::metrics::Metrics;
use crate::security::attempts::Attempts;
use crate::security::cookie::SecureCookies;
use crate::security::downloads::Downloads;
use crate::security::proxies::Network;
use crate::security::shares::Shares;
use crate::security::signature::Secret;

/// The state as handlers take it.
pub type Shared = Data<State>;

/// One per process.
pub struct State {
    pub app: App,
    pub terms: SessionTerms,
    pub cookies: SecureCookies,
    pub trusted_proxies: Vec<Network>,
    /// Programs on this machine need no other proof.
    pub trust_local: bool,
    /// Secrets of the bank's webhook; none: API keys only, or local callers where those are trusted.
    pub bank_secrets: Vec<Secret>,
    /// Secrets of the payment provider's webhook; none: as for the bank.
    pub payment_secrets: Vec<Secret>,
    pub attempts: Attempts,
    pub downloads: Downloads,
    /// Questions that are being answered, by caller.
    pub reads: Shares,
    pub metrics: Metrics,
    /// Set when the process is about to stop.
    draining: AtomicBool,
    /// A request was answered 503: whether the database can write is found out when somebody asks whether the server is ready.
    doubted: AtomicBool,
    /// Unsafe durability settings are accepted, for tests.
    pub unsafe_durability: bool,
}

/// The settings of a state.
pub struct Settings {
    pub terms: SessionTerms,
    pub cookies: SecureCookies,
    /// How long a file may stand still.
    pub export_idle: Duration,
    pub trusted_proxies: Vec<Network>,
    pub trust_local: bool,
    pub bank_secrets: Vec<Secret>,
    pub payment_secrets: Vec<Secret>,
    pub unsafe_durability: bool,
}

impl State {
    pub fn new(app: App, settings: Settings) -> Result<Self, prometheus::Error> {
        Ok(Self {
            app,
            terms: settings.terms,
            cookies: settings.cookies,
            trusted_proxies: settings.trusted_proxies,
            trust_local: settings.trust_local,
            bank_secrets: settings.bank_secrets,
            payment_secrets: settings.payment_secrets,
            attempts: Attempts::new(),
            reads: Shares::default(),
            downloads: Downloads::new(settings.export_idle),
            metrics: Metrics::new()?,
            draining: AtomicBool::new(false),
            doubted: AtomicBool::new(false),
            unsafe_durability: settings.unsafe_durability,
        })
    }

    /// Tells balancers to send nothing more.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Notes that a request could not be served for want of the database.
    pub fn doubt(&self) {
        self.doubted.store(true, Ordering::Relaxed);
    }

    pub fn is_doubted(&self) -> bool {
        self.doubted.load(Ordering::Relaxed)
    }

    /// The database has shown that it can write.
    pub fn trust(&self) {
        self.doubted.store(false, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}

/// The state, for extractors.
///
/// # Errors
/// 500 when the server was put together without it, which is a bug.
pub fn of(request: &HttpRequest) -> Result<&Shared, Failure> {
    request.app_data::<Shared>().ok_or_else(|| Failure::internal("the server has no state"))
}
