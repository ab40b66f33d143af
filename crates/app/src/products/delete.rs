//! Deleting a product that was never used. One with movements or in an order stays; it can be archived.

use domain::Obstacle;

use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Removes a product without movements and orders.
///
/// # Errors
/// `not_found`; `in_use`.
pub async fn delete(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<()>> {
    let hindered = |obstacle| hindered("product", obstacle);
    let once = Once::new(app, actor, key, ("product.delete", id), &())?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            before.state().delete().map_err(hindered)?;
            match sql::delete(tx, id).await {
                Ok(()) => {}
                // A receipt or an order was faster: the table's own rules.
                Err(error)
                    if matches!(Error::constraint(&error), Some("products_kept" | "order_lines_product")) =>
                {
                    return Err(hindered(Obstacle::InUse));
                }
                Err(error) => return Err(error.into()),
            }
            audit::record(tx, actor, "delete", "product", Some(id), Some(before.facts()), None).await?;
            Ok((id, ()))
        },
        async |_| Ok(()),
    )
    .await
}
