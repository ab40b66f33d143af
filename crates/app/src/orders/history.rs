//! The history of an order: who, when, from where to where, why, and what moved.

use contract::orders::OrderHistory;

use crate::ledger::order_events;
use crate::{Actor, App, Error, Result};

/// Every event, the first first, with the names of who did it.
///
/// # Errors
/// `not_found`.
pub async fn history(app: &App, _actor: &Actor, id: i64) -> Result<OrderHistory> {
    let mut items = order_events(&app.db.read, id).await?;
    if items.is_empty() {
        return Err(Error::not_found("order"));
    }
    let mut actors: Vec<String> = items.iter().map(|item| item.actor.clone()).collect();
    actors.sort_unstable();
    actors.dedup();
    let names = sqlx::query!(
        r#"select actor as "actor!", actor_name(actor) as name from unnest($1::text[]) as t (actor)"#,
        &actors
    )
    .fetch_all(&app.db.read)
    .await?;
    for item in &mut items {
        item.actor_name = names.iter().find(|row| row.actor == item.actor).and_then(|row| row.name.clone());
    }
    Ok(OrderHistory { items })
}
