//! Decisions about who is asking, as pure functions of headers: cross-site requests, forwarded requests, cookies, webhook
//! signatures, guessing passwords; what one caller may have at once. Invariant: what is absent or unreadable counts as foreign.

pub mod attempts;
pub mod connections;
pub mod cookie;
pub mod downloads;
pub mod peer;
pub mod proxies;
pub mod shares;
pub mod signature;
pub mod site;
