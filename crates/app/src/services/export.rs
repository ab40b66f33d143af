//! The list of services as a file.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::services::ServiceQuery;
use futures_util::Stream;

use super::list::Asked;
use super::read::ServiceRow;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Error, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("name", "Название", "Name"),
    column("description", "Описание", "Description"),
    column("kind", "Вид", "Kind"),
    column("billing_kind", "Начисление", "Billing"),
    column("billing_info", "Параметры", "Parameters"),
    column("created_at", "Создана", "Created"),
    column("updated_at", "Изменена", "Changed"),
    column("archived_at", "В архиве с", "Archived"),
    column("version", "Версия", "Version").extra(),
];

/// All services that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ServiceQuery,
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

fn line(row: ServiceRow) -> Result<Line> {
    let parameters = serde_json::to_string(&row.billing_info.0)
        .map_err(|error| Error::Internal(format!("service {}: {error}", row.id)))?;
    Ok(vec![
        row.id.into(),
        row.name.into(),
        row.description.into(),
        Cell::OpenWord(row.kind),
        Cell::OpenWord(row.billing_kind),
        parameters.into(),
        row.created_at.into(),
        row.updated_at.into(),
        row.archived_at.into(),
        row.version.into(),
    ])
}
