//! One text over clients, services, operations, products and orders, for the command palette. What the caller may not read is left out.

use contract::clients::SearchQuery;
use contract::operations::OperationView;
use contract::orders::OrderRow;
use contract::search::{PaletteQuery, PaletteResult, ProductHit, ServiceHit};
use domain::{Permission, search_key, swap_layout};

use crate::operations::read;
use crate::{Actor, App, Result, clients, filter, orders, products, services};

/// Most hits of one kind.
const MOST: u8 = 5;

/// The best matches of each kind. A number, with or without a number sign, is looked up in all of them.
///
/// # Errors
/// `invalid_query` for a text with control characters or over 200 characters.
pub async fn find(app: &App, actor: &Actor, query: PaletteQuery) -> Result<PaletteResult> {
    let Some(key) = filter::text("q", Some(&query.q))? else { return Ok(PaletteResult::default()) };
    let (clients, services, operations, products, orders) = tokio::try_join!(
        found_clients(app, actor, query.q),
        found_services(app, actor, &key),
        found_operations(app, actor, &key),
        found_products(app, actor, &key),
        found_orders(app, actor, &key)
    )?;
    Ok(PaletteResult { clients, services, operations, products, orders })
}

async fn found_clients(app: &App, actor: &Actor, q: String) -> Result<Vec<contract::clients::SearchHit>> {
    if !actor.may(Permission::ClientsRead) {
        return Ok(Vec::new());
    }
    Ok(clients::search(app, actor, SearchQuery { q, limit: Some(MOST) }).await?.items)
}

async fn found_services(app: &App, actor: &Actor, key: &str) -> Result<Vec<ServiceHit>> {
    if !actor.may(Permission::ServicesRead) {
        return Ok(Vec::new());
    }
    let found = services::search(app, key, number(key), MOST.into()).await?;
    match swapped(key).filter(|_| found.is_empty()) {
        Some(swapped) => Ok(services::search(app, &swapped, None, MOST.into()).await?),
        None => Ok(found),
    }
}

async fn found_products(app: &App, actor: &Actor, key: &str) -> Result<Vec<ProductHit>> {
    if !actor.may(Permission::ProductsRead) {
        return Ok(Vec::new());
    }
    let found = products::search(app, key, number(key), MOST.into()).await?;
    match swapped(key).filter(|_| found.is_empty()) {
        Some(swapped) => Ok(products::search(app, &swapped, None, MOST.into()).await?),
        None => Ok(found),
    }
}

/// The text as it would be on the other keyboard layout, if that is another one.
fn swapped(key: &str) -> Option<String> {
    Some(search_key(&swap_layout(key))).filter(|swapped| swapped != key && !swapped.is_empty())
}

async fn found_operations(app: &App, actor: &Actor, key: &str) -> Result<Vec<OperationView>> {
    match number(key) {
        Some(id) if actor.may(Permission::OperationsRead) => Ok(read::views(&app.db.read, &[id]).await?),
        Some(_) | None => Ok(Vec::new()),
    }
}

async fn found_orders(app: &App, actor: &Actor, key: &str) -> Result<Vec<OrderRow>> {
    match number(key) {
        Some(id) if actor.may(Permission::OrdersRead) => Ok(orders::rows(&app.db.read, &[id]).await?),
        Some(_) | None => Ok(Vec::new()),
    }
}

/// The number that was typed: `12`, `#12`, `№ 12`.
pub fn number(key: &str) -> Option<i64> {
    let digits = key.strip_prefix(['#', '№']).unwrap_or(key).trim_start();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_number_with_and_without_its_sign() {
        for (key, id) in [
            ("12", Some(12)),
            ("#12", Some(12)),
            ("№ 12", Some(12)),
            ("#", None),
            ("12а", None),
            ("-1", None),
            ("##1", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(number(key), id, "{key}");
        }
    }
}
