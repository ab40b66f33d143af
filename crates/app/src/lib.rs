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
}

/// How the parts that run as tasks work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sizes {
    pub ledger: ledger::LedgerConfig,
    pub jobs: jobs::WorkerConfig,
}

impl App {
    /// Starts the parts that run as tasks of the current runtime; the worker is started apart.
    pub fn start(db: Db, clock: Clock, sizes: Sizes, providers: payments::provider::Providers) -> Self {
        let ledger = ledger::Ledger::start(db.clone(), clock, sizes.ledger);
        let jobs = Arc::new(jobs::Jobs::new(sizes.jobs));
        Self { db, ledger, clock, jobs, providers }
    }
}
