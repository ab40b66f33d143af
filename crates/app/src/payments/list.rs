//! Payments of orders, of every method, as people see them.

use contract::payments::{Payment, PaymentPage, PaymentQuery};
use sqlx::{PgConnection, QueryBuilder};

use super::filter::Filter;
use crate::orders::payments::{offer, read};
use crate::page::Paging;
use crate::{Actor, App, Error, Result};

/// Payments with their refunds, newest first.
///
/// # Errors
/// `invalid_query`, `invalid_cursor`; the database.
pub async fn list(app: &App, query: PaymentQuery) -> Result<PaymentPage> {
    let paging = Paging::parse("payments", query.cursor.as_deref(), query.limit)?;
    let filter = Filter::read(&app.clock, &query)?;
    let reader = app.db.lists();
    let mut sql = QueryBuilder::new("select p.id from payments p where true");
    filter.push(&mut sql);
    let backward = paging.backward();
    if let Some(cursor) = &paging.cursor {
        sql.push(if backward { " and p.id > " } else { " and p.id < " }).push_bind(cursor.id);
    }
    sql.push(if backward { " order by p.id limit " } else { " order by p.id desc limit " });
    let ids: Vec<i64> = sql.push_bind(paging.fetch()).build_query_scalar().fetch_all(&reader).await?;
    let page = paging.cut(ids, |id| (None, *id));
    let mut connection = app.db.read.acquire().await?;
    let mut items = read(&mut connection, &page.items, false).await?;
    items.reverse();
    let count = if query.count == Some(true) { Some(filter.count(&reader).await?) } else { None };
    Ok(PaymentPage { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, count })
}

/// One payment with what `actor` may do with it.
///
/// # Errors
/// `not_found`; the database.
pub async fn get(app: &App, actor: &Actor, id: i64) -> Result<Payment> {
    let mut connection = app.db.read.acquire().await?;
    get_in(&mut connection, actor, id).await
}

/// The same by that connection.
///
/// # Errors
/// `not_found`; the database.
pub(super) async fn get_in(connection: &mut PgConnection, actor: &Actor, id: i64) -> Result<Payment> {
    let found = read(connection, &[id], false).await?.pop();
    let mut payment = found.ok_or_else(|| Error::not_found("payment"))?;
    offer(&mut payment, actor);
    Ok(payment)
}
