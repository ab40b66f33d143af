//! Reading operations: one of them, and how rows of the log become views.

use chrono::{DateTime, Utc};
use contract::operations::{Operation, OperationView};
use domain::OperationKind;
use rust_decimal::Decimal;

use crate::decode::{money, valid};
use crate::{Actor, App, Error, Result};

/// A row of the log, with the id of the operation that it reverses.
#[derive(Debug, sqlx::FromRow)]
pub struct LogRow {
    pub id: i64,
    pub client_id: i64,
    pub seq: i64,
    pub kind: String,
    pub amount: Option<Decimal>,
    pub balance_after: Decimal,
    pub service_id: Option<i64>,
    pub order_id: Option<i64>,
    pub description: Option<String>,
    pub actor: String,
    pub created_at: DateTime<Utc>,
    pub reversal_of: Option<i64>,
}

/// A row of the log with the names that a person reads.
#[derive(Debug, sqlx::FromRow)]
pub struct OperationRow {
    #[sqlx(flatten)]
    pub log: LogRow,
    pub client_name: String,
    pub service_name: Option<String>,
    pub reversed_by: Option<i64>,
}

/// The columns of [`OperationRow`] for `operations o` joined by [`JOINS`].
pub const COLUMNS: &str = "o.id, o.client_id, o.seq, o.kind::text as kind, o.amount::numeric as amount, \
    o.balance_after::numeric as balance_after, o.service_id, o.order_id, o.description, o.actor, o.created_at, \
    c.name as client_name, s.name as service_name, r.id as reversal_of, b.id as reversed_by";

/// What [`COLUMNS`] needs beside `operations o`: the client, the service, the reversed operation, the reversal.
pub const JOINS: &str = "join clients c on c.id = o.client_id \
    left join services s on s.id = o.service_id \
    left join operations r on r.client_id = o.client_id and r.seq = o.reversal_of \
    left join operations b on b.client_id = o.client_id and b.reversal_of = o.seq";

impl LogRow {
    /// # Errors
    /// A stored value that the domain does not know; the database's constraints exclude it.
    pub fn operation(self) -> Result<Operation, sqlx::Error> {
        Ok(Operation {
            id: self.id,
            client_id: self.client_id,
            seq: self.seq,
            kind: valid(OperationKind::parse(&self.kind))?,
            amount: self.amount.map(money).transpose()?,
            balance_after: money(self.balance_after)?,
            service_id: self.service_id,
            order_id: self.order_id,
            description: self.description,
            reversal_of: self.reversal_of,
            actor: self.actor,
            created_at: self.created_at,
        })
    }
}

impl OperationRow {
    /// # Errors
    /// As [`LogRow::operation`].
    pub fn view(self) -> Result<OperationView, sqlx::Error> {
        Ok(OperationView {
            operation: self.log.operation()?,
            client_name: self.client_name,
            service_name: self.service_name,
            reversed_by: self.reversed_by,
        })
    }
}

/// One operation by its id.
///
/// # Errors
/// No such operation; the database.
pub async fn get(app: &App, _actor: &Actor, id: i64) -> Result<OperationView> {
    let mut sql = sqlx::QueryBuilder::new(format!("select {COLUMNS} from operations o {JOINS} where o.id = "));
    let row: Option<OperationRow> = sql.push_bind(id).build_query_as().fetch_optional(&app.db.read).await?;
    Ok(row.ok_or_else(|| Error::not_found("operation"))?.view()?)
}
