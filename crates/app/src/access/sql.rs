//! Statements of the access tables. They neither begin, commit nor decide.

pub mod api_keys;
pub mod places;
pub mod sessions;
pub mod users;

use serde_json::Value;
use sqlx::PgConnection;

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub async fn insert_audit(
    connection: &mut PgConnection,
    actor: &str,
    action: &str,
    entity: &str,
    entity_id: Option<i64>,
    before: Option<Value>,
    after: Option<Value>,
    request_id: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into audit_log (actor, action, entity, entity_id, before, after, request_id)
         values ($1, $2, $3, $4, $5, $6, $7)",
        actor,
        action,
        entity,
        entity_id,
        before,
        after,
        request_id
    )
    .execute(connection)
    .await
    .map(|_| ())
}
