//! The stock journal: read, listed, exported.
//!
//! Invariant: a movement never changes; a product's movements are numbered without gaps, and each says what was left after it.

mod export;
mod filter;
mod list;
mod read;

pub use export::export;
pub use list::list;
