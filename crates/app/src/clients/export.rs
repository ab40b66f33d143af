//! The list of clients as a file, with exactly the columns that the house has agreed on, so that it can be imported again.

use std::collections::HashMap;

use bytes::Bytes;
use contract::clients::ClientQuery;
use domain::ClientKind;
use futures_util::Stream;

use super::condition::{self, Condition};
use super::find::Finder;
use super::order::{self, Order, Place};
use super::read::ClientRow;
use crate::decode::money;
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::{Actor, App, Clock, Result, sheet};

/// The same in every language: an import knows the columns by these words.
const HEAD: [&str; 7] = ["ID", "Имя", "Фамилия", "Email", "Телефон", "Баланс кошелька", "Дата создания"];

/// All clients that pass the filters, in the order of the list.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: ClientQuery,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let (order, _, _) = order::read(&query)?;
    let reader = app.db.snapshot().await?;
    let conditions = condition::read(app, &reader, &query).await?;
    let done = conditions.is_none();
    let conditions = conditions.unwrap_or_default();
    export::stream(&HEAD, ClientBlocks { reader, clock: app.clock, order, conditions, place: None, done })
        .await
}

struct ClientBlocks {
    reader: Reader,
    clock: Clock,
    order: Order,
    conditions: Vec<Condition>,
    place: Option<Place>,
    done: bool,
}

impl Blocks for ClientBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let finder =
            Finder { reader: &self.reader, order: &self.order, conditions: &self.conditions, wanted: BLOCK };
        let rows = finder.page(self.place.take()).await?;
        self.done = rows.len() < BLOCK;
        self.place = rows.last().map(|row| self.order.after(row)).transpose()?;
        let mut names = names(&self.reader, &rows).await?;
        let lines = rows.into_iter().map(|row| {
            let name = names.remove(&row.id).unwrap_or_default();
            line(&self.clock, row, name)
        });
        Ok(Some(lines.collect::<Result<_, sqlx::Error>>()?))
    }
}

/// First and last names of people.
#[derive(Debug, Default)]
struct Parts {
    first: Option<String>,
    last: Option<String>,
}

async fn names(reader: &Reader, rows: &[ClientRow]) -> Result<HashMap<i64, Parts>, sqlx::Error> {
    let people = rows.iter().filter(|row| row.kind == ClientKind::Individual.as_str());
    let ids: Vec<i64> = people.map(|row| row.id).collect();
    let parts = sqlx::query!("select id, first_name, last_name from clients where id = any($1)", &ids)
        .fetch_all(reader)
        .await?;
    let part = |first, last| Parts { first, last };
    Ok(parts.into_iter().map(|row| (row.id, part(row.first_name, row.last_name))).collect())
}

/// A person's name has two columns; any other name, and that of a person who was entered in one piece, is in the first of them.
fn line(clock: &Clock, row: ClientRow, parts: Parts) -> Result<Vec<String>, sqlx::Error> {
    let (first, last) = match (parts.first, parts.last) {
        (None, None) => (Some(row.name), None),
        parts => parts,
    };
    Ok(vec![
        row.id.to_string(),
        sheet::optional(first.as_deref()),
        sheet::optional(last.as_deref()),
        sheet::optional(row.email.as_deref()),
        // Only digits after the plus: no formula, and an apostrophe would spoil the number.
        row.phone.unwrap_or_default(),
        money(row.balance)?.to_string(),
        sheet::moment(clock, row.created_at),
    ])
}
