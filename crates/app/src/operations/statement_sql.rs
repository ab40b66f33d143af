//! The statements behind a statement of an account. Operations of one client are numbered in time, so an interval is a range of
//! numbers, found by two binary searches.

use chrono::{DateTime, Utc};
use contract::operations::OperationView;
use domain::{Money, OperationKind};
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::decode::{money, valid};

/// A client's operations `first..end`.
#[derive(Debug)]
pub struct Span {
    pub client_name: String,
    pub first: i64,
    /// One after the last.
    pub end: i64,
    /// Balance before the first.
    pub opening: Money,
}

impl Span {
    pub fn operations(&self) -> i64 {
        self.end.saturating_sub(self.first).max(0)
    }
}

/// The operations of a client at or after one moment and before another; `None` when there is no such client.
pub async fn span(
    pool: &PgPool,
    client_id: i64,
    (from, to): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
) -> Result<Option<Span>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select c.name as client_name, bounds.first as "first!", bounds.past as "past!",
                  coalesce((select balance_after from operations where client_id = c.id and seq = bounds.first - 1), 0)
                    as "opening!: Decimal"
             from clients c join accounts a on a.client_id = c.id
             cross join lateral (select coalesce(operation_seq_at(c.id, $2), 1) as first,
                                        coalesce(operation_seq_at(c.id, $3), a.seq + 1) as past) bounds
            where c.id = $1 and not c.is_system"#,
        client_id,
        from,
        to
    )
    .fetch_optional(pool)
    .await?;
    row.map(|row| {
        Ok(Span {
            client_name: row.client_name,
            first: row.first,
            end: row.past,
            opening: money(row.opening)?,
        })
    })
    .transpose()
}

/// The operations `first..end` of a client, oldest first, with the names of what they are for.
pub async fn operations(
    pool: &PgPool,
    client_id: i64,
    first: i64,
    end: i64,
) -> Result<Vec<OperationView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select o.id, o.client_id, o.seq, o.kind::text as "kind!", o.amount as "amount: Decimal",
                  o.balance_after as "balance_after: Decimal", o.service_id, o.order_id, o.description, o.actor, o.created_at,
                  c.name as client_name, s.name as "service_name?", actor_name(o.actor) as actor_name,
                  (select r.id from operations r where r.client_id = o.client_id and r.seq = o.reversal_of) as reversal_id,
                  (select r.id from operations r where r.client_id = o.client_id and r.reversal_of = o.seq) as reversed_by
             from operations o join clients c on c.id = o.client_id left join services s on s.id = o.service_id
            where o.client_id = $1 and o.seq >= $2 and o.seq < $3 order by o.seq"#,
        client_id,
        first,
        end
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OperationView {
                id: row.id,
                client_id: row.client_id,
                seq: row.seq,
                kind: valid(OperationKind::parse(&row.kind))?,
                amount: row.amount.map(money).transpose()?,
                balance_after: money(row.balance_after)?,
                service_id: row.service_id,
                order_id: row.order_id,
                description: row.description,
                reversal_of: row.reversal_id,
                actor: row.actor,
                created_at: row.created_at,
                client_name: row.client_name,
                service_name: row.service_name,
                reversed_by: row.reversed_by,
                actor_name: row.actor_name,
                bank_delivery_id: None,
                available_actions: Vec::new(),
            })
        })
        .collect()
}
