//! Who may come in: users, sessions, API keys, and the log of what they changed.
//!
//! Invariants: a secret is kept only as a digest and shown at most once; the rights of a role are read from the domain's table at
//! every request, so a change holds at once; a session or key that was ended is refused by the very next request, because nothing
//! here is cached.
//! Deliberately absent: HTTP (cookies, headers, rate limits) and second factors.

pub mod actor;
pub mod api_keys;
pub mod audit;
pub mod audit_log;
pub mod export;
pub mod password;
pub mod places;
pub(crate) mod present;
mod secret;
pub mod sessions;
mod sql;
pub mod users;
