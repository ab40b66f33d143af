//! The list of clients: every filter, every order, pages that cost the same at any depth.

use contract::clients::{ClientPage, ClientQuery};
use contract::page::{COUNT_CAP, Count};
use sqlx::QueryBuilder;

use super::condition::{self, Condition, push_all};
use super::find::Finder;
use super::order;
use crate::text_index::{CLIENTS, Search, Wanted};
use crate::{Actor, App, Result};

/// One page of the clients that pass every filter, and, on request, how many there are.
///
/// # Errors
/// `invalid_query` with the parameter at fault, `invalid_cursor`.
pub async fn list(app: &App, _actor: &Actor, query: ClientQuery) -> Result<ClientPage> {
    let (order, paging, place) = order::read(&query)?;
    let counted = query.count == Some(true);
    let reader = app.db.lists();
    let Some(conditions) = condition::read(app, &reader, &query).await? else {
        let count = counted.then_some(Count { value: 0, capped: false });
        return Ok(ClientPage { items: Vec::new(), next_cursor: None, prev_cursor: None, count });
    };
    let wanted = paging.limit.saturating_add(1);
    let finder = Finder { reader: &reader, order: &order, conditions: &conditions, wanted };
    let rows = finder.page(place).await?;
    let cut = paging.cut(rows, |row| order.key(row));
    let count = if counted { Some(count(&finder).await?) } else { None };
    let today = app.clock.today();
    let items = cut.items.into_iter().map(|row| row.summary(today)).collect::<Result<_, sqlx::Error>>()?;
    Ok(ClientPage { items, next_cursor: cut.next_cursor, prev_cursor: cut.prev_cursor, count })
}

/// Counts up to 10 000.
async fn count(finder: &Finder<'_>) -> Result<Count, sqlx::Error> {
    let value = if let Some(ids) = finder.candidates().await? {
        count_of(finder, Some(ids)).await?
    } else if let Some(text) = finder.text() {
        count_text(finder, text).await?
    } else {
        count_of(finder, None).await?
    };
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
}

/// How many fit, up to one more than the cap; of certain ids or of all clients.
async fn count_of(finder: &Finder<'_>, ids: Option<Vec<i64>>) -> Result<i64, sqlx::Error> {
    let mut query = QueryBuilder::new("select count(*) from (select 1 from clients c");
    if finder.conditions.iter().any(Condition::on_account) {
        query.push(" join accounts a on a.client_id = c.id");
    }
    query.push(" where ");
    push_all(&mut query, finder.conditions);
    if let Some(ids) = ids {
        query.push(" and c.id = any(").push_bind(ids).push(")");
    }
    query.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
    query.build_query_scalar().fetch_one(finder.reader).await
}

async fn count_text(finder: &Finder<'_>, text: &Wanted) -> Result<i64, sqlx::Error> {
    let mut search = Search::begin(finder.reader, CLIENTS, text, finder.known_ids().await?, false).await?;
    let mut counted: i64 = 0;
    while let Some(found) = search.next().await? {
        counted = counted.saturating_add(count_of(finder, Some(found.ids)).await?);
        if counted > COUNT_CAP {
            break;
        }
    }
    Ok(counted)
}
