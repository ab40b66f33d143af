//! The list of orders as a file.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::orders::{OrderQuery, OrderRow};
use futures_util::Stream;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::rows;
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 11] = [
    "№",
    "Создан",
    "Клиент №",
    "Клиент",
    "Состояние",
    "Строк",
    "Сумма",
    "Возвращено",
    "Оплачен",
    "Отменён",
    "В архиве с",
];
const HEAD_EN: [&str; 11] = [
    "No.",
    "Created",
    "Client no.",
    "Client",
    "State",
    "Lines",
    "Total",
    "Refunded",
    "Paid",
    "Cancelled",
    "Archived",
];

/// All orders that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: OrderQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let conditions = Conditions::read(&app.clock, &query)?;
    let reader = app.db.snapshot().await?;
    let blocks = OrderBlocks { reader, clock: app.clock, conditions, place: None, done: false };
    export::stream(head, blocks).await
}

struct OrderBlocks {
    reader: Reader,
    clock: Clock,
    conditions: Conditions,
    place: Option<Found>,
    done: bool,
}

impl Blocks for OrderBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let wanted = i64::try_from(BLOCK).unwrap_or(i64::MAX);
        let rising = self.conditions.rising;
        let finder = Finder { reader: &self.reader, conditions: &self.conditions, wanted, rising };
        let found = finder.page(self.place.take()).await?;
        let ids: Vec<i64> = found.iter().map(|found| found.id).collect();
        let rows = rows::rows(&self.reader, &ids).await?;
        self.place = found.last().copied();
        self.done = found.len() < BLOCK;
        Ok(Some(rows.into_iter().map(|row| line(&self.clock, row)).collect()))
    }
}

fn line(clock: &Clock, row: OrderRow) -> Vec<String> {
    let moment = |at: Option<_>| at.map(|at| sheet::moment(clock, at)).unwrap_or_default();
    vec![
        row.id.to_string(),
        sheet::moment(clock, row.created_at),
        row.client_id.to_string(),
        sheet::text(&row.client_name),
        row.status.to_string(),
        row.lines.to_string(),
        row.total.to_string(),
        row.refunded.to_string(),
        moment(row.paid_at),
        moment(row.cancelled_at),
        moment(row.archived_at),
    ]
}
