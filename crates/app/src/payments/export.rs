//! The payments as a file, newest first.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::export::ExportForm;
use contract::payments::PaymentQuery;
use domain::{PaymentMethod, PaymentStatus};
use futures_util::Stream;
use rust_decimal::Decimal;
use sqlx::QueryBuilder;

use super::filter::Filter;
use crate::decode::{money, valid};
use crate::export::{self, BLOCK, Walk};
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("created_at", "Создан", "Created"),
    column("order_id", "Заказ №", "Order no."),
    column("client_id", "Клиент №", "Client no."),
    column("client_name", "Клиент", "Client"),
    column("method", "Способ", "Method"),
    column("amount", "Сумма", "Amount"),
    column("refunded", "Возвращено", "Refunded"),
    column("status", "Состояние", "State"),
    column("provider", "Платёжная система", "Provider"),
    column("external_id", "Номер в ней", "Provider's no."),
    column("reference", "Документ", "Document"),
    column("failure", "Почему отказано", "Why refused").extra(),
    column("actor", "Кто", "Who").extra(),
    column("updated_at", "Изменён", "Changed").extra(),
];

const SELECT: &str = "select p.id, p.created_at, p.order_id, o.client_id, c.name, p.method::text as method, p.amount,
    coalesce((select sum(r.amount) from refunds r where r.payment_id = p.id and r.status <> 'FAILED'), 0) as refunded,
    p.status::text as status, p.provider, p.external_id, p.reference, p.failure, p.actor, actor_name(p.actor) as actor_name, p.updated_at
  from payments p join orders o on o.id = p.order_id join clients c on c.id = o.client_id where true";

/// All payments that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    query: PaymentQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let filter = Filter::read(&app.clock, &query)?;
    let reader = app.db.snapshot().await?;
    let read = async move |place: Option<i64>| {
        let mut sql = QueryBuilder::new(SELECT);
        filter.push(&mut sql);
        if let Some(place) = place {
            sql.push(" and p.id < ").push_bind(place);
        }
        sql.push(" order by p.id desc limit ").push_bind(i64::try_from(BLOCK).unwrap_or(i64::MAX));
        let rows: Vec<PaymentRow> = sql.build_query_as().fetch_all(&reader).await?;
        let last = rows.last().map(|row| row.id);
        let lines = rows.into_iter().map(cells).collect::<Result<_, sqlx::Error>>()?;
        Ok((lines, last))
    };
    export::stream(layout, Walk::new(read)).await
}

#[derive(sqlx::FromRow)]
struct PaymentRow {
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
    failure: Option<String>,
    actor: String,
    actor_name: Option<String>,
    updated_at: DateTime<Utc>,
}

fn cells(row: PaymentRow) -> Result<Line, sqlx::Error> {
    Ok(vec![
        row.id.into(),
        row.created_at.into(),
        row.order_id.into(),
        row.client_id.into(),
        row.name.into(),
        Cell::word(valid(PaymentMethod::parse(&row.method))?),
        money(row.amount)?.into(),
        money(row.refunded)?.into(),
        Cell::word(valid(PaymentStatus::parse(&row.status))?),
        row.provider.map_or(Cell::Empty, Cell::OpenWord),
        row.external_id.into(),
        row.reference.into(),
        row.failure.into(),
        Cell::Person(row.actor, row.actor_name),
        row.updated_at.into(),
    ])
}
