//! The list of clients: every filter, every order, pages that cost the same at any depth.

use contract::clients::{ClientPage, ClientQuery};
use contract::page::{COUNT_CAP, Count};
use sqlx::{Postgres, QueryBuilder};

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
    let (mut order, paging, place) = order::read(&query)?;
    let counted = query.count == Some(true);
    let reader = app.db.lists();
    let Some(conditions) = condition::read(app, &reader, &query).await? else {
        let count = counted.then_some(Count { value: 0, capped: false });
        return Ok(ClientPage { items: Vec::new(), next_cursor: None, prev_cursor: None, count });
    };
    if conditions.iter().any(Condition::on_account) {
        order.prefer_accounts();
    }
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
    let value = if let Some(query) = on_accounts_alone(finder.conditions) {
        count_rows(finder, query).await?
    } else if let Some(ids) = finder.candidates().await? {
        count_of(finder, ids, true).await?
    } else if let Some(text) = finder.text() {
        count_text(finder, text).await?
    } else {
        count_rows(finder, matching(finder)).await?
    };
    Ok(Count { value: value.min(COUNT_CAP), capped: value > COUNT_CAP })
}

/// Counts the rows of a statement, up to one more than the cap.
async fn count_rows(finder: &Finder<'_>, mut query: QueryBuilder<Postgres>) -> Result<i64, sqlx::Error> {
    query.push(" limit ").push_bind(COUNT_CAP.saturating_add(1)).push(") counted");
    query.build_query_scalar().fetch_one(finder.reader).await
}

/// Where accounts know all that is asked: the status of an account is its client's.
fn on_accounts_alone(conditions: &[Condition]) -> Option<QueryBuilder<Postgres>> {
    let known = |condition: &Condition| {
        condition.on_account() || matches!(condition, Condition::Live | Condition::Archived)
    };
    if !conditions.iter().any(Condition::on_account) || !conditions.iter().all(known) {
        return None;
    }
    let mut query =
        QueryBuilder::new("select count(*) from (select from accounts a where a.status <> 'SYSTEM'");
    for condition in conditions {
        query.push(" and ");
        match condition {
            Condition::Live => {
                query.push("a.status = 'ACTIVE'");
            }
            Condition::Archived => {
                query.push("a.status = 'ARCHIVED'");
            }
            Condition::Ids(_)
            | Condition::Text(_)
            | Condition::Kinds(_)
            | Condition::City(_)
            | Condition::Balance(..)
            | Condition::CreditLimit(..)
            | Condition::CreditDue(..)
            | Condition::Services(..) => condition.push(&mut query),
        }
    }
    Some(query)
}

/// All clients that fit.
fn matching(finder: &Finder<'_>) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("select count(*) from (select from clients c");
    if finder.conditions.iter().any(Condition::on_account) {
        query.push(" join accounts a on a.client_id = c.id");
    }
    // The system client is number 0; said so, the index on kinds answers alone.
    query.push(" where c.id <> 0");
    for condition in finder.conditions {
        query.push(" and ");
        condition.push(&mut query);
    }
    query
}

/// How many of certain ids fit.
async fn count_of(finder: &Finder<'_>, ids: Vec<i64>, with_text: bool) -> Result<i64, sqlx::Error> {
    let mut query = QueryBuilder::new("select count(*) from (select from clients c");
    if finder.conditions.iter().any(Condition::on_account) {
        query.push(" join accounts a on a.client_id = c.id");
    }
    query.push(" where c.id = any(").push_bind(ids).push(") and ");
    push_all(&mut query, finder.conditions, with_text);
    count_rows(finder, query).await
}

async fn count_text(finder: &Finder<'_>, text: &Wanted) -> Result<i64, sqlx::Error> {
    let most = usize::try_from(COUNT_CAP).unwrap_or(usize::MAX);
    let (range, all) = finder.text_range().await?;
    let mut search = Search::begin(finder.reader, CLIENTS, text, range, all, false, most).await?;
    let mut counted: i64 = 0;
    while let Some(found) = search.next().await? {
        counted = counted.saturating_add(count_of(finder, found.ids, false).await?);
        if counted > COUNT_CAP {
            break;
        }
    }
    Ok(counted)
}
