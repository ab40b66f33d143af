//! The list of products as a file.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::products::ProductQuery;
use futures_util::Stream;

use super::list::Asked;
use super::read::ProductRow;
use crate::export::{self, BLOCK, Blocks};
use crate::page::Cursor;
use crate::reader::Reader;
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 9] =
    ["№", "Артикул", "Название", "Единица", "Цена", "Остаток", "Создан", "Изменён", "В архиве с"];
const HEAD_EN: [&str; 9] =
    ["No.", "Article", "Name", "Unit", "Price", "In stock", "Created", "Changed", "Archived"];

/// All products that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ProductQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let asked = Asked::read(&query)?;
    let reader = app.db.snapshot().await?;
    export::stream(head, ProductBlocks { reader, clock: app.clock, asked, place: None, done: false }).await
}

struct ProductBlocks {
    reader: Reader,
    clock: Clock,
    asked: Asked,
    place: Option<Cursor>,
    done: bool,
}

impl Blocks for ProductBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let limit = i64::try_from(BLOCK).unwrap_or(i64::MAX);
        let rows = self.asked.block(&self.reader, self.place.take(), limit).await?;
        self.done = rows.len() < BLOCK;
        self.place = rows.last().map(|row| self.asked.after(row));
        Ok(Some(rows.into_iter().map(|row| line(&self.clock, &row)).collect::<Result<_>>()?))
    }
}

fn line(clock: &Clock, row: &ProductRow) -> Result<Vec<String>> {
    Ok(vec![
        row.id.to_string(),
        sheet::optional(row.sku.as_deref()),
        sheet::text(&row.name),
        sheet::text(&row.unit),
        row.price()?.to_string(),
        row.quantity()?.to_string(),
        sheet::moment(clock, row.created_at),
        sheet::moment(clock, row.updated_at),
        row.archived_at.map(|at| sheet::moment(clock, at)).unwrap_or_default(),
    ])
}
