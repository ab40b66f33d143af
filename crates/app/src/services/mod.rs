//! The catalogue of services: made, read, changed, archived, deleted, listed.
//!
//! Invariants: a service with operations stays; an edit names the version it saw; every change leaves an entry in the audit log in
//! its own transaction. Services are thousands at most, so their filters scan.

mod archive;
mod create;
mod delete;
mod export;
pub(crate) mod filter;
mod get;
mod input;
mod list;
mod read;
mod search;
mod sql;
mod update;

pub use archive::{archive, restore};
pub use create::create;
pub use delete::delete;
pub use export::export;
pub use get::get;
pub use list::list;
pub(crate) use search::search;
pub use update::update;
