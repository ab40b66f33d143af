//! Taking a service out of the catalogue and back. Its operations stay as they are.

use chrono::{DateTime, Utc};
use contract::services::Service;

use super::get;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Archives a live service.
///
/// # Errors
/// `not_found`; `archived` when it is already.
pub async fn archive(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Service>> {
    let now = app.clock.now();
    mark(app, actor, key, id, Some(now), now).await
}

/// Makes an archived service live again.
///
/// # Errors
/// `not_found`; `not_archived`.
pub async fn restore(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Service>> {
    mark(app, actor, key, id, None, app.clock.now()).await
}

async fn mark(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Answer<Service>> {
    let command = if archived_at.is_some() { "service.archive" } else { "service.restore" };
    let once = Once::new(app, actor, key, (command, id), &())?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            let state = before.state();
            let possible = if archived_at.is_some() { state.archive() } else { state.restore() };
            possible.map_err(|obstacle| hindered("service", obstacle))?;
            sql::set_archived(tx, id, archived_at, now).await?;
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            let action = if archived_at.is_some() { "archive" } else { "restore" };
            audit::record(tx, actor, action, "service", Some(id), Some(before.facts()), Some(after.facts()))
                .await?;
            Ok((id, after.view(actor)))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
