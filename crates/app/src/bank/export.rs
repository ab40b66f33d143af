//! The deliveries of the bank as a file, newest first.

use std::collections::HashMap;

use bytes::Bytes;
use contract::bank::{BankDelivery, BankDeliveryQuery};
use contract::export::ExportForm;
use futures_util::Stream;

use super::deliveries::Filter;
use crate::access::actor::names;
use crate::export::{self, BLOCK, Walk};
use crate::sheet::{Cell, Column, Layout, Line, column};
use crate::{Actor, App, Result};

const COLUMNS: &[Column] = &[
    column("id", "№", "No."),
    column("received_at", "Получено", "Received"),
    column("operation_id", "ID у банка", "Bank's ID"),
    column("payer_inn", "ИНН плательщика", "Payer's INN"),
    column("payer_name", "Плательщик", "Payer"),
    column("document_number", "Документ", "Document"),
    column("document_date", "Дата документа", "Document date"),
    column("amount", "Сумма", "Amount"),
    column("status", "Состояние", "State"),
    column("client_id", "Клиент №", "Client no."),
    column("client_name", "Клиент", "Client"),
    column("credit_operation_id", "Операция №", "Operation no."),
    column("times_received", "Получено раз", "Times received"),
    column("reason", "Почему не зачислен", "Why it is not credited"),
    column("last_received_at", "Получено в последний раз", "Received last").extra(),
    column("resolved_by", "Кто привязал", "Bound by").extra(),
    column("body", "Что прислал банк", "What the bank sent").extra(),
];

/// All deliveries that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    actor: &Actor,
    query: BankDeliveryQuery,
    form: ExportForm,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let layout = Layout { columns: COLUMNS, form, clock: app.clock };
    let filter = Filter::read(&query)?;
    let (reader, actor) = (app.db.snapshot().await?, actor.clone());
    let read = async move |place: Option<i64>| {
        let rows = filter.block(&reader, place, false, i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| row.id);
        let views: Vec<BankDelivery> =
            rows.into_iter().map(|row| row.view(&actor)).collect::<Result<_, sqlx::Error>>()?;
        let binders = views.iter().filter_map(|view| view.resolved_by.clone()).collect();
        let names = names(&reader, binders).await?;
        Ok((views.into_iter().map(|view| line(view, &names)).collect(), last))
    };
    export::stream(layout, Walk::new(read)).await
}

fn line(view: BankDelivery, names: &HashMap<String, String>) -> Line {
    let binder = view.resolved_by.map(|actor| Cell::Person(actor.clone(), names.get(&actor).cloned()));
    vec![
        view.id.into(),
        view.received_at.into(),
        view.operation_id.into(),
        view.payer_inn.into(),
        view.payer_name.into(),
        view.document_number.into(),
        view.document_date.into(),
        view.amount.into(),
        Cell::word(view.status),
        view.client_id.into(),
        view.client_name.into(),
        view.credit_operation_id.into(),
        i64::from(view.times_received).into(),
        view.reason.map(Cell::word).into(),
        view.last_received_at.into(),
        binder.into(),
        view.body.into(),
    ]
}
