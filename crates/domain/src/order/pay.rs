//! Draft -> paid.

use std::collections::BTreeSet;

use super::{Order, OrderError, OrderStatus, PaymentMethod, Tender, sum};
use crate::money::Money;
use crate::stock::{self, Movement, MovementKind, Shelf};

/// What to write when an order is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    pub total: Money,
    /// By method; empty for a gift.
    pub payments: Vec<Tender>,
    /// To be charged to the client's account, if anything.
    pub wallet: Option<Money>,
    pub movements: Vec<Movement>,
}

/// Decides a payment. `shelf` has every product of the order as it is under the lock.
///
/// # Errors
/// Every reason at once, the state first: a wrong state is told alone, because nothing else matters then.
pub fn pay(order: &Order, payments: &[Tender], shelf: &Shelf) -> Result<Sale, Vec<OrderError>> {
    order.step_to(OrderStatus::Paid).map_err(|error| vec![error])?;
    if order.lines.is_empty() {
        return Err(vec![OrderError::Empty]);
    }
    let mut errors = tender_errors(order, payments);
    let total = order.total().ok_or_else(|| vec![OrderError::OutOfBounds])?;
    match sum(payments) {
        Some(tendered) if tendered == total => {}
        Some(tendered) => errors.push(OrderError::AmountMismatch { total, tendered }),
        None => errors.push(OrderError::OutOfBounds),
    }
    let needed = stock::aggregate(order.lines.iter().map(|line| (line.product_id, line.quantity)));
    let movements = needed.and_then(|needed| stock::take(shelf, &needed, MovementKind::Sale));
    match movements {
        Ok(movements) if errors.is_empty() => {
            let wallet = payments.iter().find(|tender| tender.method == PaymentMethod::Wallet);
            Ok(Sale {
                total,
                payments: payments.to_vec(),
                wallet: wallet.map(|tender| tender.amount),
                movements,
            })
        }
        Ok(_) => Err(errors),
        Err(error) => {
            errors.push(error.into());
            Err(errors)
        }
    }
}

fn tender_errors(order: &Order, payments: &[Tender]) -> Vec<OrderError> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    for tender in payments {
        if !tender.amount.is_positive() {
            errors.push(OrderError::NotPositive);
        }
        if !seen.insert(tender.method) {
            errors.push(OrderError::MethodTwice(tender.method));
        }
        if tender.method == PaymentMethod::Wallet && order.walk_in {
            errors.push(OrderError::NoWallet);
        }
    }
    errors
}
