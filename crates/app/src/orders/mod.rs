//! Orders: drafts are put together here and all are listed; pay, cancel, return and archive go through the ledger's lane for orders.
//!
//! Invariants: a draft's lines take the product's name and price at the moment they are set; an edit names the version it saw; a
//! command carries a key and is done once; every change is an event of the history or an entry of the audit log, in its own
//! transaction.

mod archive;
mod available;
mod cancel;
mod condition;
mod create;
mod edit;
mod export;
mod find;
mod get;
mod history;
mod input;
mod lines;
mod list;
mod pay;
pub(crate) mod payments;
mod read;
mod return_lines;
mod rows;
mod sql;
mod submit;

pub use archive::{archive, unarchive};
pub use available::available_actions;
pub use cancel::cancel;
pub use create::create;
pub use edit::edit;
pub use export::export;
pub use get::get;
pub use history::history;
pub use lines::set_lines;
pub use list::list;
pub use pay::pay;
pub use return_lines::return_lines;
pub(crate) use rows::rows;
pub(crate) use submit::submit;
