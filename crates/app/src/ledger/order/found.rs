//! What a batch of commands on orders found under its locks.

use std::collections::{HashMap, HashSet};

use domain::{Account, Money, Order, PaymentMethod, PaymentStatus, Shelf};

use super::task::Deed;
use crate::keys::KnownKey;
use crate::ledger::work::Task;

pub struct Found {
    pub orders: HashMap<i64, FoundOrder>,
    pub accounts: HashMap<i64, Account>,
    pub products: Products,
    pub keys: HashMap<(String, String), KnownKey>,
    /// What another transaction holds, when the batch takes only what is free.
    pub busy: Busy,
}

/// Orders, accounts and products held by others.
#[derive(Default)]
pub struct Busy {
    pub orders: HashSet<i64>,
    pub accounts: HashSet<i64>,
    pub products: HashSet<i64>,
}

impl Found {
    /// Whether a command needs something that another transaction holds.
    pub fn is_busy(&self, task: &Task) -> bool {
        match task {
            Task::Post(_) => false,
            Task::Stock(task) => task.lines.iter().any(|(product, _)| self.busy.products.contains(product)),
            Task::Order(task) => {
                let found = self.orders.get(&task.order_id);
                self.busy.orders.contains(&task.order_id)
                    || found.is_some_and(|found| match &task.deed {
                        Deed::Pay(_) | Deed::Cancel { .. } | Deed::Return { .. } => {
                            self.busy.accounts.contains(&found.client_id)
                                || found
                                    .order
                                    .lines
                                    .iter()
                                    .any(|line| self.busy.products.contains(&line.product_id))
                        }
                        Deed::Archive | Deed::Unarchive => false,
                    })
            }
        }
    }
}

/// An order with what a command needs to know of it.
pub struct FoundOrder {
    pub order: Order,
    pub client_id: i64,
    /// Of its last event.
    pub seq: i64,
    pub version: i64,
    pub payments: Vec<FoundPayment>,
}

pub struct FoundPayment {
    pub id: i64,
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    /// The order took it.
    pub taken: bool,
    pub amount: Money,
    /// A terminal that a person reads: nothing to be asked of a provider.
    pub manual: bool,
}

/// Products under the lock: quantities as the domain wants them, and the rest.
#[derive(Default)]
pub struct Products {
    pub shelf: Shelf,
    pub heads: HashMap<i64, ProductHead>,
}

pub struct ProductHead {
    pub seq: i64,
    pub name: String,
    pub unit: String,
    pub archived: bool,
}

impl FoundOrder {
    /// The online payment that its provider holds for this order.
    pub fn authorised(&self) -> Option<&FoundPayment> {
        self.payments.iter().find(|payment| !payment.taken && payment.status == PaymentStatus::Authorised)
    }

    /// Online payments that nobody has taken or given up.
    pub fn open(&self) -> impl Iterator<Item = &FoundPayment> {
        self.payments.iter().filter(|payment| {
            !payment.taken && matches!(payment.status, PaymentStatus::Pending | PaymentStatus::Authorised)
        })
    }
}
