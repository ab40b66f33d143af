//! Taking a product off the shelves and back. Its movements and orders stay as they are.

use chrono::{DateTime, Utc};
use contract::products::Product;

use super::get;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Archives a live product.
///
/// # Errors
/// `not_found`; `archived` when it is already.
pub async fn archive(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Product>> {
    let now = app.clock.now();
    mark(app, actor, key, id, Some(now), now).await
}

/// Makes an archived product live again.
///
/// # Errors
/// `not_found`; `not_archived`.
pub async fn restore(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Product>> {
    mark(app, actor, key, id, None, app.clock.now()).await
}

async fn mark(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Answer<Product>> {
    let command = if archived_at.is_some() { "product.archive" } else { "product.restore" };
    let once = Once::new(app, actor, key, (command, id), &())?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            let state = before.state();
            let possible = if archived_at.is_some() { state.edit() } else { state.restore() };
            possible.map_err(|obstacle| hindered("product", obstacle))?;
            sql::set_archived(tx, id, archived_at, now).await?;
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            let action = if archived_at.is_some() { "archive" } else { "restore" };
            audit::record(tx, actor, action, "product", Some(id), Some(before.facts()), Some(after.facts()))
                .await?;
            Ok((id, after.view(actor)?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
