//! The stock journal as a file, newest first.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::products::{StockMovement, StockMovementQuery};
use futures_util::Stream;

use super::filter::Filter;
use crate::export::{self, BLOCK, Blocks};
use crate::page::Cursor;
use crate::reader::Reader;
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
    let reader = app.db.snapshot().await?;
    let blocks = MovementBlocks { reader, clock: app.clock, filter, place: None, done: false };
    export::stream(head, blocks).await
}

struct MovementBlocks {
    reader: Reader,
    clock: Clock,
    filter: Filter,
    place: Option<Cursor>,
    done: bool,
}

impl Blocks for MovementBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let limit = i64::try_from(BLOCK).unwrap_or(i64::MAX);
        let rows = self.filter.block(&self.reader, self.place.as_ref(), limit).await?;
        self.done = rows.len() < BLOCK;
        self.place = rows.last().map(|row| Cursor::after(self.filter.key(row)));
        let views = rows.into_iter().map(|row| row.view());
        Ok(Some(views.map(|view| Ok(line(&self.clock, view?))).collect::<Result<_, sqlx::Error>>()?))
    }
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
