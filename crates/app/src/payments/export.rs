//! The payments as a file, newest first.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::export::ExportLang;
use contract::payments::PaymentQuery;
use futures_util::Stream;
use rust_decimal::Decimal;
use sqlx::QueryBuilder;

use super::filter::Filter;
use crate::decode::money;
use crate::export::{self, BLOCK, Walk};
use crate::{App, Clock, Result, sheet};

const HEAD_RU: [&str; 12] = [
    "№",
    "Создан",
    "Заказ №",
    "Клиент №",
    "Клиент",
    "Способ",
    "Сумма",
    "Возвращено",
    "Состояние",
    "Платёжная система",
    "Номер в ней",
    "Документ",
];
const HEAD_EN: [&str; 12] = [
    "No.",
    "Created",
    "Order no.",
    "Client no.",
    "Client",
    "Method",
    "Amount",
    "Refunded",
    "State",
    "Provider",
    "Provider's no.",
    "Document",
];

const SELECT: &str = "select p.id, p.created_at, p.order_id, o.client_id, c.name, p.method::text as method, p.amount,
    coalesce((select sum(r.amount) from refunds r where r.payment_id = p.id and r.status <> 'FAILED'), 0) as refunded,
    p.status::text as status, p.provider, p.external_id, p.reference
  from payments p join orders o on o.id = p.order_id join clients c on c.id = o.client_id where true";

/// All payments that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    query: PaymentQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let filter = Filter::read(&app.clock, &query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |place: Option<i64>| {
        let mut sql = QueryBuilder::new(SELECT);
        filter.push(&mut sql);
        if let Some(place) = place {
            sql.push(" and p.id < ").push_bind(place);
        }
        sql.push(" order by p.id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<Line> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        let lines = rows.into_iter().map(|row| cells(&clock, row)).collect::<Result<_, sqlx::Error>>()?;
        Ok((lines, last))
    };
    export::stream(head, Walk::new(read)).await
}

#[derive(sqlx::FromRow)]
struct Line {
    id: i64,
    created_at: DateTime<Utc>,
    order_id: i64,
    client_id: i64,
    name: String,
    method: String,
    amount: Decimal,
    refunded: Decimal,
    status: String,
    provider: Option<String>,
    external_id: Option<String>,
    reference: Option<String>,
}

fn cells(clock: &Clock, row: Line) -> Result<Vec<String>, sqlx::Error> {
    Ok(vec![
        row.id.to_string(),
        sheet::moment(clock, row.created_at),
        row.order_id.to_string(),
        row.client_id.to_string(),
        sheet::text(&row.name),
        row.method,
        money(row.amount)?.to_string(),
        money(row.refunded)?.to_string(),
        row.status,
        sheet::optional(row.provider.as_deref()),
        sheet::optional(row.external_id.as_deref()),
        sheet::optional(row.reference.as_deref()),
    ])
}
