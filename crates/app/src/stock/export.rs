//! The stock journal as a file, newest first.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::products::{StockMovement, StockMovementQuery};
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("created_at", "Время", "Time"),
    column("product_id", "Товар №", "Product no."),
    column("product_name", "Товар", "Product"),
    column("unit", "Единица", "Unit"),
    column("kind", "Вид", "Kind"),
    column("quantity", "Количество", "Quantity"),
    column("quantity_after", "Остаток после", "In stock after"),
    column("order_id", "Заказ №", "Order no."),
    column("reason", "Причина", "Reason"),
    column("actor", "Кто", "Who"),
];

/// All movements that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: StockMovementQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let filter = Filter::read(&app.clock, &query)?;
    let reader = app.db.snapshot().await?;
    let read = async move |place: Option<Cursor>| {
        let rows = filter.block(&reader, place.as_ref(), i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| Cursor::after(filter.key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok((views.map(|view| Ok(line(view?))).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(layout, Walk::new(read)).await
}

fn line(view: StockMovement) -> Line {
    vec![
        view.id.into(),
        view.created_at.into(),
        view.product_id.into(),
        view.product_name.into(),
        view.unit.into(),
        Cell::word(view.kind),
        view.quantity.into(),
        view.quantity_after.into(),
        view.order_id.into(),
        view.reason.into(),
        Cell::Person(view.actor, view.actor_name),
    ]
}
