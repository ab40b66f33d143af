//! What can be asked of an order or of the stock.

use contract::orders::OrderChange;
use contract::products::StockMovement;
use domain::order::Part;
use domain::{Money, MovementKind, PaymentMethod, Quantity};

/// A command on one order.
#[derive(Clone, Debug)]
pub struct OrderTask {
    pub order_id: i64,
    /// What the caller saw; another version is refused.
    pub version: Option<i64>,
    pub deed: Deed,
}

/// What is to be done with it.
#[derive(Clone, Debug)]
pub enum Deed {
    Pay(Vec<TenderAsked>),
    Cancel {
        reason: Option<String>,
        /// The caller may cancel what is paid.
        paid_too: bool,
    },
    Return {
        parts: Vec<Part>,
        amount: Money,
        reason: String,
    },
    Archive,
    Unarchive,
}

/// A sum by one method.
#[derive(Clone, Debug)]
pub struct TenderAsked {
    pub method: PaymentMethod,
    pub amount: Money,
    pub reference: Option<String>,
}

/// Movements that no order asks for.
#[derive(Clone, Debug)]
pub struct StockTask {
    /// `Receipt`, `WriteOff` or `StockTake`.
    pub kind: MovementKind,
    pub lines: Vec<(i64, Quantity)>,
    pub reason: Option<String>,
}

/// What a command did.
#[derive(Clone, Debug)]
pub enum Settlement {
    Order(Box<OrderChange>),
    Stock(Vec<StockMovement>),
}
