//! The list of orders: every filter, newest first, pages that cost the same at any depth.

use chrono::DateTime;
use contract::orders::{OrderPage, OrderQuery};
use contract::page::{COUNT_CAP, Count};
use sqlx::QueryBuilder;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::rows;
use crate::page::{Cursor, Paging, invalid_cursor, moment_key};
use crate::reader::Reader;
use crate::{Actor, App, Result};

/// One page of the orders that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: OrderQuery) -> Result<OrderPage> {
    let conditions = Conditions::read(&app.clock, &query)?;
    let by = if conditions.by_time() { "time" } else { "id" };
    let list = format!("orders:{}{by}", if conditions.rising { "" } else { "-" });
    let paging = Paging::parse(list, query.cursor.as_deref(), query.limit)?;
    let place = paging.cursor.as_ref().map(|cursor| place(cursor, conditions.by_time())).transpose()?;
    let reader = app.db.lists();
    let finder = Finder {
        reader: &reader,
        conditions: &conditions,
        wanted: paging.fetch(),
        rising: conditions.rising != paging.backward(),
    };
    let found = finder.page(place).await?;
    let cut = paging.cut(found, |found| key(found, conditions.by_time()));
    let ids: Vec<i64> = cut.items.iter().map(|found| found.id).collect();
    Ok(OrderPage {
        items: rows::rows(&app.db.read, &ids).await?,
        next_cursor: cut.next_cursor,
        prev_cursor: cut.prev_cursor,
        count: if query.count == Some(true) { Some(count(&reader, &conditions).await?) } else { None },
    })
}

/// How many there are, counted up to 10 000.
async fn count(reader: &Reader, conditions: &Conditions) -> Result<Count> {
    let most = COUNT_CAP.saturating_add(1);
    let value = if conditions.text.is_some() {
        let finder = Finder { reader, conditions, wanted: most, rising: false };
        i64::try_from(finder.page(None).await?.len()).unwrap_or(i64::MAX)
    } else {
        let mut sql = QueryBuilder::new("select count(*) from (select from orders o where true");
        conditions.push(&mut sql);
        sql.push(" limit ").push_bind(most).push(") counted");
        sql.build_query_scalar().fetch_one(reader).await?
    };
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
}

fn key(found: &Found, by_time: bool) -> (Option<String>, i64) {
    (if by_time { moment_key(found.created_at) } else { None }, found.id)
}

fn place(cursor: &Cursor, by_time: bool) -> Result<Found> {
    let created_at = match (&cursor.key, by_time) {
        (None, false) => DateTime::UNIX_EPOCH,
        (Some(_), true) => cursor.moment()?,
        _ => return Err(invalid_cursor()),
    };
    Ok(Found { id: cursor.id, created_at })
}
