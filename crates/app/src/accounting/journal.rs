//! The journal of entries, newest first, in pages.

use contract::accounting::{JournalPage, JournalQuery};

use super::filter::Filter;
use super::read::EntryRow;
use crate::page::Paging;
use crate::{Actor, App, Result};

/// One page of the entries that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn journal(app: &App, _actor: &Actor, query: JournalQuery) -> Result<JournalPage> {
    let filter = Filter::read(&app.clock, &query)?;
    let paging = Paging::parse("journal", query.cursor.as_deref(), query.limit)?;
    let reader = app.db.lists();
    let rows = filter.block(&reader, paging.cursor.as_ref(), paging.fetch()).await?;
    let cut = paging.cut(rows, Filter::key);
    let count = if query.count == Some(true) { Some(filter.count(&reader).await?) } else { None };
    let items = cut.items.into_iter().map(EntryRow::view).collect::<Result<_, _>>()?;
    Ok(JournalPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}
