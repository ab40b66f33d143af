//! Orders: a draft is put together, paid once, cancelled once; goods and money follow.
//!
//! Invariants: one transition table; a state has its data in its variant; what is paid has lines and its prices no longer change; money
//! given back never exceeds money taken, goods taken back never exceed goods sold, per line.
//! Absent on purpose: locks, SQL, the clock, the wallet's balance (the ledger's own fold judges it in the same transaction).

mod cancel;
mod pay;
mod returns;
mod status;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::money::Money;
use crate::quantity::Quantity;
use crate::stock::{self, MovementKind, Shelf, Shortage, StockError};

pub use cancel::{Cancellation, cancel};
pub use pay::{Sale, pay};
pub use returns::{Part, Return, return_lines};
pub use status::{
    OrderEvent, OrderStatus, PaymentMethod, PaymentState, PaymentStatus, RefundStatus, ReturnState,
};

/// The client that walk-in sales stand on: no wallet, never listed.
pub const WALK_IN_CLIENT: i64 = 0;
/// Fewest characters of the reason for which a paid order is cancelled or goods come back.
pub const LEAST_REASON_CHARS: usize = 3;

/// A product, how much of it, and at what price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub id: i64,
    pub product_id: i64,
    /// Above zero.
    pub quantity: Quantity,
    /// Of one unit; zero is a gift.
    pub price: Money,
}

impl Line {
    /// Rounded to kopecks, halves away from zero. `None` out of bounds.
    pub fn total(&self) -> Option<Money> {
        self.quantity.times(self.price)
    }
}

/// A sum by one method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tender {
    pub method: PaymentMethod,
    pub amount: Money,
}

/// What has been taken and given back so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    pub captured: Vec<Tender>,
    pub refunded: Vec<Tender>,
    /// By line.
    pub returned: BTreeMap<i64, Quantity>,
    /// By product, of the returned: what went back on the shelf.
    pub restocked: BTreeMap<i64, Quantity>,
}

/// The state with its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderState {
    Draft,
    Paid { at: DateTime<Utc>, settled: Settled },
    Cancelled { at: DateTime<Utc> },
}

/// An order as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: i64,
    /// The walk-in client has no wallet.
    pub walk_in: bool,
    pub lines: Vec<Line>,
    pub state: OrderState,
    pub archived: bool,
}

impl Order {
    pub const fn status(&self) -> OrderStatus {
        match self.state {
            OrderState::Draft => OrderStatus::Draft,
            OrderState::Paid { .. } => OrderStatus::Paid,
            OrderState::Cancelled { .. } => OrderStatus::Cancelled,
        }
    }

    /// Sum of the lines; `None` out of bounds.
    pub fn total(&self) -> Option<Money> {
        self.lines.iter().try_fold(Money::ZERO, |sum, line| sum.checked_add(line.total()?))
    }

    /// Goods of every line that have not come back yet, by line.
    pub fn returnable(&self) -> BTreeMap<i64, Quantity> {
        let OrderState::Paid { settled, .. } = &self.state else { return BTreeMap::new() };
        let left = |line: &Line| {
            let returned = settled.returned.get(&line.id).copied().unwrap_or_default();
            Some((line.id, line.quantity.checked_sub(returned).filter(|left| left.is_positive())?))
        };
        let mut all = BTreeMap::new();
        all.extend(self.lines.iter().filter_map(left));
        all
    }

    /// What has not been given back yet, by method. Nothing unless paid; `None` out of bounds.
    pub fn refundable(&self) -> Option<Vec<Tender>> {
        match &self.state {
            OrderState::Paid { settled, .. } => refundable(settled),
            OrderState::Draft | OrderState::Cancelled { .. } => Some(Vec::new()),
        }
    }

    /// Everything that is missing on the shelf for this draft.
    pub fn shortages(&self, shelf: &Shelf) -> Vec<Shortage> {
        let needed = stock::aggregate(self.lines.iter().map(|line| (line.product_id, line.quantity)));
        match needed.and_then(|needed| stock::take(shelf, &needed, MovementKind::Sale)) {
            Err(StockError::Shortages(shortages)) => shortages,
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    /// The step, or why it is not allowed.
    fn step_to(&self, to: OrderStatus) -> Result<(), OrderError> {
        let from = self.status();
        if from.may_become(to) { Ok(()) } else { Err(OrderError::InvalidTransition { from, to }) }
    }
}

/// Why a command on an order is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    #[error("the order is {from} and cannot become {to}")]
    InvalidTransition { from: OrderStatus, to: OrderStatus },
    #[error("the order has no lines")]
    Empty,
    #[error("not enough in stock")]
    Shortages(Vec<Shortage>),
    #[error("the payments are {tendered}, the total is {total}")]
    AmountMismatch { total: Money, tendered: Money },
    #[error("a payment must be above zero")]
    NotPositive,
    #[error("a method of payment is named twice")]
    MethodTwice(PaymentMethod),
    #[error("the walk-in client has no wallet")]
    NoWallet,
    #[error("the order has no such line")]
    UnknownLine(i64),
    #[error("more is returned than was sold")]
    TooMuchReturned { line_id: i64, returnable: Quantity },
    #[error("more is refunded than was paid")]
    TooMuchRefunded { refundable: Money },
    #[error("a sum or quantity would be out of bounds")]
    OutOfBounds,
    #[error("the product does not exist")]
    UnknownProduct(i64),
    #[error("a paid order is cancelled for a reason")]
    ReasonRequired,
}

impl OrderError {
    /// Stable code for the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidTransition { .. } => "invalid_transition",
            Self::Empty => "order_empty",
            Self::Shortages(_) => "insufficient_stock",
            Self::AmountMismatch { .. } => "amount_mismatch",
            Self::NotPositive => "not_positive",
            Self::MethodTwice(_) => "method_twice",
            Self::NoWallet => "system_client",
            Self::UnknownLine(_) => "unknown_line",
            Self::TooMuchReturned { .. } => "too_much_returned",
            Self::TooMuchRefunded { .. } => "too_much_refunded",
            Self::OutOfBounds => "out_of_bounds",
            Self::UnknownProduct(_) => "unknown_product",
            Self::ReasonRequired => "required",
        }
    }
}

impl From<StockError> for OrderError {
    fn from(error: StockError) -> Self {
        match error {
            StockError::Shortages(shortages) => Self::Shortages(shortages),
            StockError::UnknownProduct(product) => Self::UnknownProduct(product),
            StockError::NotPositive(_) => Self::NotPositive,
            StockError::OutOfBounds(_) => Self::OutOfBounds,
        }
    }
}

/// Sum of tenders; `None` out of bounds.
fn sum(tenders: &[Tender]) -> Option<Money> {
    Money::checked_sum(tenders.iter().map(|tender| tender.amount))
}

/// What is left of each method: captured less refunded, in the order of the capture, nothing that is zero.
fn refundable(settled: &Settled) -> Option<Vec<Tender>> {
    let left = |captured: &Tender| {
        let back = settled.refunded.iter().filter(|refund| refund.method == captured.method);
        let back = Money::checked_sum(back.map(|refund| refund.amount))?;
        Some(Tender { method: captured.method, amount: captured.amount.checked_sub(back)? })
    };
    let tenders: Option<Vec<Tender>> = settled.captured.iter().map(left).collect();
    Some(tenders?.into_iter().filter(|tender| tender.amount.is_positive()).collect())
}

#[cfg(test)]
mod tests;
