//! The journal as a file, newest first.

use bytes::Bytes;
use contract::accounting::{JournalEntry, JournalQuery};
use contract::export::ExportLang;
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 11] = [
    "№",
    "Время",
    "Дебет",
    "Кредит",
    "Сумма",
    "Клиент №",
    "Клиент",
    "Заказ №",
    "Операция №",
    "Оплата №",
    "Возврат №",
];
const HEAD_EN: [&str; 11] = [
    "No.",
    "Time",
    "Debit",
    "Credit",
    "Amount",
    "Client no.",
    "Client",
    "Order no.",
    "Operation no.",
    "Payment no.",
    "Refund no.",
];

/// All entries that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: JournalQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let filter = Filter::read(&app.clock, &query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |place: Option<Cursor>| {
        let rows = filter.block(&reader, place.as_ref(), i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| Cursor::after(Filter::key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok((views.map(|view| Ok(line(&clock, view?))).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(head, Walk::new(read)).await
}

fn line(clock: &Clock, entry: JournalEntry) -> Vec<String> {
    vec![
        entry.id.to_string(),
        sheet::moment(clock, entry.at),
        entry.debit,
        entry.credit,
        entry.amount.to_string(),
        sheet::plain(entry.client_id),
        sheet::optional(entry.client_name.as_deref()),
        sheet::plain(entry.order_id),
        sheet::plain(entry.operation_id),
        sheet::plain(entry.payment_id),
        sheet::plain(entry.refund_id),
    ]
}
