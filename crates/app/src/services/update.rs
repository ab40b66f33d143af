//! Changing a service: the whole record, based on the version that was seen. Operations keep what they were charged.

use contract::services::{Service, ServiceInput};

use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::{Actor, App, Error, Result};

/// Replaces everything about a service but its number.
///
/// # Errors
/// `not_found`; `stale_version` with the current version; `archived`; `invalid_fields`.
pub async fn update(app: &App, actor: &Actor, id: i64, input: ServiceInput) -> Result<Service> {
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let mut tx = app.db.begin().await?;
    sql::lock(&mut tx, id).await?;
    let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
    if before.version != version {
        return Err(Error::stale(before.version));
    }
    before.state().edit().map_err(|obstacle| hindered("service", obstacle))?;
    sql::update(&mut tx, id, &record, app.clock.now()).await?;
    let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
    audit::record(&mut tx, actor, "change", "service", Some(id), Some(before.facts()), Some(after.facts()))
        .await?;
    tx.commit().await?;
    Ok(after.view(actor))
}
