//! Reads that come by the thousand, gathered: concurrent callers share one statement (see `gather`).

use contract::bank::BankChange;
use domain::Money;

use crate::access::api_keys::{self, LiveKey};
use crate::bank;
use crate::gather::Gather;
use crate::{Clock, Db};

/// The gathering readers. Cheap to clone.
#[derive(Clone)]
pub struct Readers {
    /// Balance of the live client with an INN.
    pub balances: Gather<String, Money>,
    /// Latest changes of the live client with an INN, newest first, and how many of them.
    pub histories: Gather<(String, i64), Vec<BankChange>>,
    /// Live API keys by prefix.
    pub(crate) api_keys: Gather<String, LiveKey>,
}

impl Readers {
    /// Starts the readers as tasks of the current runtime.
    pub fn start(db: &Db, clock: Clock) -> Self {
        let (balances, histories, keys) = (db.read.clone(), db.read.clone(), db.read.clone());
        Self {
            balances: Gather::start(move |inns| {
                let pool = balances.clone();
                async move { bank::sql::balances(&pool, &inns).await }
            }),
            histories: Gather::start(move |asked| {
                let pool = histories.clone();
                async move { bank::sql::histories(&pool, &asked).await }
            }),
            api_keys: Gather::start(move |prefixes| {
                let pool = keys.clone();
                async move { api_keys::find_live(&pool, &prefixes, clock.now()).await }
            }),
        }
    }
}
