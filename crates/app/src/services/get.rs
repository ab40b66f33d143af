//! Reading one service.

use contract::services::Service;

use super::read;
use crate::{Actor, App, Error, Result};

/// A service, archived or not.
///
/// # Errors
/// `not_found`.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Service> {
    let service = read::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("service"))?;
    Ok(service.view(actor))
}
