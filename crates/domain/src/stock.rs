//! Stock: what is on the shelf per product, and the movements that change it.
//!
//! Invariant: each product is touched once per event, whatever the number of lines; a quantity never falls below zero; every
//! shortage is reported at once; a movement carries the quantity after it.
//! Absent on purpose: locks and SQL. The caller brings the shelf as it is under the lock.

use std::collections::BTreeMap;

use crate::quantity::Quantity;
use crate::words::word_enum;

word_enum! {
    /// Why a quantity changed.
    pub enum MovementKind {
        Receipt = "RECEIPT",
        Sale = "SALE",
        /// A paid order was cancelled.
        Cancellation = "CANCELLATION",
        /// Part of a paid order came back.
        Return = "RETURN",
        WriteOff = "WRITE_OFF",
        /// Somebody counted.
        StockTake = "STOCK_TAKE",
    }
}

/// What is on the shelf, by product.
pub type Shelf = BTreeMap<i64, Quantity>;

/// One change of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    pub product_id: i64,
    pub kind: MovementKind,
    /// Signed, never zero except for a stock-take that agrees.
    pub quantity: Quantity,
    pub quantity_after: Quantity,
}

/// A product of which there is not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortage {
    pub product_id: i64,
    pub available: Quantity,
    pub required: Quantity,
}

/// Why stock cannot move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StockError {
    #[error("not enough in stock")]
    Shortages(Vec<Shortage>),
    #[error("the product does not exist")]
    UnknownProduct(i64),
    #[error("the quantity must be above zero")]
    NotPositive(i64),
    #[error("the quantity would be out of bounds")]
    OutOfBounds(i64),
}

/// Adds up quantities per product, in the order of the products.
///
/// # Errors
/// `NotPositive`, `OutOfBounds`.
pub fn aggregate(
    parts: impl IntoIterator<Item = (i64, Quantity)>,
) -> Result<BTreeMap<i64, Quantity>, StockError> {
    let mut sums: BTreeMap<i64, Quantity> = BTreeMap::new();
    for (product_id, quantity) in parts {
        if !quantity.is_positive() {
            return Err(StockError::NotPositive(product_id));
        }
        let sum = sums.entry(product_id).or_default();
        *sum = sum.checked_add(quantity).ok_or(StockError::OutOfBounds(product_id))?;
    }
    Ok(sums)
}

/// Takes the quantities from the shelf.
///
/// # Errors
/// Every shortage at once, before anything is taken; `UnknownProduct`.
pub fn take(
    shelf: &Shelf,
    needed: &BTreeMap<i64, Quantity>,
    kind: MovementKind,
) -> Result<Vec<Movement>, StockError> {
    let mut movements = Vec::new();
    let mut shortages = Vec::new();
    for (&product_id, &required) in needed {
        let available = *shelf.get(&product_id).ok_or(StockError::UnknownProduct(product_id))?;
        match available.checked_sub(required).filter(|left| !left.is_negative()) {
            Some(quantity_after) => {
                movements.push(Movement { product_id, kind, quantity: required.negated(), quantity_after });
            }
            None => shortages.push(Shortage { product_id, available, required }),
        }
    }
    if shortages.is_empty() { Ok(movements) } else { Err(StockError::Shortages(shortages)) }
}

/// Puts the quantities on the shelf.
///
/// # Errors
/// `UnknownProduct`, `OutOfBounds`.
pub fn put(
    shelf: &Shelf,
    back: &BTreeMap<i64, Quantity>,
    kind: MovementKind,
) -> Result<Vec<Movement>, StockError> {
    let movement = |(&product_id, &quantity): (&i64, &Quantity)| {
        let available = *shelf.get(&product_id).ok_or(StockError::UnknownProduct(product_id))?;
        let quantity_after = available.checked_add(quantity).ok_or(StockError::OutOfBounds(product_id))?;
        Ok(Movement { product_id, kind, quantity, quantity_after })
    };
    back.iter().filter(|(_, quantity)| quantity.is_positive()).map(movement).collect()
}

/// Sets the quantities to what somebody has counted; a product that agrees has a movement of zero, as proof of the count.
///
/// # Errors
/// `UnknownProduct`, `NotPositive` for a count below zero.
pub fn count(shelf: &Shelf, counted: &BTreeMap<i64, Quantity>) -> Result<Vec<Movement>, StockError> {
    let movement = |(&product_id, &quantity_after): (&i64, &Quantity)| {
        let available = *shelf.get(&product_id).ok_or(StockError::UnknownProduct(product_id))?;
        if quantity_after.is_negative() {
            return Err(StockError::NotPositive(product_id));
        }
        let quantity = quantity_after.checked_sub(available).ok_or(StockError::OutOfBounds(product_id))?;
        Ok(Movement { product_id, kind: MovementKind::StockTake, quantity, quantity_after })
    };
    counted.iter().map(movement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(pieces: i64) -> Quantity {
        Quantity::from_thousandths(pieces * 1000).unwrap()
    }

    fn shelf(parts: &[(i64, i64)]) -> Shelf {
        parts.iter().map(|(product, pieces)| (*product, q(*pieces))).collect()
    }

    #[test]
    fn lines_of_one_product_are_one_movement() {
        let needed = aggregate([(2, q(1)), (1, q(3)), (2, q(4))]).unwrap();
        let moved = take(&shelf(&[(1, 3), (2, 9)]), &needed, MovementKind::Sale).unwrap();
        let moved: Vec<_> = moved.iter().map(|m| (m.product_id, m.quantity, m.quantity_after)).collect();
        assert_eq!(moved, [(1, q(-3), q(0)), (2, q(-5), q(4))]);
    }

    #[test]
    fn every_shortage_is_told_at_once() {
        let needed = aggregate([(1, q(4)), (2, q(1)), (3, q(2))]).unwrap();
        let error = take(&shelf(&[(1, 3), (2, 9), (3, 0)]), &needed, MovementKind::Sale).unwrap_err();
        let StockError::Shortages(shortages) = error else { panic!("{error:?}") };
        assert_eq!(
            shortages.iter().map(|s| (s.product_id, s.available)).collect::<Vec<_>>(),
            [(1, q(3)), (3, q(0))]
        );
    }

    #[test]
    fn a_count_says_the_difference_and_nothing_is_taken_by_a_wrong_quantity() {
        let counted = BTreeMap::from([(1, q(2)), (2, q(5))]);
        let moved = count(&shelf(&[(1, 3), (2, 5)]), &counted).unwrap();
        assert_eq!(moved.iter().map(|m| m.quantity).collect::<Vec<_>>(), [q(-1), q(0)]);
        assert_eq!(aggregate([(1, Quantity::ZERO)]), Err(StockError::NotPositive(1)));
        assert_eq!(
            take(&shelf(&[]), &BTreeMap::from([(7, q(1))]), MovementKind::Sale),
            Err(StockError::UnknownProduct(7))
        );
    }

    proptest! {
        #[test]
        fn what_is_taken_and_put_back_leaves_the_shelf_as_it_was(parts in proptest::collection::vec((1_i64..5, 1_i64..50), 1..12)) {
            let needed = aggregate(parts.iter().map(|(product, pieces)| (*product, q(*pieces)))).unwrap();
            let before = shelf(&[(1, 10_000), (2, 10_000), (3, 10_000), (4, 10_000)]);
            let sold = take(&before, &needed, MovementKind::Sale).unwrap();
            prop_assert_eq!(sold.len(), needed.len());
            let after: Shelf = before.iter().map(|(product, quantity)| {
                let sold = sold.iter().find(|movement| movement.product_id == *product);
                (*product, sold.map_or(*quantity, |movement| movement.quantity_after))
            }).collect();
            let back = put(&after, &needed, MovementKind::Cancellation).unwrap();
            prop_assert!(back.iter().all(|movement| before.get(&movement.product_id) == Some(&movement.quantity_after)));
        }
    }
}
