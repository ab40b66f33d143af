//! The stock journal, newest first, in pages.

use contract::products::{StockMovementPage, StockMovementQuery};

use super::filter::Filter;
use super::read::MovementRow;
use crate::page::Paging;
use crate::{Actor, App, Result};

/// One page of the movements that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: StockMovementQuery) -> Result<StockMovementPage> {
    let filter = Filter::read(&app.clock, &query)?;
    let list = filter
        .product
        .map_or_else(|| "stock-movements".to_owned(), |id| format!("stock-movements:product:{id}"));
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let reader = app.db.lists();
    let rows = filter.block(&reader, paging.cursor.as_ref(), paging.fetch()).await?;
    let cut = paging.cut(rows, |row| filter.key(row));
    let count = if query.count == Some(true) { Some(filter.count(&reader).await?) } else { None };
    let items = cut.items.into_iter().map(MovementRow::view).collect::<Result<_, _>>()?;
    Ok(StockMovementPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}
