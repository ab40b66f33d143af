//! Changing the head of a draft: its client and its comment.

use contract::orders::{Order, OrderInput};
use serde_json::json;

use super::create::check_client;
use super::get::get_in;
use super::{get, input, read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Replaces the head of a draft.
///
/// # Errors
/// `not_found`; `stale_version`; `invalid_transition` unless a draft; `client_archived`; `invalid_fields`.
pub async fn edit(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    body: OrderInput,
) -> Result<Answer<Order>> {
    let mut errors = Vec::new();
    let comment = input::optional_text(Some(&body.comment), 1000, "comment", &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let comment = comment.unwrap_or_default();
    let once = Once::new(app, actor, key, ("order.update", id), &body)?;
    once.run(async |tx| {
    sql::lock(tx, id).await?;
    let before = read::find(tx, id).await?.ok_or_else(|| Error::not_found("order"))?;
    read::editable(&before, body.version)?;
    check_client(tx, body.client_id).await?;
    sql::update(tx, id, Some((body.client_id, &comment)), app.clock.now()).await?;
    let facts = |client_id: i64, comment: &str, version: i64| json!({ "client_id": client_id, "comment": comment, "version": version });
    let after = facts(body.client_id, &comment, before.version.saturating_add(1));
    let before = facts(before.client_id, &before.comment, before.version);
    audit::record(tx, actor, "change", "order", Some(id), Some(before), Some(after)).await?;
    Ok((id, get_in(tx, actor, id).await?))
    }, async |id| get(app, actor, id).await).await
}

/// The obstacle as the answer to an edit.
pub(super) fn refuse(order: &domain::Order) -> Result<()> {
    order.edit().map_err(|obstacle| hindered("order", obstacle))
}
