//! Writing a batch: the statements that change something, after everything is decided.

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::columns::{DeliveryColumns, OperationColumns};
use super::rows::Rows;
use crate::keys;

/// Writes operations and deliveries in one statement, whose trigger checks the chain and moves the heads; then the keys. Gives the ids
/// of the operations by (client, seq).
pub async fn insert(
    connection: &mut PgConnection,
    rows: &Rows,
) -> Result<HashMap<(i64, i64), i64>, sqlx::Error> {
    let ids = insert_operations(connection, rows).await?;
    keys::sql::insert(connection, &rows.keys, rows.now).await?;
    Ok(ids)
}

async fn insert_operations(
    connection: &mut PgConnection,
    rows: &Rows,
) -> Result<HashMap<(i64, i64), i64>, sqlx::Error> {
    if rows.operations.is_empty() && rows.deliveries.is_empty() {
        return Ok(HashMap::new());
    }
    let operations = OperationColumns::of(rows);
    let deliveries = DeliveryColumns::of(rows);
    let ids = sqlx::query!(
        r#"with kept as (
             insert into bank_deliveries (operation_id, payer_inn, amount, document_number, document_date, body, status,
                                          client_id, seq, objection, received_at, last_received_at)
             select *, $20::timestamptz, $20::timestamptz
               from unnest($11::uuid[], $12::text[], $13::numeric[], $14::text[], $15::timestamptz[], $16::text[], $17::text[],
                           $18::bigint[], $19::bigint[], $22::text[])
           )
           insert into operations (client_id, seq, kind, amount, balance_after, service_id, order_id, reversal_of, description,
                                   actor, created_at)
           select client_id, seq, kind::operation_kind, amount, balance_after, service_id, order_id, reversal_of, description,
                  actor, created_at
             from unnest($1::bigint[], $2::bigint[], $3::text[], $4::numeric[], $5::numeric[], $6::bigint[], $7::bigint[],
                         $8::bigint[], $9::text[], $10::text[], $21::timestamptz[])
               as t (client_id, seq, kind, amount, balance_after, service_id, order_id, reversal_of, description, actor, created_at)
           returning id, client_id, seq"#,
        &operations.client_id,
        &operations.seq,
        &operations.kind as &[&str],
        &operations.amount as &[Option<Decimal>],
        &operations.balance_after,
        &operations.service_id as &[Option<i64>],
        &operations.order_id as &[Option<i64>],
        &rows.reversed_seqs as &[Option<i64>],
        &operations.description as &[Option<&str>],
        &operations.actor as &[&str],
        &deliveries.operation_id,
        &deliveries.payer_inn as &[&str],
        &deliveries.amount,
        &deliveries.document_number as &[&str],
        &deliveries.document_date,
        &deliveries.body as &[&str],
        &deliveries.status as &[&str],
        &deliveries.client_id as &[Option<i64>],
        &deliveries.seq as &[Option<i64>],
        rows.now,
        &operations.created_at,
        &deliveries.objection as &[Option<&str>],
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(|row| ((row.client_id, row.seq), row.id)).collect())
}

/// Changes of deliveries that were kept before: came again, or credited now. Rare, so one statement each.
pub async fn update_deliveries(connection: &mut PgConnection, rows: &Rows) -> Result<(), sqlx::Error> {
    if !rows.received_again.is_empty() {
        sqlx::query!(
            r#"update bank_deliveries d set times_received = d.times_received + again.times, last_received_at = $2
                 from (select id, count(*)::int as times from unnest($1::bigint[]) as t (id) group by id) again
                where d.id = again.id and d.status <> 'credited'"#,
            &rows.received_again,
            rows.now
        )
        .execute(&mut *connection)
        .await?;
    }
    for row in &rows.settled {
        // Credited meanwhile by another process: the table's trigger refuses, and the batch is decided again.
        sqlx::query!(
            "update bank_deliveries set status = 'credited', client_id = $2, seq = $3, resolved_by = $4,
                    last_received_at = case when $5 then $6 else last_received_at end
              where id = $1",
            row.id,
            row.client_id,
            row.seq,
            row.by,
            row.received,
            rows.now
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
