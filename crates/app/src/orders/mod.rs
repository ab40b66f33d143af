//! Orders.

mod condition;
mod export;
mod find;
mod list;
mod read;

pub use export::export;
pub use list::list;
pub(crate) use read::rows;
