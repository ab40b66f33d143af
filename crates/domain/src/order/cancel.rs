//! Draft -> cancelled, which moves nothing, and paid -> cancelled, which brings back what has not come back yet.

use std::collections::BTreeMap;

use super::{Order, OrderError, OrderState, OrderStatus, Tender, refundable};
use crate::quantity::Quantity;
use crate::stock::{self, Movement, MovementKind, Shelf};

/// What to write when an order is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cancellation {
    /// Money to give back, by method: captured less refunded.
    pub refunds: Vec<Tender>,
    /// Goods to put back: sold less returned, whether the returned were restocked or not.
    pub movements: Vec<Movement>,
}

/// Decides a cancellation. `shelf` has every product of the order as it is under the lock.
///
/// # Errors
/// `InvalidTransition` from `cancelled`; `UnknownProduct`, `OutOfBounds`.
pub fn cancel(order: &Order, shelf: &Shelf) -> Result<Cancellation, OrderError> {
    order.step_to(OrderStatus::Cancelled)?;
    let settled = match &order.state {
        OrderState::Draft | OrderState::Cancelled { .. } => return Ok(Cancellation::default()),
        OrderState::Paid { settled, .. } => settled,
    };
    let mut back: BTreeMap<i64, Quantity> = BTreeMap::new();
    for line in &order.lines {
        let returned = settled.returned.get(&line.id).copied().unwrap_or_default();
        let left = line.quantity.checked_sub(returned).ok_or(OrderError::OutOfBounds)?;
        let sum = back.entry(line.product_id).or_default();
        *sum = sum.checked_add(left).ok_or(OrderError::OutOfBounds)?;
    }
    Ok(Cancellation {
        refunds: refundable(settled).ok_or(OrderError::OutOfBounds)?,
        movements: stock::put(shelf, &back, MovementKind::Cancellation)?,
    })
}
