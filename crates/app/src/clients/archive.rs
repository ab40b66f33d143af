//! Taking a client out of use and back. An archived client keeps everything, takes no operations and frees its INN.

use chrono::{DateTime, Utc};
use contract::clients::Client;
use domain::{Inn, Obstacle};

use super::create::{facts, inn_taken, taken};
use super::get;
use super::{guarded, read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Archives a live client.
///
/// # Errors
/// `not_found`; `archived` when it is already.
pub async fn archive(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Client>> {
    let now = app.clock.now();
    mark(app, actor, key, id, Some(now), now).await
}

/// Makes an archived client live again.
///
/// # Errors
/// `not_found`; `not_archived`; `inn_taken` when another live client has the INN by now.
pub async fn restore(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
) -> Result<Answer<Client>> {
    mark(app, actor, key, id, None, app.clock.now()).await
}

async fn mark(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Answer<Client>> {
    let command = if archived_at.is_some() { "client.archive" } else { "client.restore" };
    let once = Once::new(app, actor, key, (command, id), &())?;
    once.run(
        async |tx| {
            // The account follows the client's mark, and its lock comes first.
            sql::lock_account(tx, id).await?;
            sql::lock_client(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            guarded::allow_release(tx, (actor, now), &before).await?;
            let state = before.state()?;
            let possible = if archived_at.is_some() { state.archive() } else { state.restore() };
            let inn = before.client.inn.as_deref().and_then(|inn| Inn::parse(inn).ok());
            match possible {
                Ok(()) => {}
                Err(Obstacle::InnTaken) => return Err(taken(app, inn.as_ref()).await),
                Err(obstacle) => return Err(hindered("client", obstacle)),
            }
            if let Err(error) = sql::set_archived(tx, id, archived_at, now).await {
                return Err(inn_taken(app, error, inn.as_ref()).await);
            }
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            let action = if archived_at.is_some() { "archive" } else { "restore" };
            audit::record(tx, actor, action, "client", Some(id), Some(facts(&before)), Some(facts(&after)))
                .await?;
            Ok((id, after.view(actor, app.clock.today())?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
