//! The edge: the one layer around all routes. It gives every request an id, turns problems into bodies, adds the security headers,
//! logs and counts, and catches panics. Invariant: every answer carries the id and the headers, errors and panics included.

pub mod access_log;
pub mod headers;
pub mod layer;
pub mod nowhere;
mod panic;
pub mod request_id;
