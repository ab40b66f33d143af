//! Orders as lists show them.

use chrono::{DateTime, Utc};
use contract::orders::OrderRow;
use domain::OrderStatus;
use rust_decimal::Decimal;
use sqlx::PgExecutor;

use crate::decode::{money, valid};

/// The orders with these ids, in the order of the ids; an unknown id is left out.
pub async fn rows(executor: impl PgExecutor<'_>, ids: &[i64]) -> Result<Vec<OrderRow>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select o.id, o.client_id, c.name as client_name, o.status::text as "status!", o.total as "total: Decimal", o.created_at,
                  o.paid_at, o.cancelled_at, o.archived_at,
                  (select coalesce(sum(r.amount), 0) from refunds r where r.order_id = o.id) as "refunded!: Decimal",
                  (select count(*) from order_lines l where l.order_id = o.id) as "lines!"
             from unnest($1::bigint[]) with ordinality as asked (id, place)
             join orders o on o.id = asked.id
             join clients c on c.id = o.client_id
            order by asked.place"#,
        ids
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Stored::row).collect()
}

/// An order as stored.
struct Stored {
    id: i64,
    client_id: i64,
    client_name: String,
    status: String,
    total: Decimal,
    refunded: Decimal,
    lines: i64,
    created_at: DateTime<Utc>,
    paid_at: Option<DateTime<Utc>>,
    cancelled_at: Option<DateTime<Utc>>,
    archived_at: Option<DateTime<Utc>>,
}

impl Stored {
    fn row(self) -> Result<OrderRow, sqlx::Error> {
        Ok(OrderRow {
            id: self.id,
            client_id: self.client_id,
            client_name: self.client_name,
            status: valid(OrderStatus::parse(&self.status))?,
            total: money(self.total)?,
            refunded: money(self.refunded)?,
            lines: self.lines,
            created_at: self.created_at,
            paid_at: self.paid_at,
            cancelled_at: self.cancelled_at,
            archived_at: self.archived_at,
        })
    }
}
