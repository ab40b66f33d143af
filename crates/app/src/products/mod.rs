//! Products: made, read, changed, archived, deleted, listed.
//!
//! Invariants: a product with movements or in an order stays; an edit names the version it saw; every change leaves an entry in the
//! audit log in its own transaction. Products are tens of thousands at most, so filters other than text scan.
//! Deliberately absent: the quantity. Only movements of stock change it.

mod archive;
mod create;
mod delete;
mod export;
mod filter;
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
