//! The journal as a file, newest first.

use bytes::Bytes;
use contract::accounting::{JournalEntry, JournalQuery};
use contract::export::ExportLang;
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Blocks};
use crate::page::Cursor;
use crate::reader::Reader;
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
    let reader = app.db.snapshot().await?;
    export::stream(head, EntryBlocks { reader, clock: app.clock, filter, place: None, done: false }).await
}

struct EntryBlocks {
    reader: Reader,
    clock: Clock,
    filter: Filter,
    place: Option<Cursor>,
    done: bool,
}

impl Blocks for EntryBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let limit = i64::try_from(BLOCK).unwrap_or(i64::MAX);
        let rows = self.filter.block(&self.reader, self.place.as_ref(), limit).await?;
        self.done = rows.len() < BLOCK;
        self.place = rows.last().map(|row| Cursor::after(Filter::key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok(Some(views.map(|view| Ok(line(&self.clock, view?))).collect::<Result<_, sqlx::Error>>()?))
    }
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
