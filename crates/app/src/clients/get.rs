//! Reading one client.

use contract::clients::{Client, Contact};

use super::read;
use crate::{Actor, App, Error, Result};

/// A client as its page shows it to `actor`.
///
/// # Errors
/// `not_found`, for the system client too.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Client> {
    let stored = read::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("client"))?;
    Ok(stored.view(actor, app.clock.today())?)
}

/// The contacts of a client, in their order.
///
/// # Errors
/// `not_found`, for the system client too.
pub async fn contacts(app: &App, _actor: &Actor, id: i64) -> Result<Vec<Contact>> {
    let stored = read::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("client"))?;
    Ok(stored.contacts)
}
