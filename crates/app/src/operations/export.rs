//! The log as a file, newest first.

use bytes::Bytes;
use contract::export::ExportForm;
use contract::operations::{OperationQuery, OperationView};
use futures_util::Stream;

use super::condition::Conditions;
use super::find::{Finder, Found};
use super::read;
use crate::access::actor::names;
use crate::export::{self, BLOCK, Blocks};
use crate::reader::Reader;
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("created_at", "Время", "Time"),
    column("client_id", "Клиент №", "Client no."),
    column("client_name", "Клиент", "Client"),
    column("kind", "Вид", "Kind"),
    column("service_id", "Услуга №", "Service no."),
    column("service_name", "Услуга", "Service"),
    column("description", "Описание", "Description"),
    column("amount", "Сумма", "Amount"),
    column("balance_after", "Баланс после", "Balance after"),
    column("reversal_of", "Сторно операции №", "Reverses no."),
    column("reversed_by", "Сторнирована операцией №", "Reversed by no."),
    column("actor", "Кто", "Who"),
    column("order_id", "Заказ №", "Order no."),
    column("seq", "№ по счёту клиента", "No. in the account").extra(),
];

/// All operations that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    _actor: &Actor,
    query: OperationQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let conditions = Conditions::read(app, &query)?;
    let reader = app.db.snapshot().await?;
    export::stream(layout, OperationBlocks { reader, conditions, place: None }).await
}

struct OperationBlocks {
    reader: Reader,
    /// None any more: there is nothing left.
    conditions: Option<Conditions>,
    place: Option<Found>,
}

impl Blocks for OperationBlocks {
    async fn next(&mut self) -> Result<Option<Vec<Line>>> {
        let Some(conditions) = &self.conditions else { return Ok(None) };
        let finder = Finder { reader: &self.reader, conditions, wanted: BLOCK, rising: false };
        let found = finder.page(self.place.take()).await?;
        let ids: Vec<i64> = found.iter().map(|found| found.id).collect();
        let mut views = read::views(&self.reader, &ids).await?;
        let actors = views.iter().map(|view| view.actor.clone()).collect();
        let names = names(&self.reader, actors).await?;
        for view in &mut views {
            view.actor_name = names.get(&view.actor).cloned();
        }
        self.place = found.last().copied();
        if found.len() < BLOCK {
            self.conditions = None;
        }
        Ok(Some(views.into_iter().map(line).collect()))
    }
}

fn line(view: OperationView) -> Line {
    vec![
        view.id.into(),
        view.created_at.into(),
        view.client_id.into(),
        view.client_name.into(),
        Cell::word(view.kind),
        view.service_id.into(),
        view.service_name.into(),
        view.description.into(),
        view.amount.into(),
        view.balance_after.into(),
        view.reversal_of.into(),
        view.reversed_by.into(),
        Cell::Person(view.actor, view.actor_name),
        view.order_id.into(),
        view.seq.into(),
    ]
}
