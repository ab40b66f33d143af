//! The stock journal as a file, newest first.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::products::{StockMovement, StockMovementQuery};
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 11] = [
    "№",
    "Время",
    "Товар №",
    "Товар",
    "Единица",
    "Вид",
    "Количество",
    "Остаток после",
    "Заказ №",
    "Причина",
    "Кто",
];
const HEAD_EN: [&str; 11] = [
    "No.",
    "Time",
    "Product no.",
    "Product",
    "Unit",
    "Kind",
    "Quantity",
    "In stock after",
    "Order no.",
    "Reason",
    "Who",
];

/// All movements that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: StockMovementQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let filter = Filter::read(&app.clock, &query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |place: Option<Cursor>| {
        let rows = filter.block(&reader, place.as_ref(), i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| Cursor::after(filter.key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok((views.map(|view| Ok(line(&clock, view?))).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(head, Walk::new(read)).await
}

fn line(clock: &Clock, view: StockMovement) -> Vec<String> {
    vec![
        view.id.to_string(),
        sheet::moment(clock, view.created_at),
        view.product_id.to_string(),
        sheet::text(&view.product_name),
        sheet::text(&view.unit),
        view.kind.to_string(),
        view.quantity.to_string(),
        view.quantity_after.to_string(),
        sheet::plain(view.order_id),
        sheet::optional(view.reason.as_deref()),
        view.actor_name.as_deref().map_or(view.actor, sheet::text),
    ]
}
