//! Registering and editing a client.

mod draft;
mod facts;
mod read;

pub use draft::Draft;
pub use facts::{Change, changes};
