//! Deleting a service that was never used. One with operations stays; it can be archived.

use contract::problem::ProblemCode;

use super::{read, sql};
use crate::access::audit;
use crate::{Actor, App, Error, Result};

/// Removes a service without operations.
///
/// # Errors
/// `not_found`; `in_use` when there are operations.
pub async fn delete(app: &App, actor: &Actor, id: i64) -> Result<()> {
    let in_use = || Error::new(ProblemCode::InUse, "the service has operations: archive it instead");
    let mut tx = app.db.begin().await?;
    sql::lock(&mut tx, id).await?;
    let before = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("service"))?;
    if before.in_use {
        return Err(in_use());
    }
    match sql::delete(&mut tx, id).await {
        Ok(()) => {}
        // The ledger was faster: the table's own rule.
        Err(error) if Error::constraint(&error) == Some("services_kept") => return Err(in_use()),
        Err(error) => return Err(error.into()),
    }
    audit::record(&mut tx, actor, "delete", "service", Some(id), Some(before.facts()), None).await?;
    tx.commit().await?;
    Ok(())
}
