//! What a batch of commands on orders will write.

use chrono::{DateTime, Utc};
use domain::{
    Money, MovementKind, OrderEvent, OrderStatus, PaymentMethod, PaymentStatus, Quantity, RefundStatus,
};

#[derive(Default)]
pub struct Rows {
    pub history: Vec<HistoryRow>,
    pub movements: Vec<MovementRow>,
    pub payments: Vec<PaymentRow>,
    pub changes: Vec<PaymentChange>,
    pub refunds: Vec<RefundRow>,
    pub returns: Vec<ReturnRow>,
    pub now: DateTime<Utc>,
}

pub struct HistoryRow {
    pub order_id: i64,
    pub seq: i64,
    pub event: OrderEvent,
    pub from: OrderStatus,
    pub to: OrderStatus,
    pub reason: Option<String>,
    pub actor: String,
}

pub struct MovementRow {
    pub product_id: i64,
    pub seq: i64,
    pub kind: MovementKind,
    pub quantity: Quantity,
    pub quantity_after: Quantity,
    /// Order and event.
    pub of: Option<(i64, i64)>,
    pub reason: Option<String>,
    pub actor: String,
}

/// Money taken at once.
pub struct PaymentRow {
    pub order_id: i64,
    pub event: i64,
    pub method: PaymentMethod,
    pub amount: Money,
    /// Client and number of the wallet's operation.
    pub operation: Option<(i64, i64)>,
    pub reference: Option<String>,
    pub actor: String,
}

/// An online payment that goes on: taken by an event, or given up.
pub struct PaymentChange {
    pub id: i64,
    pub event: Option<i64>,
    pub status: PaymentStatus,
}

pub struct RefundRow {
    pub payment_id: i64,
    pub order_id: i64,
    pub event: i64,
    pub amount: Money,
    pub status: RefundStatus,
    pub operation: Option<(i64, i64)>,
    pub actor: String,
}

pub struct ReturnRow {
    pub order_id: i64,
    pub event: i64,
    pub number: i64,
    pub quantity: Quantity,
    pub restock: bool,
}

impl Rows {
    pub fn is_empty(&self) -> bool {
        self.history.is_empty() && self.movements.is_empty()
    }
}
