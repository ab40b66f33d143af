//! The use cases: the only place that opens transactions and the only place with SQL.
//!
//! One request is one transaction. Locks are taken in one order, here and nowhere else:
//! idempotency key -> order -> accounts by client id -> services by id -> products by id.
//! Whoever begins a transaction commits it; functions in `sql.rs` / `read.rs` never begin, commit or decide. Every change of a
//! balance goes through `ledger`.

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
mod error;
pub mod export;
pub mod filter;
pub mod gather;
pub mod ledger;
pub mod migrate;
pub mod operations;
pub mod orders;
pub mod overview;
pub mod page;
pub mod palette;
pub mod products;
pub mod reader;
pub mod readers;
pub mod self_check;
pub mod services;
mod sheet;
pub mod stock;
pub mod suggestions;
mod text_index;
pub mod verify;
pub mod views;

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
    /// Reads that many callers share.
    pub readers: readers::Readers,
}

impl App {
    /// Starts the parts that run as tasks of the current runtime.
    pub fn start(db: Db, clock: Clock, ledger: ledger::LedgerConfig) -> Self {
        let ledger = ledger::Ledger::start(db.clone(), clock, ledger);
        let readers = readers::Readers::start(&db, clock);
        Self { db, ledger, clock, readers }
    }
}
