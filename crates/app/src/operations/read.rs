//! Reading operations by their ids, with the names and links that lists show.

use chrono::{DateTime, Utc};
use contract::operations::{Operation, OperationView};
use domain::OperationKind;
use rust_decimal::Decimal;
use sqlx::PgExecutor;

use crate::decode::{money, valid};

/// An operation as stored, with the id of the one that it reverses.
#[derive(Debug, sqlx::FromRow)]
pub struct OperationRow {
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
    pub reversal_id: Option<i64>,
}

impl OperationRow {
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
            reversal_of: self.reversal_id,
            actor: self.actor,
            created_at: self.created_at,
        })
    }
}

/// The operations with these ids, in the order of the ids; an unknown id is left out.
pub async fn views(executor: impl PgExecutor<'_>, ids: &[i64]) -> Result<Vec<OperationView>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select o.id, o.client_id, o.seq, o.kind::text as "kind!", o.amount as "amount: Decimal",
                  o.balance_after as "balance_after: Decimal", o.service_id, o.order_id, o.description, o.actor, o.created_at,
                  c.name as client_name, s.name as "service_name?",
                  (select r.id from operations r where r.client_id = o.client_id and r.seq = o.reversal_of) as reversal_id,
                  (select r.id from operations r where r.client_id = o.client_id and r.reversal_of = o.seq) as reversed_by
             from unnest($1::bigint[]) with ordinality as asked (id, place)
             join operations o on o.id = asked.id
             join clients c on c.id = o.client_id
             left join services s on s.id = o.service_id
            order by asked.place"#,
        ids
    )
    .fetch_all(executor)
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
                actor_name: None,
                bank_delivery_id: None,
                available_actions: Vec::new(),
            })
        })
        .collect()
}
