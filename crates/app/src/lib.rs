//! The use cases: the only place that opens transactions and the only place with SQL.
//!
//! One request is one transaction. Locks are taken in one order, here and nowhere else: the key of a plain change (`keys::Once`)
//! -> orders by id -> accounts by client id -> services by id -> products by id -> payments -> runs of jobs -> rows of keys.
//! Whoever begins a transaction commits it, through `Db::commit`; functions in `sql.rs` / `read.rs` never begin, commit or decide. Every change of a
//! balance goes through `ledger`.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod access;
pub mod accounting;
pub mod actions;
pub mod bank;
pub mod bench;
pub mod clients;
pub mod clock;
pub mod db;
mod decode;
pub mod demo;
pub mod embedded;
pub mod error;
pub mod export;
pub mod filter;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod migrate;
pub mod operations;
pub mod orders;
pub mod overview;
pub mod page;
pub mod palette;
pub mod payments;
pub mod products;
pub mod reader;
pub mod self_check;
pub mod services;
mod sheet;
pub mod stock;
pub mod suggestions;
mod text_index;
pub mod verify;
pub mod views;

use std::sync::Arc;

pub use access::actor::{Actor, ActorId};
pub use clock::Clock;
pub use db::{Db, Tx};
pub use error::{Error, Result};

/// Everything that a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub ledger: ledger::Ledger,
    pub clock: Clock,
    pub jobs: Arc<jobs::Jobs>,
    pub providers: payments::provider::Providers,
    /// What may be paid out without a second person.
    pub payouts: domain::PayoutLimits,
}

/// How the parts that run as tasks work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sizes {
    pub ledger: ledger::LedgerConfig,
    pub jobs: jobs::WorkerConfig,
    pub payouts: Payouts,
}

/// What may be paid out without a second person; by default 50 000 at once and 200 000 a day.
#[derive(Clone, Copy, Debug)]
pub struct Payouts(pub domain::PayoutLimits);

impl Default for Payouts {
    fn default() -> Self {
        let sum = |kopecks| domain::Money::from_kopecks(kopecks).unwrap_or(domain::Money::ZERO);
        Self(domain::PayoutLimits { one: sum(5_000_000), day: sum(20_000_000) })
    }
}

impl App {
    /// Starts the parts that run as tasks of the current runtime; the worker is started apart.
    pub fn start(db: Db, clock: Clock, sizes: Sizes, providers: payments::provider::Providers) -> Self {
        let ledger = ledger::Ledger::start(db.clone(), clock, sizes.ledger);
        let jobs = Arc::new(jobs::Jobs::new(sizes.jobs));
        Self { db, ledger, clock, jobs, providers, payouts: sizes.payouts.0 }
    }
}
