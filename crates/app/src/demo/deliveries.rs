//! Deliveries of the bank: the latest payments with the bodies that brought them, and a few that nobody was found for.

use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Plan;
use super::inn;
use super::operations::Payment;

const UNMATCHED: u64 = 12;

/// Writes a delivery for each payment, and some unmatched ones.
pub async fn load(
    connection: &mut PgConnection,
    plan: &Plan,
    payments: &[Payment],
) -> Result<(), sqlx::Error> {
    let mut random = plan.random(11);
    for payment in payments {
        let operation_id = Uuid::from_u64_pair(random.next(), random.next());
        write(connection, operation_id, payment, Some((payment.client_id, payment.seq))).await?;
    }
    let unmatched = if payments.is_empty() { 0 } else { UNMATCHED };
    for number in 0..unmatched {
        let operation_id = Uuid::from_u64_pair(random.next(), random.next());
        let stranger = Payment {
            client_id: 0,
            seq: 0,
            kopecks: random.between(100, 90_000) * 100,
            inn: inn::organisation(500_000_000 + number),
            document: format!("PAY-{}", random.between(1, 9999)),
            at: plan.now - chrono::TimeDelta::hours(random.between(1, 400)),
        };
        write(connection, operation_id, &stranger, None).await?;
    }
    Ok(())
}

async fn write(
    connection: &mut PgConnection,
    operation_id: Uuid,
    payment: &Payment,
    credited: Option<(i64, i64)>,
) -> Result<(), sqlx::Error> {
    let amount = rust_decimal::Decimal::new(payment.kopecks, 2);
    let body = json!({
        "operation_id": operation_id,
        "amount": amount,
        "payer_inn": payment.inn,
        "document_number": payment.document,
        "document_date": payment.at,
    });
    sqlx::query!(
        r#"insert into bank_deliveries (operation_id, payer_inn, amount, document_number, document_date, body, status, client_id, seq,
                                        received_at, last_received_at)
           values ($1, $2, $3::numeric, $4, $5, $6, $7, $8, $9, $5, $5)"#,
        operation_id,
        payment.inn,
        amount,
        payment.document,
        payment.at,
        body.to_string(),
        if credited.is_some() { "credited" } else { "unmatched" },
        credited.map(|credit| credit.0),
        credited.map(|credit| credit.1)
    )
    .execute(connection)
    .await
    .map(|_| ())
}
