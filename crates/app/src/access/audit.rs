//! The audit log: who changed what, from which state to which. Append-only, held by the database.

use serde_json::Value;
use sqlx::PgConnection;

use super::sql;
use crate::{Actor, Result};

/// Writes one entry in the transaction of the change. `before` and `after` must not carry secrets.
///
/// # Errors
/// Only the database's.
pub async fn record(
    tx: &mut PgConnection,
    actor: &Actor,
    action: &str,
    entity: &str,
    entity_id: Option<i64>,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<()> {
    let request_id = Some(actor.request_id.as_str()).filter(|id| !id.is_empty());
    Ok(sql::insert_audit(tx, &actor.id.to_string(), action, entity, entity_id, before, after, request_id)
        .await?)
}
