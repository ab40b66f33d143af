//! Decisions about who is asking, as pure functions of headers: cross-site requests, forwarded requests, cookies, webhook
//! signatures, guessing passwords. Invariant: what is absent or unreadable counts as foreign.

pub mod attempts;
pub mod cookie;
pub mod peer;
pub mod proxies;
pub mod signature;
pub mod site;
