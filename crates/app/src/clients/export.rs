//! The list of clients as a file: by default with exactly the seven columns that the house has agreed on. Absent on purpose:
//! identifying data, which no file carries.

use std::collections::HashMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::clients::ClientQuery;
use contract::export::ExportForm;
use domain::ClientKind;
use futures_util::Stream;

use super::condition::{self, Condition};
use super::find::Finder;
use super::order::{self, Order, Place};
use super::read::ClientRow;
use crate::decode::{money, valid};
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

/// The first seven are those that the house has agreed on, and the same in every language: an import knows the columns by these words.
const COLUMNS: &[Column] = &[
    column("id", "ID", "ID"),
    column("first_name", "Имя", "Имя"),
    column("last_name", "Фамилия", "Фамилия"),
    column("email", "Email", "Email"),
    column("phone", "Телефон", "Телефон"),
    column("balance", "Баланс кошелька", "Баланс кошелька"),
    column("created_at", "Дата создания", "Дата создания"),
    column("kind", "Вид", "Kind").extra(),
    column("name", "Название", "Name").extra(),
    column("middle_name", "Отчество", "Middle name").extra(),
    column("inn", "ИНН", "INN").extra(),
    column("city", "Город", "City").extra(),
    column("currency", "Валюта", "Currency").extra(),
    column("credit_limit", "Кредитный лимит", "Credit limit").extra(),
    column("credit_due_date", "Лимит до", "Limit until").extra(),
    column("archived_at", "В архиве с", "Archived").extra(),
    column("updated_at", "Изменён", "Changed").extra(),
    column("version", "Версия", "Version").extra(),
];

/// All clients that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ClientQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let (order, _, _) = order::read(&query)?;
    let reader = app.db.snapshot().await?;
    let conditions = condition::read(app, &reader, &query).await?;
    let done = conditions.is_none();
    let conditions = conditions.unwrap_or_default();
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    export::stream(layout, ClientBlocks { reader, order, conditions, place: None, done }).await
}

struct ClientBlocks {
    reader: Reader,
    order: Order,
    conditions: Vec<Condition>,
    place: Option<Place>,
    done: bool,
}

impl Blocks for ClientBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Line>>> {
        if self.done {
            return Ok(None);
        }
        let finder =
            Finder { reader: &self.reader, order: &self.order, conditions: &self.conditions, wanted: BLOCK };
        let rows = finder.page(self.place.take()).await?;
        self.done = rows.len() < BLOCK;
        self.place = rows.last().map(|row| self.order.after(row)).transpose()?;
        let mut parts = parts(&self.reader, &rows).await?;
        let lines = rows.into_iter().map(|row| {
            let parts = parts.remove(&row.id).unwrap_or_default();
            line(row, parts)
        });
        Ok(Some(lines.collect::<Result<_, sqlx::Error>>()?))
    }
}

/// What a file has of a client besides its row in the list.
#[derive(Debug, Default)]
struct Parts {
    first: Option<String>,
    middle: Option<String>,
    last: Option<String>,
    updated_at: Option<DateTime<Utc>>,
    version: Option<i64>,
}

async fn parts(reader: &Reader, rows: &[ClientRow]) -> Result<HashMap<i64, Parts>, sqlx::Error> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let parts = sqlx::query!(
        "select id, first_name, middle_name, last_name, updated_at, version from clients where id = any($1)",
        &ids
    )
    .fetch_all(reader)
    .await?;
    let part = parts.into_iter().map(|row| {
        let (updated_at, version) = (Some(row.updated_at), Some(row.version));
        (
            row.id,
            Parts {
                first: row.first_name,
                middle: row.middle_name,
                last: row.last_name,
                updated_at,
                version,
            },
        )
    });
    Ok(part.collect())
}

/// A person's name has two columns; any other name, and that of a person who was entered in one piece, is in the first of them.
fn line(row: ClientRow, parts: Parts) -> Result<Line, sqlx::Error> {
    let kind = valid(ClientKind::parse(&row.kind))?;
    let (first, last) = match (kind, parts.first, parts.last) {
        (ClientKind::Individual, first @ Some(_), last) | (ClientKind::Individual, first, last @ Some(_)) => {
            (first, last)
        }
        (
            ClientKind::Individual | ClientKind::LegalEntity | ClientKind::SoleProprietor | ClientKind::Other,
            _,
            _,
        ) => (Some(row.name.clone()), None),
    };
    Ok(vec![
        row.id.into(),
        first.into(),
        last.into(),
        row.email.into(),
        Cell::phone(row.phone),
        money(row.balance)?.into(),
        row.created_at.into(),
        Cell::word(kind),
        row.name.into(),
        parts.middle.into(),
        row.inn.into(),
        row.city.into(),
        row.currency.into(),
        money(row.credit_limit)?.into(),
        row.credit_due_date.into(),
        row.archived_at.into(),
        parts.updated_at.into(),
        parts.version.into(),
    ])
}
