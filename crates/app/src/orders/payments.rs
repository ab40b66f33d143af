//! Reading payments with their refunds.

use chrono::{DateTime, Utc};
use contract::payments::{Payment, Refund};
use domain::{Money, PaymentFacts, PaymentMethod, PaymentStatus, RefundFacts, RefundStatus};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::Actor;
use crate::actions::shown;
use crate::decode::{money, valid};

/// What the actions on a payment depend on.
pub fn facts(payment: &Payment) -> PaymentFacts {
    PaymentFacts {
        method: payment.method,
        status: payment.status,
        manual: payment.provider.as_deref() == Some(MANUAL),
    }
}

/// What the actions on a refund depend on.
pub fn refund_facts(refund: &Refund) -> RefundFacts {
    RefundFacts { status: refund.status }
}

/// Fills in what `actor` may do with the payment and its refunds.
pub fn offer(payment: &mut Payment, actor: &Actor) {
    payment.available_actions = shown(facts(payment).offers(|right| actor.may(right)));
    if payment.method == PaymentMethod::Online {
        for refund in &mut payment.refunds {
            refund.available_actions = shown(refund_facts(refund).offers(|right| actor.may(right)));
        }
    }
}

/// The provider that is a person with a terminal.
pub const MANUAL: &str = "manual";

struct PaymentRow {
    id: i64,
    order_id: i64,
    method: String,
    amount: Decimal,
    status: String,
    taken: bool,
    provider: Option<String>,
    external_id: Option<String>,
    confirmation_url: Option<String>,
    reference: Option<String>,
    failure: Option<String>,
    operation_id: Option<i64>,
    actor: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// Payments of an order (`by_order`) or with these ids, in the order of their ids.
pub async fn read(
    connection: &mut PgConnection,
    ids: &[i64],
    by_order: bool,
) -> Result<Vec<Payment>, sqlx::Error> {
    let rows = sqlx::query_as!(
        PaymentRow,
        r#"select p.id, p.order_id, p.method::text as "method!", p.amount as "amount: Decimal", p.status::text as "status!",
                  p.event is not null as "taken!", p.provider, p.external_id, p.confirmation_url, p.reference, p.failure,
                  o.id as "operation_id?", p.actor, p.created_at, p.updated_at
             from payments p left join operations o on o.client_id = p.client_id and o.seq = p.operation_seq
            where case when $2 then p.order_id = any($1) else p.id = any($1) end order by p.id"#,
        ids,
        by_order
    )
    .fetch_all(&mut *connection)
    .await?;
    let payments: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let refunds = read_refunds(connection, &payments).await?;
    rows.into_iter()
        .map(|row| {
            let refunds: Vec<Refund> =
                refunds.iter().filter(|refund| refund.payment_id == row.id).cloned().collect();
            let sum = Money::checked_sum(refunds.iter().map(|refund| refund.amount));
            Ok(Payment {
                id: row.id,
                order_id: row.order_id,
                method: valid(PaymentMethod::parse(&row.method))?,
                amount: money(row.amount)?,
                refunded: sum.unwrap_or(Money::ZERO),
                status: valid(PaymentStatus::parse(&row.status))?,
                taken: row.taken,
                provider: row.provider,
                external_id: row.external_id,
                confirmation_url: row.confirmation_url,
                reference: row.reference,
                failure: row.failure,
                operation_id: row.operation_id,
                actor: row.actor,
                created_at: row.created_at,
                updated_at: row.updated_at,
                refunds,
                available_actions: Vec::new(),
            })
        })
        .collect()
}

async fn read_refunds(connection: &mut PgConnection, payments: &[i64]) -> Result<Vec<Refund>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.payment_id, r.amount as "amount: Decimal", r.status::text as "status!", r.external_id, r.reference, r.failure, r.settled_reason,
                  o.id as "operation_id?", r.actor, r.created_at, r.updated_at
             from refunds r left join operations o on o.client_id = r.client_id and o.seq = r.operation_seq
            where r.payment_id = any($1) order by r.id"#,
        payments
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Refund {
                id: row.id,
                payment_id: row.payment_id,
                amount: money(row.amount)?,
                status: valid(RefundStatus::parse(&row.status))?,
                external_id: row.external_id,
                reference: row.reference,
                failure: row.failure,
                settled_reason: row.settled_reason,
                operation_id: row.operation_id,
                actor: row.actor,
                created_at: row.created_at,
                updated_at: row.updated_at,
                available_actions: Vec::new(),
            })
        })
        .collect()
}
