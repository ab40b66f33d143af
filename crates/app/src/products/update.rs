//! Changing a product: the whole record, based on the version that was seen. Lines of orders keep what they were made with.

use contract::products::{Product, ProductInput};

use super::create::sku_taken;
use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::{Actor, App, Error, Result};

/// Replaces everything about a product but its number and quantity.
///
/// # Errors
/// `not_found`; `stale_version` with the current version; `archived`; `invalid_fields`; `sku_taken`.
pub async fn update(app: &App, actor: &Actor, id: i64, input: ProductInput) -> Result<Product> {
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let mut tx = app.db.begin().await?;
    sql::lock(&mut tx, id).await?;
    let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
    if before.version != version {
        return Err(Error::stale(before.version));
    }
    before.state().edit().map_err(|obstacle| hindered("product", obstacle))?;
    if let Err(error) = sql::update(&mut tx, id, &record, app.clock.now()).await {
        drop(tx);
        return Err(sku_taken(app, error, record.sku.as_deref()).await);
    }
    let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
    audit::record(&mut tx, actor, "change", "product", Some(id), Some(before.facts()), Some(after.facts()))
        .await?;
    tx.commit().await?;
    Ok(after.view(actor)?)
}
