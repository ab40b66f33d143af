//! The list of products as a file.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::products::ProductQuery;
use futures_util::Stream;

use super::list::Asked;
use super::read::ProductRow;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::sheet::{Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("sku", "Артикул", "Article"),
    column("name", "Название", "Name"),
    column("unit", "Единица", "Unit"),
    column("price", "Цена", "Price"),
    column("quantity", "Остаток", "In stock"),
    column("created_at", "Создан", "Created"),
    column("updated_at", "Изменён", "Changed"),
    column("archived_at", "В архиве с", "Archived"),
    column("version", "Версия", "Version").extra(),
];

/// All products that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ProductQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let asked = Asked::read(&query)?;
    let reader = app.db.snapshot().await?;
    let read = async move |place: Option<Cursor>| {
        let rows = asked.block(&reader, place, i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| asked.after(row));
        Ok((rows.into_iter().map(line).collect::<Result<_>>()?, last))
    };
    export::stream(layout, Walk::new(read)).await
}

fn line(row: ProductRow) -> Result<Line> {
    Ok(vec![
        row.id.into(),
        row.sku.as_deref().into(),
        row.name.as_str().into(),
        row.unit.as_str().into(),
        row.price()?.into(),
        row.quantity()?.into(),
        row.created_at.into(),
        row.updated_at.into(),
        row.archived_at.into(),
        row.version.into(),
    ])
}
