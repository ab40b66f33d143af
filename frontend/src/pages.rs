//! Pages: each loads what it shows, shows it with parts from `ui`, and acts through the API. The table of addresses is here.

mod client;
mod client_form;
mod client_number;
mod clients;
mod home;
mod not_found;
mod operation;
mod operations;
mod payment;
mod payments;
pub mod pick;
mod record;
mod service;
mod services;
mod sign_in;
mod statement;

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
        ["clients", "new"] => client_form::create(),
        ["clients", id] => numbered(id, client::client),
        ["clients", id, "edit"] => numbered(id, client_form::edit),
        ["clients", id, "statement"] => numbered(id, statement::statement),
        ["operations"] => list_page(&operations::OPERATIONS),
        ["operations", "new"] => operation::new_operation(),
        ["operations", id] => numbered(id, operation::operation),
        ["services"] => list_page(&services::SERVICES),
        ["services", "new"] => service::create(),
        ["services", id] => numbered(id, service::service),
        ["services", id, "edit"] => numbered(id, service::edit),
        ["payments"] => list_page(&payments::PAYMENTS),
        ["payments", id] => numbered(id, payment::payment),
        _ => not_found::not_found(),
    }
}

/// The page of the record with this number.
fn numbered(part: &str, page: fn(i64) -> Vec<El>) -> Vec<El> {
    number(part).map_or_else(not_found::not_found, page)
}

/// A record's number in a path.
fn number(part: &str) -> Option<i64> {
    part.parse().ok().filter(|id| *id > 0)
}
