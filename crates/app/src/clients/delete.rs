//! Deleting a client that was never used. One with operations stays for ever; it can be archived.

use domain::Obstacle;

use super::create::facts;
use super::{guarded, read, sql};
use crate::access::audit;
use crate::actions::hindered;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Removes a client without operations and orders, with its account and contacts.
///
/// # Errors
/// `not_found`; `in_use` when there are operations or orders.
pub async fn delete(app: &App, actor: &Actor, key: Option<&IdempotencyKey>, id: i64) -> Result<Answer<()>> {
    let hindered = |obstacle| hindered("client", obstacle);
    let once = Once::new(app, actor, key, ("client.delete", id), &())?;
    once.run(
        async |tx| {
            // With the lock the ledger cannot post a first operation meanwhile.
            sql::lock_account(tx, id).await?;
            sql::lock_client(tx, id).await?;
            let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("client"))?;
            guarded::allow_release(tx, (actor, app.clock.now()), &before).await?;
            before.state()?.delete().map_err(hindered)?;
            match sql::delete(tx, id).await {
                Ok(()) => {}
                Err(error)
                    if matches!(Error::constraint(&error), Some("accounts_kept" | "orders_client")) =>
                {
                    return Err(hindered(Obstacle::InUse));
                }
                Err(error) => return Err(error.into()),
            }
            audit::record(tx, actor, "delete", "client", Some(id), Some(facts(&before)), None).await?;
            Ok((id, ()))
        },
        async |_| Ok(()),
    )
    .await
}
