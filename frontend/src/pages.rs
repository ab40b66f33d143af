//! Pages: each loads what it shows, shows it with parts from `ui`, and acts through the API. The table of addresses is here.

mod acts;
mod client;
mod client_form;
mod clients;
mod edit;
#[cfg(debug_assertions)]
mod gallery;
mod home;
mod jobs;
mod journal;
mod not_found;
mod operation;
mod operations;
mod order;
mod order_form;
mod order_payments;
mod orders;
mod payment;
mod payments;
mod period_bar;
pub mod pick;
mod product;
mod products;
mod record;
mod service;
mod services;
mod settings;
mod sign_in;
mod statement;
mod stock;
mod trial_balance;
mod users;

pub use not_found::no_server;
pub use sign_in::{sign_in, sign_in_again};

use domain::Permission;
use leptos::prelude::untrack;

use crate::el::El;
use crate::list::list_page;
use crate::session::use_session;
use crate::shell::MENU;

/// Pages that ask for more than their section of the menu does. The server has the last word; this spares a form in vain.
const NEEDS: [(&str, Permission); 8] = [
    ("/clients/new", Permission::ClientsWrite),
    ("/services/new", Permission::ServicesWrite),
    ("/operations/new", Permission::OperationsWrite),
    ("/orders/new", Permission::OrdersWrite),
    ("/products/new", Permission::ProductsWrite),
    ("/stock/new", Permission::StockWrite),
    ("/users/new", Permission::UsersWrite),
    ("/users/api-keys", Permission::ApiKeysWrite),
];

/// Whether the role of the person has this page. Not tracked: the same person signing in again keeps the page as it is.
fn is_open(path: &str) -> bool {
    let session = use_session();
    let section = MENU.iter().find(|entry| entry.is_current(path));
    let needs = NEEDS.iter().find(|(page, _)| {
        path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    untrack(|| {
        section.is_none_or(|entry| entry.is_open(session))
            && needs.is_none_or(|(_, right)| session.may(*right))
    })
}

/// The page of a path.
pub fn page(path: &str) -> Vec<El> {
    if !is_open(path) {
        return not_found::forbidden();
    }
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
        ["services", "new"] => edit::create(&service::SERVICE),
        ["services", id] => numbered(id, service::service),
        ["services", id, "edit"] => numbered(id, |id| edit::edit(&service::SERVICE, id)),
        ["products"] => list_page(&products::PRODUCTS),
        ["products", "new"] => edit::create(&product::PRODUCT),
        ["products", id] => numbered(id, product::product),
        ["products", id, "edit"] => numbered(id, |id| edit::edit(&product::PRODUCT, id)),
        ["stock"] => list_page(&stock::STOCK),
        ["stock", "new"] => stock::new_movement(),
        ["orders"] => list_page(&orders::ORDERS),
        ["orders", "new"] => order_form::create(),
        ["orders", id] => numbered(id, order::order),
        ["orders", id, "edit"] => numbered(id, order_form::edit),
        ["order-payments"] => list_page(&order_payments::ORDER_PAYMENTS),
        ["journal"] => journal::journal(),
        ["trial-balance"] => trial_balance::trial_balance(),
        ["jobs"] => list_page(&jobs::JOBS),
        ["jobs", id] => numbered(id, jobs::job),
        ["payments"] => list_page(&payments::PAYMENTS),
        ["payments", id] => numbered(id, payment::payment),
        ["users"] => users::users(),
        ["users", "new"] => users::new_user(),
        ["users", "api-keys"] => users::keys(),
        ["users", "api-keys", "new"] => users::new_key(),
        ["users", id] => numbered(id, users::user),
        #[cfg(debug_assertions)]
        ["ui"] => gallery::gallery(),
        ["settings"] => settings::settings(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Query;

    #[test]
    fn what_is_asked_before_the_app_is_there_is_what_the_lists_ask_for() {
        let asked = include_str!("../ask.js");
        let lists = [
            &clients::CLIENTS,
            &operations::OPERATIONS,
            &order_payments::ORDER_PAYMENTS,
            &jobs::JOBS,
            &orders::ORDERS,
            &payments::PAYMENTS,
            &products::PRODUCTS,
            &services::SERVICES,
            &stock::STOCK,
            &users::USERS,
        ];
        for spec in lists {
            let line = format!("'{}': '{}',", spec.path, spec.request(&Query::default()));
            assert!(asked.contains(&line), "ask.js has no line {line}");
        }
        for path in [contract::paths::OVERVIEW, contract::paths::SESSION] {
            assert!(asked.contains(&format!("'{path}'")), "ask.js does not know {path}");
        }
    }
}
