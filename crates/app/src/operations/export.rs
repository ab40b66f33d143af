//! The log as a file, newest first.

use bytes::Bytes;
use contract::export::ExportLang;
use contract::operations::{OperationQuery, OperationView};
use futures_util::Stream;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::read;
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 13] = [
    "№",
    "Время",
    "Клиент №",
    "Клиент",
    "Вид",
    "Услуга №",
    "Услуга",
    "Описание",
    "Сумма",
    "Баланс после",
    "Сторно операции №",
    "Сторнирована операцией №",
    "Кто",
];
const HEAD_EN: [&str; 13] = [
    "No.",
    "Time",
    "Client no.",
    "Client",
    "Kind",
    "Service no.",
    "Service",
    "Description",
    "Amount",
    "Balance after",
    "Reverses no.",
    "Reversed by no.",
    "Who",
];

/// All operations that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: OperationQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let conditions = Conditions::read(app, &query)?;
    let reader = app.db.snapshot().await?;
    export::stream(head, OperationBlocks { reader, clock: app.clock, conditions, place: None }).await
}

struct OperationBlocks {
    reader: Reader,
    clock: Clock,
    /// None any more: there is nothing left.
    conditions: Option<Conditions>,
    place: Option<Found>,
}

impl Blocks for OperationBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        let Some(conditions) = &self.conditions else { return Ok(None) };
        let finder = Finder { reader: &self.reader, conditions, wanted: BLOCK, rising: false };
        let found = finder.page(self.place.take()).await?;
        let ids: Vec<i64> = found.iter().map(|found| found.id).collect();
        let views = read::views(&self.reader, &ids).await?;
        self.place = found.last().copied();
        if found.len() < BLOCK {
            self.conditions = None;
        }
        Ok(Some(views.into_iter().map(|view| line(&self.clock, view)).collect()))
    }
}

fn line(clock: &Clock, view: OperationView) -> Vec<String> {
    vec![
        view.id.to_string(),
        sheet::moment(clock, view.created_at),
        view.client_id.to_string(),
        sheet::text(&view.client_name),
        view.kind.to_string(),
        sheet::plain(view.service_id),
        sheet::optional(view.service_name.as_deref()),
        sheet::optional(view.description.as_deref()),
        sheet::plain(view.amount),
        view.balance_after.to_string(),
        sheet::plain(view.reversal_of),
        sheet::plain(view.reversed_by),
        view.actor,
    ]
}
