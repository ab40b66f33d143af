//! Online payments: asked of a provider, confirmed by it or by a person, taken by an order, given up, given back.
//!
//! An order takes a payment in the ledger's lane (`ledger/order`); here is what comes before and after. Providers are called by jobs
//! only (`sync`, `give_back`), outside of transactions; the jobs are queued by the database where a payment goes on
//! (`migrations/0020_payment_jobs.sql`). A webhook is believed to be about a payment, and no more: its state is asked of the provider.

mod audit;
mod back;
pub mod confirm;
pub mod create;
pub mod export;
mod filter;
pub mod give_back;
pub mod link;
pub mod list;
pub mod provider;
pub mod settle_refund;
pub(crate) mod sql;
pub mod sync;
pub mod void;
pub mod webhook;
