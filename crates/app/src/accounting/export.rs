//! The journal as a file, newest first.

use bytes::Bytes;
use contract::accounting::{JournalEntry, JournalQuery};
use contract::export::ExportForm;
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::sheet::{Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("at", "Время", "Time"),
    column("debit", "Дебет", "Debit"),
    column("credit", "Кредит", "Credit"),
    column("amount", "Сумма", "Amount"),
    column("client_id", "Клиент №", "Client no."),
    column("client_name", "Клиент", "Client"),
    column("order_id", "Заказ №", "Order no."),
    column("operation_id", "Операция №", "Operation no."),
    column("payment_id", "Оплата №", "Payment no."),
    column("refund_id", "Возврат №", "Refund no."),
];

/// All entries that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: JournalQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let filter = Filter::read(&app.clock, &query)?;
    let reader = app.db.snapshot().await?;
    let read = async move |place: Option<Cursor>| {
        let rows = filter.block(&reader, place.as_ref(), i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| Cursor::after(Filter::key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok((views.map(|view| Ok(line(view?))).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(layout, Walk::new(read)).await
}

fn line(entry: JournalEntry) -> Line {
    vec![
        entry.id.into(),
        entry.at.into(),
        entry.debit.into(),
        entry.credit.into(),
        entry.amount.into(),
        entry.client_id.into(),
        entry.client_name.into(),
        entry.order_id.into(),
        entry.operation_id.into(),
        entry.payment_id.into(),
        entry.refund_id.into(),
    ]
}
