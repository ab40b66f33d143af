//! The lines of a draft, set as a whole.

use contract::orders::{Order, OrderLines};
use serde_json::json;

use super::{get, input, read, sql};
use crate::access::audit;
use crate::{Actor, App, Error, Result};

/// Replaces the lines of a draft; each takes the product's name and price of this moment.
///
/// # Errors
/// `not_found`; `stale_version`; `invalid_transition` unless a draft; `invalid_fields` with every line at fault.
pub async fn set_lines(app: &App, actor: &Actor, id: i64, body: OrderLines) -> Result<Order> {
    let mut tx = app.db.begin().await?;
    sql::lock(&mut tx, id).await?;
    let before = read::find(&mut tx, id).await?.ok_or_else(|| Error::not_found("order"))?;
    read::editable(&before, body.version)?;
    let lines = input::price(&mut tx, &body.lines).await?;
    sql::replace_lines(&mut tx, id, &lines).await?;
    sql::update(&mut tx, id, None, app.clock.now()).await?;
    let old: Vec<_> = before.lines.iter().map(|line| (line.product_id, line.quantity, line.price)).collect();
    let new: Vec<_> =
        lines.iter().map(|one| (one.line.product_id, one.line.quantity, one.line.price)).collect();
    let (before, after) = (json!({ "lines": old }), json!({ "lines": new }));
    audit::record(&mut tx, actor, "set_lines", "order", Some(id), Some(before), Some(after)).await?;
    tx.commit().await?;
    get(app, actor, id).await
}
