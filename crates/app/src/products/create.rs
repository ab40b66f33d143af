//! Adding a product, with nothing of it in stock.

use contract::problem::{Problem, ProblemCode};
use contract::products::{Product, ProductInput};

use super::get;
use super::input::Record;
use super::{read, sql};
use crate::access::audit;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Adds a product.
///
/// # Errors
/// `invalid_fields` with every field at fault; `sku_taken` with the id of the product that has the article number.
pub async fn create(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    input: ProductInput,
) -> Result<Answer<Product>> {
    let asked = input.clone();
    let record = Record::parse(input)?;
    let once = Once::new(app, actor, key, ("product.create", 0), &asked)?;
    once.run(
        async |tx| {
            let id = match sql::insert(tx, &record, app.clock.now()).await {
                Ok(id) => id,
                Err(error) => {
                    return Err(sku_taken(app, error, record.sku.as_deref()).await);
                }
            };
            let product = read::find(&mut *tx, id).await?.ok_or_else(|| Error::not_found("product"))?;
            audit::record(tx, actor, "create", "product", Some(id), None, Some(product.facts())).await?;
            Ok((id, product.view(actor)?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}

/// Turns a broken rule "one product per article number" into its answer. The transaction is lost already, so this asks anew.
pub async fn sku_taken(app: &App, error: sqlx::Error, sku: Option<&str>) -> Error {
    let (Some(sku), Some("products_sku")) = (sku, Error::constraint(&error)) else { return error.into() };
    let mut problem = Problem::new(ProblemCode::SkuTaken, "another product has this article number");
    match read::find_by_sku(&app.db.read, sku).await {
        Ok(existing_id) => {
            problem.existing_id = existing_id;
            problem.into()
        }
        Err(error) => error.into(),
    }
}
