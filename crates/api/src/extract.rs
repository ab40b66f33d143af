//! What a handler takes from a request, checked: body, query, path, idempotency key. Invariant: a request that cannot be understood
//! never reaches a handler, is answered with the parts at fault and is never a 5xx. Values at fault are not repeated in answers.

mod blame;
pub mod body;
pub mod export;
pub mod json;
mod key;
mod path;
pub mod query;

pub use export::Export;
pub use json::{BigJson, Json, SmallJson};
pub use key::{Key, OptionalKey};
pub use path::Path;
pub use query::Query;
