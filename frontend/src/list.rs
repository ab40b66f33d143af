//! Lists: clients, services, operations and the rest are descriptions ([`ListSpec`]); what they do alike is here, once.

pub mod address;
mod columns;
mod fields;
mod figures;
mod filter;
mod live;
pub mod names;
mod page;
mod params;
pub mod period;
mod picks;
mod query;
mod range;
mod spec;
mod views;

pub use filter::{Choice, Filter, Kind};
pub use page::list_page;
pub use query::Query;
pub use spec::{Group, ListSpec, View};
