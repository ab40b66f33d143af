//! The routes: one file per group, one handler per operation, each documented where it is written. The OpenAPI document is made from
//! these very registrations, so a route cannot be missing from it.

pub mod accounting;
pub mod api_keys;
pub mod audit;
pub mod bank;
pub mod bank_deliveries;
pub mod clients;
pub mod docs;
pub mod exports;
pub mod health;
pub mod home;
pub mod house_exports;
pub mod jobs;
pub mod operations;
pub mod order_exports;
pub mod order_lists;
pub mod orders;
pub mod payments;
pub mod products;
pub mod services;
pub mod session;
mod signed;
pub mod spa;
pub mod statement;
pub mod stock;
pub mod users;
pub mod views;
pub mod wallet;

use actix_web::middleware::from_fn;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::guard::identify;

/// Registers everything. The bank's hot routes come first, because routes are tried in order.
pub fn all(config: &mut ServiceConfig) {
    config
        .configure(bank::routes)
        .configure(payments::webhook)
        .service(
            scope::scope("/api/v1")
                .wrap(from_fn(identify))
                // Before `{id}`: routes are tried in order.
                .configure(exports::routes)
                .configure(order_exports::routes)
                .configure(house_exports::routes)
                .configure(wallet::routes)
                .configure(operations::routes)
                .configure(clients::routes)
                .configure(statement::routes)
                .configure(services::routes)
                .configure(products::routes)
                .configure(stock::routes)
                .configure(order_lists::routes)
                .configure(orders::routes)
                .configure(payments::routes)
                .configure(accounting::routes)
                .configure(bank_deliveries::routes)
                .configure(session::routes)
                .configure(users::routes)
                .configure(api_keys::routes)
                .configure(views::routes)
                .configure(home::routes)
                .configure(audit::routes)
                .configure(jobs::routes),
        )
        .configure(health::routes)
        .configure(docs::routes);
}
