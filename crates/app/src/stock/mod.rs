//! The stock journal: receipts, write-offs and stock-takes are posted here; sales and what comes back are written by orders.

mod post;

pub use post::post;
