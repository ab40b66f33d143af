//! The list of services as a file.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::services::ServiceQuery;
use futures_util::Stream;

use super::list::Asked;
use super::read::ServiceRow;
use crate::export::{self, BLOCK, Walk};
use crate::page::Cursor;
use crate::{Actor, App, Clock, Error, Result, sheet};

const HEAD_RU: [&str; 9] =
    ["№", "Название", "Описание", "Вид", "Начисление", "Параметры", "Создана", "Изменена", "В архиве с"];
const HEAD_EN: [&str; 9] =
    ["No.", "Name", "Description", "Kind", "Billing", "Parameters", "Created", "Changed", "Archived"];

/// All services that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ServiceQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let asked = Asked::read(&query)?;
    let (reader, clock) = (app.db.snapshot().await?, app.clock);
    let read = async move |place: Option<Cursor>| {
        let rows = asked.block(&reader, place, i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| asked.after(row));
        Ok((rows.into_iter().map(|row| line(&clock, row)).collect::<Result<_>>()?, last))
    };
    export::stream(head, Walk::new(read)).await
}

fn line(clock: &Clock, row: ServiceRow) -> Result<Vec<String>> {
    let parameters = serde_json::to_string(&row.billing_info.0)
        .map_err(|error| Error::Internal(format!("service {}: {error}", row.id)))?;
    Ok(vec![
        row.id.to_string(),
        sheet::text(&row.name),
        sheet::text(&row.description),
        sheet::text(&row.kind),
        sheet::text(&row.billing_kind),
        parameters,
        sheet::moment(clock, row.created_at),
        sheet::moment(clock, row.updated_at),
        row.archived_at.map(|at| sheet::moment(clock, at)).unwrap_or_default(),
    ])
}
