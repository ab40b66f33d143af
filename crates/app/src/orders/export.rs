//! The list of orders as a file.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::orders::{OrderQuery, OrderRow};
use futures_util::Stream;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::rows;
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("created_at", "Создан", "Created"),
    column("client_id", "Клиент №", "Client no."),
    column("client_name", "Клиент", "Client"),
    column("status", "Состояние", "State"),
    column("lines", "Строк", "Lines"),
    column("total", "Сумма", "Total"),
    column("refunded", "Возвращено", "Refunded"),
    column("paid_at", "Оплачен", "Paid"),
    column("cancelled_at", "Отменён", "Cancelled"),
    column("archived_at", "В архиве с", "Archived"),
];

/// All orders that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: OrderQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let conditions = Conditions::read(&app.clock, &query)?;
    let reader = app.db.snapshot().await?;
    let blocks = OrderBlocks { reader, conditions, place: None, done: false };
    export::stream(layout, blocks).await
}

struct OrderBlocks {
    reader: Reader,
    conditions: Conditions,
    place: Option<Found>,
    done: bool,
}

impl Blocks for OrderBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Line>>> {
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
        Ok(Some(rows.into_iter().map(line).collect()))
    }
}

fn line(row: OrderRow) -> Line {
    vec![
        row.id.into(),
        row.created_at.into(),
        row.client_id.into(),
        row.client_name.into(),
        Cell::word(row.status),
        row.lines.into(),
        row.total.into(),
        row.refunded.into(),
        row.paid_at.into(),
        row.cancelled_at.into(),
        row.archived_at.into(),
    ]
}
