//! Deleting a service that was never used. One with operations stays; it can be archived.

use domain::Obstacle;

use super::{read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Removes a service without operations.
///
/// # Errors
/// `not_found`; `in_use` when there are operations.
pub async fn delete(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<()>> {
    let hindered = |obstacle| hindered("service", obstacle);
    let once = Once::new(app, actor, key, ("service.delete", id), &())?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
            before.state().delete().map_err(hindered)?;
            match sql::delete(tx, id).await {
                Ok(()) => {}
                // The ledger was faster: the table's own rule.
                Err(error) if Error::constraint(&error) == Some("services_kept") => {
                    return Err(hindered(Obstacle::InUse));
                }
                Err(error) => return Err(error.into()),
            }
            audit::record(tx, actor, "delete", "service", Some(id), Some(before.facts()), None).await?;
            Ok((id, ()))
        },
        async |_| Ok(()),
    )
    .await
}
