//! Taking a client out of use and back. An archived client keeps everything, takes no operations and frees its INN.

use chrono::{DateTime, Utc};
use contract::clients::Client;
use domain::{Inn, Obstacle};

use super::create::{facts, inn_taken, taken};
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::{Actor, App, Error, Result};

/// Archives a live client.
///
/// # Errors
/// `not_found`; `archived` when it is already.
pub async fn archive(app: &App, actor: &Actor, id: i64) -> Result<Client> {
    let now = app.clock.now();
    mark(app, actor, id, Some(now), now).await
}

/// Makes an archived client live again.
///
/// # Errors
/// `not_found`; `not_archived`; `inn_taken` when another live client has the INN by now.
pub async fn restore(app: &App, actor: &Actor, id: i64) -> Result<Client> {
    mark(app, actor, id, None, app.clock.now()).await
}

async fn mark(
    app: &App,
    actor: &Actor,
    id: i64,
    archived_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Client> {
    let mut tx = app.db.begin().await?;
    // The account follows the client's mark, and its lock comes first.
    sql::lock_account(&mut tx, id).await?;
    sql::lock_client(&mut tx, id).await?;
    let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
    let state = before.state()?;
    let possible = if archived_at.is_some() { state.archive() } else { state.restore() };
    let inn = before.client.inn.as_deref().and_then(|inn| Inn::parse(inn).ok());
    match possible {
        Ok(()) => {}
        Err(Obstacle::InnTaken) => return Err(taken(app, inn.as_ref()).await),
        Err(obstacle) => return Err(hindered("client", obstacle)),
    }
    if let Err(error) = sql::set_archived(&mut tx, id, archived_at, now).await {
        drop(tx);
        return Err(inn_taken(app, error, inn.as_ref()).await);
    }
    let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
    let action = if archived_at.is_some() { "archive" } else { "restore" };
    audit::record(&mut tx, actor, action, "client", Some(id), Some(facts(&before)), Some(facts(&after)))
        .await?;
    tx.commit().await?;
    Ok(after.view(actor, app.clock.today())?)
}
