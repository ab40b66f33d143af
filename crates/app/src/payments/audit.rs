//! What the audit log keeps of a change to a payment.

use contract::payments::Payment;
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::access::audit;
use crate::{Actor, Result};

/// Notes what a person did with a payment.
pub async fn note(
    tx: &mut PgConnection,
    actor: &Actor,
    action: &str,
    before: Option<&Payment>,
    after: &Payment,
) -> Result<()> {
    let entity = (Some(after.id), before.map(facts), Some(facts(after)));
    audit::record(tx, actor, action, "payment", entity.0, entity.1, entity.2).await
}

fn facts(payment: &Payment) -> Value {
    json!({
        "order_id": payment.order_id, "amount": payment.amount, "status": payment.status,
        "provider": payment.provider, "reference": payment.reference,
    })
}
