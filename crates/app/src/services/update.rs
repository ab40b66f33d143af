//! Changing a service: the whole record, based on the version that was seen. Operations keep what they were charged.

use contract::services::{Service, ServiceInput};

use super::get;
use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Replaces everything about a service but its number.
///
/// # Errors
/// `not_found`; `stale_version` with the current version; `archived`; `invalid_fields`.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    input: ServiceInput,
) -> Result<Answer<Service>> {
    let asked = input.clone();
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let once = Once::new(app, actor, key, ("service.update", id), &asked)?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            if before.version != version {
                return Err(Error::stale(before.version));
            }
            before.state().edit().map_err(|obstacle| hindered("service", obstacle))?;
            sql::update(tx, id, &record, app.clock.now()).await?;
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            audit::record(
                tx,
                actor,
                "change",
                "service",
                Some(id),
                Some(before.facts()),
                Some(after.facts()),
            )
            .await?;
            Ok((id, after.view(actor)))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
