//! Saved views: the address of a list under a name, for oneself or for everybody.
//!
//! Invariants: only the owner changes a view; a view of a list that one may not read does not exist for the caller, and neither does
//! a foreign one that is not shared; every change leaves an entry in the audit log in its own transaction.
//! Deliberately absent: what the query means. The page that reads it from the address reads it from a view the same way.

mod change;
mod input;
mod list;
mod sql;

pub use change::{create, delete, update};
pub use list::list;

use contract::views::ViewList;
use domain::Permission;

use crate::{Actor, ActorId, Error, Result};
use contract::problem::ProblemCode;

/// The word of a list in the database.
const fn word(list: ViewList) -> &'static str {
    match list {
        ViewList::Clients => "clients",
        ViewList::Services => "services",
        ViewList::Operations => "operations",
        ViewList::BankDeliveries => "bank-deliveries",
        ViewList::Products => "products",
        ViewList::StockMovements => "stock-movements",
        ViewList::Orders => "orders",
        ViewList::Payments => "payments",
        ViewList::Journal => "journal",
        ViewList::Jobs => "jobs",
    }
}

const LISTS: [ViewList; 10] = [
    ViewList::Clients,
    ViewList::Services,
    ViewList::Operations,
    ViewList::BankDeliveries,
    ViewList::Products,
    ViewList::StockMovements,
    ViewList::Orders,
    ViewList::Payments,
    ViewList::Journal,
    ViewList::Jobs,
];

/// The right to read a list.
const fn right(list: ViewList) -> Permission {
    match list {
        ViewList::Clients => Permission::ClientsRead,
        ViewList::Services => Permission::ServicesRead,
        ViewList::Operations => Permission::OperationsRead,
        ViewList::BankDeliveries => Permission::BankRead,
        ViewList::Products | ViewList::StockMovements => Permission::ProductsRead,
        ViewList::Orders => Permission::OrdersRead,
        ViewList::Payments => Permission::PaymentsRead,
        ViewList::Journal => Permission::AccountingRead,
        ViewList::Jobs => Permission::JobsRead,
    }
}

/// The person who asks: programs have no views.
fn person(actor: &Actor) -> Result<i64> {
    match actor.id {
        ActorId::User(id) => Ok(id),
        ActorId::ApiKey(_) | ActorId::Bank | ActorId::System => {
            Err(Error::new(ProblemCode::Forbidden, "only a person has views"))
        }
    }
}
