//! Part of a paid order comes back; the order stays paid.

use std::collections::BTreeMap;

use super::{Order, OrderError, OrderState, OrderStatus, Tender, refundable, sum};
use crate::money::Money;
use crate::quantity::Quantity;
use crate::stock::{self, Movement, MovementKind, Shelf};

/// Goods of one line that come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub line_id: i64,
    pub quantity: Quantity,
    /// Whether they go back on the shelf; broken ones do not.
    pub restock: bool,
}

/// What to write when goods are returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// By line.
    pub quantities: BTreeMap<i64, Quantity>,
    /// By method, in the order in which the money was taken.
    pub refunds: Vec<Tender>,
    pub movements: Vec<Movement>,
}

/// Decides a return. `amount` is what the client gets back: goods may have lost value, so it is not computed from the prices.
///
/// # Errors
/// `InvalidTransition` unless paid; `Empty` without parts; `UnknownLine`; `TooMuchReturned`, `TooMuchRefunded`; `NotPositive`.
pub fn return_lines(
    order: &Order,
    parts: &[Part],
    amount: Money,
    shelf: &Shelf,
) -> Result<Return, OrderError> {
    let OrderState::Paid { settled, .. } = &order.state else {
        return Err(OrderError::InvalidTransition { from: order.status(), to: OrderStatus::Paid });
    };
    if parts.is_empty() {
        return Err(OrderError::Empty);
    }
    if amount.is_negative() {
        return Err(OrderError::NotPositive);
    }
    let quantities = stock::aggregate(parts.iter().map(|part| (part.line_id, part.quantity)))?;
    for (&line_id, quantity) in &quantities {
        let line =
            order.lines.iter().find(|line| line.id == line_id).ok_or(OrderError::UnknownLine(line_id))?;
        let before = settled.returned.get(&line_id).copied().unwrap_or_default();
        let returnable = line.quantity.checked_sub(before).ok_or(OrderError::OutOfBounds)?;
        if *quantity > returnable {
            return Err(OrderError::TooMuchReturned { line_id, returnable });
        }
    }
    let product_of =
        |line_id: i64| order.lines.iter().find(|line| line.id == line_id).map(|line| line.product_id);
    let restocked = parts.iter().filter(|part| part.restock);
    let restocked = restocked.filter_map(|part| Some((product_of(part.line_id)?, part.quantity)));
    let restocked = stock::aggregate(restocked)?;
    Ok(Return {
        quantities,
        refunds: split(&refundable(settled).ok_or(OrderError::OutOfBounds)?, amount)?,
        movements: stock::put(shelf, &restocked, MovementKind::Return)?,
    })
}

/// Gives the amount back by the methods it came by, the first first.
fn split(available: &[Tender], amount: Money) -> Result<Vec<Tender>, OrderError> {
    let refundable = sum(available).ok_or(OrderError::OutOfBounds)?;
    if amount > refundable {
        return Err(OrderError::TooMuchRefunded { refundable });
    }
    let mut left = amount;
    let mut refunds = Vec::new();
    for tender in available {
        let part = left.min(tender.amount);
        left = left.checked_sub(part).ok_or(OrderError::OutOfBounds)?;
        if part.is_positive() {
            refunds.push(Tender { method: tender.method, amount: part });
        }
    }
    Ok(refunds)
}
