//! Events and movements read again: for the history, and for commands that come a second time under the same key.

use contract::orders::{Moved, OrderChange, Tender};
use contract::products::StockMovement;
use domain::{MovementKind, OrderEvent, OrderStatus, PaymentMethod};
use rust_decimal::Decimal;
use sqlx::PgPool;

use crate::decode::{money, quantity, valid};

/// The events of an order, the first first; only one of them when it is named. Without the names of the actors.
pub async fn events(
    pool: &PgPool,
    order_id: i64,
    event: Option<i64>,
) -> Result<Vec<OrderChange>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select seq, event::text as "event!", from_status::text, to_status::text as "to_status!", reason, actor, at
             from order_history where order_id = $1 and ($2::bigint is null or seq = $2) order by seq"#,
        order_id,
        event
    )
    .fetch_all(pool)
    .await?;
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        changes.push(OrderChange {
            order_id,
            seq: row.seq,
            event: valid(OrderEvent::parse(&row.event))?,
            from_status: row.from_status.map(|word| valid(OrderStatus::parse(&word))).transpose()?,
            to_status: valid(OrderStatus::parse(&row.to_status))?,
            reason: row.reason,
            money: Vec::new(),
            movements: Vec::new(),
            actor: row.actor,
            at: row.at,
            actor_name: None,
        });
    }
    add_money(pool, order_id, &mut changes).await?;
    add_movements(pool, order_id, &mut changes).await?;
    Ok(changes)
}

async fn add_money(pool: &PgPool, order_id: i64, changes: &mut [OrderChange]) -> Result<(), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select m.event as "event!", m.method::text as "method!", m.amount as "amount!: Decimal", o.id as "operation_id?"
             from (select event, method, amount, client_id, operation_seq, id as payment_id, 0 as refund_id
                     from payments where order_id = $1 and event is not null
                   union all
                   select r.event, p.method, r.amount, r.client_id, r.operation_seq, p.id, r.id
                     from refunds r join payments p on p.id = r.payment_id where r.order_id = $1) m
             left join operations o on o.client_id = m.client_id and o.seq = m.operation_seq
            order by m.event, m.payment_id, m.refund_id"#,
        order_id
    )
    .fetch_all(pool)
    .await?;
    for row in rows {
        let tender = Tender {
            method: valid(PaymentMethod::parse(&row.method))?,
            amount: money(row.amount)?,
            operation_id: row.operation_id,
        };
        if let Some(change) = changes.iter_mut().find(|change| change.seq == row.event) {
            change.money.push(tender);
        }
    }
    Ok(())
}

async fn add_movements(pool: &PgPool, order_id: i64, changes: &mut [OrderChange]) -> Result<(), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select event as "event!", product_id, quantity as "quantity: Decimal", quantity_after as "quantity_after: Decimal"
             from stock_movements where order_id = $1 order by event, product_id"#,
        order_id
    )
    .fetch_all(pool)
    .await?;
    for row in rows {
        let moved = Moved {
            product_id: row.product_id,
            quantity: quantity(row.quantity)?,
            quantity_after: quantity(row.quantity_after)?,
        };
        if let Some(change) = changes.iter_mut().find(|change| change.seq == row.event) {
            change.movements.push(moved);
        }
    }
    Ok(())
}

/// Movements by (product, seq), in the order given.
pub async fn movements(pool: &PgPool, pairs: &[(i64, i64)]) -> Result<Vec<StockMovement>, sqlx::Error> {
    let (products, seqs): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
    let rows = sqlx::query!(
        r#"select m.id, m.product_id, p.name, p.unit, m.seq, m.kind::text as "kind!", m.quantity as "quantity: Decimal",
                  m.quantity_after as "quantity_after: Decimal", m.order_id, m.reason, m.actor, m.created_at
             from unnest($1::bigint[], $2::bigint[]) with ordinality as asked (product_id, seq, place)
             join stock_movements m on m.product_id = asked.product_id and m.seq = asked.seq
             join products p on p.id = m.product_id order by asked.place"#,
        &products,
        &seqs
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StockMovement {
                id: row.id,
                product_id: row.product_id,
                product_name: row.name,
                unit: row.unit,
                seq: row.seq,
                kind: valid(MovementKind::parse(&row.kind))?,
                quantity: quantity(row.quantity)?,
                quantity_after: quantity(row.quantity_after)?,
                order_id: row.order_id,
                reason: row.reason,
                actor: row.actor,
                actor_name: None,
                created_at: row.created_at,
            })
        })
        .collect()
}
