//! The log of operations: every filter, newest first, pages that cost the same at any depth; count and sums on request.

use chrono::DateTime;
use contract::operations::{OperationPage, OperationQuery, Totals};
use contract::page::Count;
use domain::Total;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::{read, whole};
use crate::page::{Cursor, Paging, invalid_cursor, moment_key};
use crate::{Actor, App, Result};

/// One page of the operations that pass every filter.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: OperationQuery) -> Result<OperationPage> {
    // A client's history is walked by its own numbers, so its cursors are no good elsewhere.
    let list = query
        .client_id
        .map_or_else(|| "operations".to_owned(), |client| format!("operations:client:{client}"));
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let by_client = query.client_id.is_some();
    let place = paging.cursor.as_ref().map(|cursor| place(cursor, by_client)).transpose()?;
    let (counted, summed) = (query.count == Some(true), query.totals == Some(true));
    let Some(conditions) = Conditions::read(app, &query)? else {
        let count = counted.then_some(Count { value: 0, capped: false });
        let zero = Total::default();
        let nothing = Totals { credits: zero, debits: zero, net: zero, operations: 0 };
        let totals = summed.then_some(nothing);
        return Ok(OperationPage { items: Vec::new(), next_cursor: None, prev_cursor: None, count, totals });
    };
    let reader = app.db.lists();
    let finder = Finder {
        reader: &reader,
        conditions: &conditions,
        wanted: paging.limit.saturating_add(1),
        rising: paging.backward(),
    };
    let found = finder.page(place).await?;
    let cut = paging.cut(found, |found| cursor_key(found, by_client));
    let ids: Vec<i64> = cut.items.iter().map(|found| found.id).collect();
    Ok(OperationPage {
        items: read::views(&app.db.read, &ids).await?,
        next_cursor: cut.next_cursor,
        prev_cursor: cut.prev_cursor,
        count: if counted { Some(whole::count(&reader, &conditions).await?) } else { None },
        totals: if summed { Some(whole::totals(&reader, &conditions).await?) } else { None },
    })
}

fn cursor_key(found: &Found, by_client: bool) -> (Option<String>, i64) {
    if by_client { (None, found.seq) } else { (moment_key(found.created_at), found.id) }
}

fn place(cursor: &Cursor, by_client: bool) -> Result<Found> {
    let created_at = match (&cursor.key, by_client) {
        (None, true) => DateTime::UNIX_EPOCH,
        (Some(_), false) => cursor.moment()?,
        _ => return Err(invalid_cursor()),
    };
    Ok(Found { id: cursor.id, created_at, seq: cursor.id })
}
