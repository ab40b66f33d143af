//! Reading movements of stock, with the names that lists show.

use chrono::{DateTime, Utc};
use contract::products::StockMovement;
use domain::{MovementKind, Quantity};
use rust_decimal::Decimal;

use crate::decode::valid;

/// A movement as stored.
#[derive(Debug, sqlx::FromRow)]
pub struct MovementRow {
    pub id: i64,
    pub product_id: i64,
    product_name: String,
    unit: String,
    pub seq: i64,
    kind: String,
    quantity: Decimal,
    quantity_after: Decimal,
    order_id: Option<i64>,
    reason: Option<String>,
    actor: String,
    actor_name: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// The columns of [`MovementRow`], of `stock_movements m` and `products p`.
pub const ROW_COLUMNS: &str = "m.id, m.product_id, p.name as product_name, p.unit, m.seq, m.kind::text as kind, \
    m.quantity::numeric as quantity, m.quantity_after::numeric as quantity_after, m.order_id, m.reason, m.actor, \
    actor_name(m.actor) as actor_name, m.created_at";

impl MovementRow {
    pub fn view(self) -> Result<StockMovement, sqlx::Error> {
        Ok(StockMovement {
            id: self.id,
            product_id: self.product_id,
            product_name: self.product_name,
            unit: self.unit,
            seq: self.seq,
            kind: valid(MovementKind::parse(&self.kind))?,
            quantity: valid(Quantity::try_from(self.quantity))?,
            quantity_after: valid(Quantity::try_from(self.quantity_after))?,
            order_id: self.order_id,
            reason: self.reason,
            actor: self.actor,
            actor_name: self.actor_name,
            created_at: self.created_at,
        })
    }
}
