//! The lines of a draft, set as a whole.

use contract::orders::{Order, OrderLines};
use serde_json::json;

use super::get::get_in;
use super::{get, input, read, sql};
use crate::access::audit;
use crate::keys::{IdempotencyKey, Once};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// Replaces the lines of a draft; each takes the product's name and price of this moment.
///
/// # Errors
/// `not_found`; `stale_version`; `invalid_transition` unless a draft; `invalid_fields` with every line at fault.
pub async fn set_lines(
    app: &App,
    actor: &Actor,
    key: Option<&IdempotencyKey>,
    id: i64,
    body: OrderLines,
) -> Result<Answer<Order>> {
    let once = Once::new(app, actor, key, ("order.lines", id), &body)?;
    once.run(
        async |tx| {
            sql::lock(tx, id).await?;
            let before = read::find(tx, id).await?.ok_or_else(|| Error::not_found("order"))?;
            read::editable(&before, body.version)?;
            let lines = input::price(tx, &body.lines).await?;
            sql::replace_lines(tx, id, &lines).await?;
            sql::update(tx, id, None, app.clock.now()).await?;
            let old: Vec<_> =
                before.lines.iter().map(|line| (line.product_id, line.quantity, line.price)).collect();
            let new: Vec<_> =
                lines.iter().map(|one| (one.line.product_id, one.line.quantity, one.line.price)).collect();
            let (before, after) = (json!({ "lines": old }), json!({ "lines": new }));
            audit::record(tx, actor, "set_lines", "order", Some(id), Some(before), Some(after)).await?;
            Ok((id, get_in(tx, actor, id).await?))
        },
        async |id| get(app, actor, id).await,
    )
    .await
}
