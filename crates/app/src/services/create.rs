//! Adding a service to the catalogue.

use contract::services::{Service, ServiceInput};

use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::{Actor, App, Error, Result};

/// Adds a service.
///
/// # Errors
/// `invalid_fields` with every field at fault.
pub async fn create(app: &App, actor: &Actor, input: ServiceInput) -> Result<Service> {
    let record = Record::parse(input)?;
    let mut tx = app.db.begin().await?;
    let id = sql::insert(&mut tx, &record, app.clock.now()).await?;
    let service = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
    audit::record(&mut tx, actor, "create", "service", Some(id), None, Some(service.facts())).await?;
    tx.commit().await?;
    Ok(service.view(actor))
}
