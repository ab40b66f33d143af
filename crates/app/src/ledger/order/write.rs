//! Writing a batch of commands on orders: one statement, so that the database checks events, goods and money together.

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::columns::{Changes, History, Movements, Payments, Refunds, Returns};
use super::rows::Rows;

/// Writes events, payments, refunds, returns and movements. Gives the ids of the movements by (product, seq).
pub async fn insert(
    connection: &mut PgConnection,
    rows: &Rows,
) -> Result<HashMap<(i64, i64), i64>, sqlx::Error> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let (history, payments, changes) = (History::of(rows), Payments::of(rows), Changes::of(rows));
    let (refunds, returns, moved) = (Refunds::of(rows), Returns::of(rows), Movements::of(rows));
    let ids = sqlx::query!(
        r#"with happened as (
             insert into order_history (order_id, seq, event, from_status, to_status, reason, actor, at)
             select order_id, seq, event::order_event, from_status::order_status, to_status::order_status, reason, actor, $1::timestamptz
               from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                 as t (order_id, seq, event, from_status, to_status, reason, actor)
           ), paid as (
             insert into payments (order_id, event, method, amount, client_id, operation_seq, reference, actor, status, created_at, updated_at)
             select order_id, event, method::payment_method, amount, client_id, operation_seq, reference, actor, 'CAPTURED',
                    $1::timestamptz, $1::timestamptz
               from unnest($9::bigint[], $10::bigint[], $11::text[], $12::numeric[], $13::bigint[], $14::bigint[], $15::text[], $16::text[])
                 as t (order_id, event, method, amount, client_id, operation_seq, reference, actor)
           ), changed as (
             update payments p set event = coalesce(t.event, p.event), status = t.status::payment_status, updated_at = $1::timestamptz
               from unnest($17::bigint[], $18::bigint[], $19::text[]) as t (id, event, status) where p.id = t.id
           ), refunded as (
             insert into refunds (payment_id, order_id, event, amount, status, client_id, operation_seq, actor, created_at, updated_at)
             select payment_id, order_id, event, amount, status::refund_status, client_id, operation_seq, actor,
                    $1::timestamptz, $1::timestamptz
               from unnest($20::bigint[], $21::bigint[], $22::bigint[], $23::numeric[], $24::text[], $25::bigint[], $26::bigint[], $27::text[])
                 as t (payment_id, order_id, event, amount, status, client_id, operation_seq, actor)
           ), returned as (
             insert into order_returns (order_id, event, number, quantity, restock)
             select * from unnest($28::bigint[], $29::bigint[], $30::smallint[], $31::numeric[], $32::boolean[])
           )
           insert into stock_movements (product_id, seq, kind, quantity, quantity_after, order_id, event, reason, actor, created_at)
           select product_id, seq, kind::movement_kind, quantity, quantity_after, order_id, event, reason, actor, $1::timestamptz
             from unnest($33::bigint[], $34::bigint[], $35::text[], $36::numeric[], $37::numeric[], $38::bigint[], $39::bigint[],
                         $40::text[], $41::text[])
               as t (product_id, seq, kind, quantity, quantity_after, order_id, event, reason, actor)
           returning id, product_id, seq"#,
        rows.now,
        &history.order_id,
        &history.seq,
        &history.event as &[&str],
        &history.from as &[&str],
        &history.to as &[&str],
        &history.reason as &[Option<&str>],
        &history.actor as &[&str],
        &payments.order_id,
        &payments.event,
        &payments.method as &[&str],
        &payments.amount,
        &payments.client_id as &[Option<i64>],
        &payments.operation_seq as &[Option<i64>],
        &payments.reference as &[Option<&str>],
        &payments.actor as &[&str],
        &changes.id,
        &changes.event as &[Option<i64>],
        &changes.status as &[&str],
        &refunds.payment_id,
        &refunds.order_id,
        &refunds.event,
        &refunds.amount,
        &refunds.status as &[&str],
        &refunds.client_id as &[Option<i64>],
        &refunds.operation_seq as &[Option<i64>],
        &refunds.actor as &[&str],
        &returns.order_id,
        &returns.event,
        &returns.number,
        &returns.quantity,
        &returns.restock,
        &moved.product_id,
        &moved.seq,
        &moved.kind as &[&str],
        &moved.quantity as &[Decimal],
        &moved.quantity_after as &[Decimal],
        &moved.order_id as &[Option<i64>],
        &moved.event as &[Option<i64>],
        &moved.reason as &[Option<&str>],
        &moved.actor as &[&str],
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(|row| ((row.product_id, row.seq), row.id)).collect())
}
