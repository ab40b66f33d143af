//! What can be done with orders, their payments and products.

use super::offer::{Offer, offers};
use super::{Action, Obstacle};
use crate::access::Permission;
use crate::ledger::{Account, Posting};
use crate::money::Money;
use crate::operation::OperationKind;
use crate::order::{Order, OrderStatus, PaymentMethod, PaymentStatus, RefundStatus};
use crate::stock::Shelf;
use chrono::NaiveDate;

/// An action on an order with all that stands in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderOffer {
    pub action: Action,
    pub obstacles: Vec<Obstacle>,
}

/// A method of payment for a whole order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodOffer {
    pub method: PaymentMethod,
    pub obstacle: Option<Obstacle>,
    /// What it could pay at most, where that is known.
    pub available: Option<Money>,
}

impl Order {
    /// The head and the lines change in a draft only.
    ///
    /// # Errors
    /// `OrderPaid`, `OrderCancelled`.
    pub fn edit(&self) -> Result<(), Obstacle> {
        match self.status() {
            OrderStatus::Draft => Ok(()),
            OrderStatus::Paid => Err(Obstacle::OrderPaid),
            OrderStatus::Cancelled => Err(Obstacle::OrderCancelled),
        }
    }

    /// # Errors
    /// `OrderNotCancelled`, `Archived`.
    pub fn archive(&self) -> Result<(), Obstacle> {
        match self.status() {
            OrderStatus::Draft | OrderStatus::Paid => Err(Obstacle::OrderNotCancelled),
            OrderStatus::Cancelled if self.archived => Err(Obstacle::Archived),
            OrderStatus::Cancelled => Ok(()),
        }
    }

    /// # Errors
    /// `NotArchived`.
    pub fn unarchive(&self) -> Result<(), Obstacle> {
        if self.archived { Ok(()) } else { Err(Obstacle::NotArchived) }
    }

    /// The right that a cancellation needs: what is paid is cancelled by few.
    pub fn cancelling(&self) -> Permission {
        match self.status() {
            OrderStatus::Draft | OrderStatus::Cancelled => Permission::OrdersWrite,
            OrderStatus::Paid => Permission::OrdersCancel,
        }
    }

    /// Every action on the order for whoever `may`, with every obstacle. `shelf` has the products of its lines.
    pub fn offers(&self, shelf: &Shelf, may: impl Fn(Permission) -> bool) -> Vec<OrderOffer> {
        let mut pay: Vec<Obstacle> = self.edit().err().into_iter().collect();
        if pay.is_empty() && self.lines.is_empty() {
            pay.push(Obstacle::OrderEmpty);
        }
        if pay.is_empty() && !self.shortages(shelf).is_empty() {
            pay.push(Obstacle::InsufficientStock);
        }
        let cancel = (self.status() == OrderStatus::Cancelled).then_some(Obstacle::OrderCancelled);
        let back = match self.status() {
            OrderStatus::Draft => Some(Obstacle::OrderNotPaid),
            OrderStatus::Cancelled => Some(Obstacle::OrderCancelled),
            OrderStatus::Paid => self.returnable().is_empty().then_some(Obstacle::NothingToReturn),
        };
        let edit: Vec<Obstacle> = self.edit().err().into_iter().collect();
        let table = [
            (Action::Edit, Permission::OrdersWrite, edit.clone()),
            (Action::SetLines, Permission::OrdersWrite, edit),
            (Action::Pay, Permission::OrdersPay, pay),
            (Action::Cancel, self.cancelling(), cancel.into_iter().collect()),
            (Action::Return, Permission::OrdersReturn, back.into_iter().collect()),
            (Action::Archive, Permission::OrdersArchive, self.archive().err().into_iter().collect()),
            (Action::Unarchive, Permission::OrdersArchive, self.unarchive().err().into_iter().collect()),
        ];
        let judge = |(action, right, obstacles): (Action, Permission, Vec<Obstacle>)| OrderOffer {
            action,
            obstacles: if may(right) { obstacles } else { vec![Obstacle::NotPermitted] },
        };
        table.into_iter().map(judge).collect()
    }

    /// How the whole order could be paid, on the business day `today`. `authorised`: by its online payment, if there is one.
    pub fn methods(
        &self,
        account: &Account,
        authorised: Option<Money>,
        today: NaiveDate,
    ) -> Vec<MethodOffer> {
        let total = self.total().unwrap_or(Money::ZERO);
        let wallet = if self.walk_in {
            Some(Obstacle::SystemClient)
        } else if total.is_zero() {
            None
        } else {
            let posting = Posting::by_hand(OperationKind::OrderPayment, Some(total.negated()));
            account.accepts(&posting, today).err().map(Obstacle::from)
        };
        let online = authorised.is_none_or(|sum| sum != total).then_some(Obstacle::PaymentNotAuthorised);
        let spendable = (!self.walk_in).then(|| account.terms.available(account.balance, today));
        vec![
            MethodOffer { method: PaymentMethod::Wallet, obstacle: wallet, available: spendable },
            MethodOffer { method: PaymentMethod::Cash, obstacle: None, available: None },
            MethodOffer { method: PaymentMethod::Card, obstacle: None, available: None },
            MethodOffer { method: PaymentMethod::Online, obstacle: online, available: authorised },
        ]
    }
}

/// Everything about a payment that its actions depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentFacts {
    pub method: PaymentMethod,
    pub status: PaymentStatus,
    /// A terminal that a person reads, not a program.
    pub manual: bool,
}

impl PaymentFacts {
    /// A person says that the client has paid.
    ///
    /// # Errors
    /// `PaymentNotManual`, `PaymentSettled`.
    pub fn confirm(self) -> Result<(), Obstacle> {
        match self.status {
            PaymentStatus::Pending if self.manual => Ok(()),
            PaymentStatus::Pending
            | PaymentStatus::Authorised
            | PaymentStatus::Capturing
            | PaymentStatus::Captured
            | PaymentStatus::Voiding
            | PaymentStatus::Voided
            | PaymentStatus::Failed => {
                Err(if self.manual { Obstacle::PaymentSettled } else { Obstacle::PaymentNotManual })
            }
        }
    }

    /// Gives up what no order took.
    ///
    /// # Errors
    /// `PaymentSettled`.
    pub fn void(self) -> Result<(), Obstacle> {
        match self.status {
            PaymentStatus::Pending | PaymentStatus::Authorised => Ok(()),
            PaymentStatus::Capturing
            | PaymentStatus::Captured
            | PaymentStatus::Voiding
            | PaymentStatus::Voided
            | PaymentStatus::Failed => Err(Obstacle::PaymentSettled),
        }
    }

    /// Every action on the payment for whoever `may`.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        if self.method != PaymentMethod::Online {
            return Vec::new();
        }
        let table = [
            (Action::Confirm, Permission::PaymentsWrite, self.confirm()),
            (Action::Void, Permission::PaymentsWrite, self.void()),
        ];
        offers(&table, may)
    }
}

/// A refund through a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefundFacts {
    pub status: RefundStatus,
}

impl RefundFacts {
    /// A person says that the money went back, by whatever way.
    ///
    /// # Errors
    /// `RefundOpen`, `RefundSettled`.
    pub fn settle(self) -> Result<(), Obstacle> {
        match self.status {
            RefundStatus::Failed => Ok(()),
            RefundStatus::Pending => Err(Obstacle::RefundOpen),
            RefundStatus::Succeeded => Err(Obstacle::RefundSettled),
        }
    }

    /// Every action on the refund for whoever `may`. Another attempt is one at its job.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        offers(&[(Action::Settle, Permission::OrdersReturn, self.settle())], may)
    }
}

/// Everything about a product that its actions depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProductState {
    pub archived: bool,
    /// There are movements or orders.
    pub in_use: bool,
    pub in_stock: bool,
}

impl ProductState {
    /// # Errors
    /// `Archived`.
    pub fn edit(self) -> Result<(), Obstacle> {
        if self.archived { Err(Obstacle::Archived) } else { Ok(()) }
    }

    /// # Errors
    /// `InUse`.
    pub fn delete(self) -> Result<(), Obstacle> {
        if self.in_use { Err(Obstacle::InUse) } else { Ok(()) }
    }

    /// # Errors
    /// `NotArchived`.
    pub fn restore(self) -> Result<(), Obstacle> {
        if self.archived { Ok(()) } else { Err(Obstacle::NotArchived) }
    }

    /// # Errors
    /// `InsufficientStock`.
    pub fn write_off(self) -> Result<(), Obstacle> {
        if self.in_stock { Ok(()) } else { Err(Obstacle::InsufficientStock) }
    }

    /// Every action on the product for whoever `may`.
    pub fn offers(self, may: impl Fn(Permission) -> bool) -> Vec<Offer> {
        let table = [
            (Action::Edit, Permission::ProductsWrite, self.edit()),
            (Action::Receive, Permission::StockWrite, self.edit()),
            (Action::WriteOff, Permission::StockWrite, self.write_off()),
            (Action::Count, Permission::StockWrite, Ok(())),
            (Action::Delete, Permission::ProductsWrite, self.delete()),
            (Action::Archive, Permission::ProductsWrite, self.edit()),
            (Action::Restore, Permission::ProductsWrite, self.restore()),
        ];
        offers(&table, may)
    }
}
