//! The stock journal: receipts, write-offs and stock-takes are posted here; sales and what comes back are written by orders. Here it is
//! listed and exported too.
//!
//! Invariant: a movement never changes; a product's movements are numbered without gaps, and each says what was left after it.

mod export;
mod filter;
mod list;
mod post;
mod read;

pub use export::export;
pub use list::list;
pub use post::post;
