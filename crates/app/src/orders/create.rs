//! A new draft, with or without lines. Made once per key.

use contract::orders::{NewOrder, Order};
use domain::Obstacle;
use sqlx::PgConnection;

use super::get::get_in;
use super::{get, input, sql};
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Makes a draft. A repetition under the same key gives the order as it is by then.
///
/// # Errors
/// `invalid_fields` with every field at fault; `client_archived`; `idempotency_key_reused`.
pub async fn create(app: &App, actor: &Actor, key: &IdempotencyKey, body: NewOrder) -> Result<Answer<Order>> {
    let once = Once::new(app, actor, Some(key), ("order", 0), &body)?;
    let mut errors = Vec::new();
    let comment = input::optional_text(Some(&body.comment), 1000, "comment", &mut errors);
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let comment = comment.unwrap_or_default();
    let work = async |tx: &mut PgConnection| {
        check_client(tx, body.client_id).await?;
        let lines = input::price(tx, &body.lines).await?;
        let now = app.clock.now();
        let id = sql::insert(tx, body.client_id, &comment, &actor.id.to_string(), now).await?;
        if !lines.is_empty() {
            sql::replace_lines(tx, id, &lines).await?;
        }
        Ok((id, get_in(tx, actor, id).await?))
    };
    once.run(work, async |id| get(app, actor, id).await).await
}

/// The client exists and is live; the walk-in client always is.
pub(super) async fn check_client(tx: &mut sqlx::PgConnection, client_id: i64) -> Result<()> {
    match sql::client_archived(tx, client_id).await? {
        None => Err(Error::field("client_id", "unknown_reference")),
        Some(true) => Err(hindered("client", Obstacle::ClientArchived)),
        Some(false) => Ok(()),
    }
}
