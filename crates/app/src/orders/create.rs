//! A new draft, with or without lines. Made once per key.

use contract::orders::{NewOrder, Order};
use domain::Obstacle;
use serde_json::json;

use super::submit::reused;
use super::{get, input, sql};
use crate::actions::hindered;
use crate::ledger::{IdempotencyKey, request_hash};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Makes a draft. A repetition under the same key gives the order as it is by then.
///
/// # Errors
/// `invalid_fields` with every field at fault; `client_archived`; `idempotency_key_reused`.
pub async fn create(app: &App, actor: &Actor, key: &IdempotencyKey, body: NewOrder) -> Result<Answer<Order>> {
    let hash = request_hash("order", 0, &body)?;
    let mut errors = Vec::new();
    let comment = input::optional_text(Some(&body.comment), 1000, "comment", &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let principal = actor.id.to_string();
    let comment = comment.unwrap_or_default();
    loop {
        let mut tx = app.db.begin().await?;
        if let Some((known, order_id)) = sql::keyed(&mut tx, &principal, key.as_str()).await? {
            let id = order_id.filter(|_| known == hash).ok_or_else(reused)?;
            drop(tx);
            return Ok(Answer { body: get(app, actor, id).await?, replayed: true });
        }
        check_client(&mut tx, body.client_id).await?;
        let lines = input::price(&mut tx, &body.lines).await?;
        let now = app.clock.now();
        let id = sql::insert(&mut tx, body.client_id, &comment, &principal, now).await?;
        if !lines.is_empty() {
            sql::replace_lines(&mut tx, id, &lines).await?;
        }
        let outcome = json!([{ "order_id": id, "event": 1 }]);
        match sql::keep_key(&mut tx, &principal, key.as_str(), &hash, &outcome, now).await {
            Ok(()) => {}
            // The same key at the same moment: whoever was first has made the order.
            Err(error) if Error::constraint(&error) == Some("idempotency_keys_pkey") => continue,
            Err(error) => return Err(error.into()),
        }
        tx.commit().await?;
        return Ok(Answer { body: get(app, actor, id).await?, replayed: false });
    }
}

/// The client exists and is live; the walk-in client always is.
pub(super) async fn check_client(tx: &mut sqlx::PgConnection, client_id: i64) -> Result<()> {
    match sql::client_archived(tx, client_id).await? {
        None => Err(Error::field("client_id", "unknown_reference")),
        Some(true) => Err(hindered("client", Obstacle::ClientArchived)),
        Some(false) => Ok(()),
    }
}
