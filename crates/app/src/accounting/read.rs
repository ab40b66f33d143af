//! Entries of the journal as they are shown.

use chrono::{DateTime, Utc};
use contract::accounting::JournalEntry;
use rust_decimal::Decimal;

use crate::decode::money;

/// An entry as stored, with its client's name.
#[derive(Debug, sqlx::FromRow)]
pub struct EntryRow {
    pub id: i64,
    pub at: DateTime<Utc>,
    debit: String,
    credit: String,
    amount: Decimal,
    client_id: Option<i64>,
    client_name: Option<String>,
    order_id: Option<i64>,
    operation_id: Option<i64>,
    payment_id: Option<i64>,
    refund_id: Option<i64>,
}

/// The columns of [`EntryRow`], of `journal_entries j` and `clients c`.
pub const ROW_COLUMNS: &str = "j.id, j.at, j.debit, j.credit, j.amount::numeric as amount, j.client_id, c.name as client_name, j.order_id, \
    j.operation_id, j.payment_id, j.refund_id";

impl EntryRow {
    pub fn view(self) -> Result<JournalEntry, sqlx::Error> {
        Ok(JournalEntry {
            id: self.id,
            at: self.at,
            debit: self.debit,
            credit: self.credit,
            amount: money(self.amount)?,
            client_id: self.client_id,
            client_name: self.client_name,
            order_id: self.order_id,
            operation_id: self.operation_id,
            payment_id: self.payment_id,
            refund_id: self.refund_id,
        })
    }
}
