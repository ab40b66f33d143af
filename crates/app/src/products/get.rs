//! Reading one product.

use contract::products::Product;

use super::read;
use crate::{Actor, App, Error, Result};

/// A product, archived or not.
///
/// # Errors
/// `not_found`.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Product> {
    let product = read::find(&app.db.read, id).await?.ok_or_else(|| Error::not_found("product"))?;
    Ok(product.view(actor)?)
}
