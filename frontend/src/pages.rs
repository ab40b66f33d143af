//! Pages: each loads what it shows, shows it with parts from `ui`, and acts through the API. The table of addresses is here.

mod clients;
mod home;
mod not_found;
mod operation;
mod operations;
pub mod pick;
mod record;
mod service;
mod services;
mod sign_in;

pub use not_found::no_server;
pub use sign_in::{sign_in, sign_in_again};

use crate::el::El;
use crate::list::list_page;

/// The page of a path.
pub fn page(path: &str) -> Vec<El> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        [""] => home::home(),
        ["clients"] => list_page(&clients::CLIENTS),
        ["operations"] => list_page(&operations::OPERATIONS),
        ["operations", "new"] => operation::new_operation(),
        ["operations", id] => number(id).map_or_else(not_found::not_found, operation::operation),
        _ => not_found::not_found(),
    }
}

/// A record's number in a path.
fn number(part: &str) -> Option<i64> {
    part.parse().ok().filter(|id| *id > 0)
}
