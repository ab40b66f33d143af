//! Undoing an operation: its mirror image, linked both ways, at most once. The first stays in the log as it is.

use contract::operations::{NewReversal, Operation};
use domain::{OperationKind, OperationState};
use rust_decimal::Decimal;

use super::post::{Answer, description, single};
use crate::actions::hindered;
use crate::decode::{money, valid};
use crate::ledger::{Addressee, Command, IdempotencyKey, Reverses, request_hash};
use crate::{Actor, App, Error, Result};

/// Reverses the operation with that id.
///
/// # Errors
/// No such operation; `not_reversible` for a reversal or an event without money; `already_reversed` with the id of the reversal;
/// `insufficient_funds` when undoing a credit would take the balance below the credit limit.
pub async fn reverse(
    app: &App,
    actor: &Actor,
    key: &IdempotencyKey,
    operation_id: i64,
    body: NewReversal,
) -> Result<Answer<Operation>> {
    let hash = request_hash("reversal", operation_id, &body)?;
    let mut errors = Vec::new();
    let text = description(body.description.as_deref(), 500, 0, &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    // The log never changes, so the operation may be read before the lock.
    let original = sqlx::query!(
        r#"select client_id, seq, kind::text as "kind!", amount as "amount: Decimal", service_id, order_id
             from operations where id = $1"#,
        operation_id
    )
    .fetch_optional(&app.db.read)
    .await?
    .ok_or_else(|| Error::not_found("operation"))?;
    let (kind, amount) =
        (valid(OperationKind::parse(&original.kind))?, original.amount.map(money).transpose()?);
    let posting = OperationState::mirror(kind, amount).map_err(|obstacle| hindered("operation", obstacle))?;
    let text = text.unwrap_or_else(|| format!("Сторно операции № {operation_id}"));
    let mut command = Command::new(Addressee::Id(original.client_id), posting).described(Some(text));
    command.service_id = original.service_id;
    command.order_id = original.order_id;
    command.reverses = Some(Reverses { seq: original.seq, operation_id });
    single(app, actor, key, hash, command).await
}
