//! Adding a service to the catalogue.

use contract::services::{Service, ServiceInput};

use super::get;
use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Adds a service.
///
/// # Errors
/// `invalid_fields` with every field at fault.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    input: ServiceInput,
) -> Result<Answer<Service>> {
    let asked = input.clone();
    let record = Record::parse(input)?;
    let once = Once::new(app, actor, key, ("service.create", 0), &asked)?;
    once.run(
        async |tx| {
            let id = sql::insert(tx, &record, app.clock.now()).await?;
            let service = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            audit::record(tx, actor, "create", "service", Some(id), None, Some(service.facts())).await?;
            Ok((id, service.view(actor)))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
