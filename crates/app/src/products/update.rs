//! Changing a product: the whole record, based on the version that was seen. Lines of orders keep what they were made with.

use contract::products::{Product, ProductInput};

use super::create::sku_taken;
use super::get;
use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Replaces everything about a product but its number and quantity.
///
/// # Errors
/// `not_found`; `stale_version` with the current version; `archived`; `invalid_fields`; `sku_taken`.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    input: ProductInput,
) -> Result<Answer<Product>> {
    let asked = input.clone();
    let version = input.version;
    let record = Record::parse(input)?;
    let version = version.ok_or_else(|| Error::field("version", "required"))?;
    let once = Once::new(app, actor, key, ("product.update", id), &asked)?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            if before.version != version {
                return Err(Error::stale(before.version));
            }
            before.state().edit().map_err(|obstacle| hindered("product", obstacle))?;
            if let Err(error) = sql::update(tx, id, &record, app.clock.now()).await {
                return Err(sku_taken(app, error, record.sku.as_deref()).await);
            }
            let after = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            audit::record(
                tx,
                actor,
                "change",
                "product",
                Some(id),
                Some(before.facts()),
                Some(after.facts()),
            )
            .await?;
            Ok((id, after.view(actor)?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
