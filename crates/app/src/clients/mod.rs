//! Clients with their contacts and the terms of their accounts: made, read, changed, archived, deleted, listed, found.
//!
//! Invariants: the system client does not exist for anyone here; an edit names the version it saw; every change leaves an entry in
//! the audit log in its own transaction; nothing here moves a balance.
//! Order of locks: the account first, then the client, because archiving touches both and the ledger waits only for accounts.

mod archive;
mod condition;
mod create;
mod delete;
mod duplicates;
mod export;
mod find;
mod get;
mod guarded;
mod input;
mod list;
mod lookup;
mod order;
mod read;
mod search;
mod sql;
mod text;
mod update;

pub use archive::{archive, restore};
pub use create::create;
pub use delete::delete;
pub use export::export;
pub use get::{contacts, get};
pub use list::list;
pub(crate) use read::inn;
pub use search::search;
pub(crate) use text::wanted as text_wanted;
pub use update::update;
