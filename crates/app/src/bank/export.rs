//! The deliveries of the bank as a file, newest first.

use bytes::Bytes;
use contract::bank::{BankDelivery, BankDeliveryQuery, DeliveryStatus};
use contract::export::ExportLang;
use futures_util::Stream;

use super::deliveries::Filter;
use crate::export::{self, BLOCK, Walk};
use crate::{Actor, App, Clock, Result, sheet};

const HEAD_RU: [&str; 13] = [
    "№",
    "Получено",
    "ID у банка",
    "ИНН плательщика",
    "Плательщик",
    "Документ",
    "Дата документа",
    "Сумма",
    "Состояние",
    "Клиент №",
    "Клиент",
    "Операция №",
    "Получено раз",
];
const HEAD_EN: [&str; 13] = [
    "No.",
    "Received",
    "Bank's ID",
    "Payer's INN",
    "Payer",
    "Document",
    "Document date",
    "Amount",
    "State",
    "Client no.",
    "Client",
    "Operation no.",
    "Times received",
];

/// All deliveries that pass the filters.
///
/// # Errors
/// `invalid_query`; `overloaded` while too many exports run.
pub async fn export(
    app: &App,
    actor: &Actor,
    query: BankDeliveryQuery,
    lang: ExportLang,
) -> Result<impl Stream<Item = Result<Bytes>> + 'static + use<>> {
    let head = lang.choose(&HEAD_RU, &HEAD_EN);
    let filter = Filter::read(&query)?;
    let (reader, clock, actor) = (app.db.snapshot().await?, app.clock, actor.clone());
    let read = async move |place: Option<i64>| {
        let rows = filter.block(&reader, place, false, i64::try_from(BLOCK).unwrap_or(i64::MAX)).await?;
        let last = rows.last().map(|row| row.id);
        let views = rows.into_iter().map(|row| row.view(&actor));
        Ok((views.map(|view| Ok(line(&clock, view?))).collect::<Result<_, sqlx::Error>>()?, last))
    };
    export::stream(head, Walk::new(read)).await
}

fn line(clock: &Clock, view: BankDelivery) -> Vec<String> {
    let status = match view.status {
        DeliveryStatus::Credited => "credited",
        DeliveryStatus::Unmatched => "unmatched",
        DeliveryStatus::Conflict => "conflict",
    };
    vec![
        view.id.to_string(),
        sheet::moment(clock, view.received_at),
        view.operation_id,
        view.payer_inn,
        sheet::optional(view.payer_name.as_deref()),
        sheet::text(&view.document_number),
        sheet::moment(clock, view.document_date),
        view.amount.to_string(),
        status.to_owned(),
        sheet::plain(view.client_id),
        sheet::optional(view.client_name.as_deref()),
        sheet::plain(view.credit_operation_id),
        view.times_received.to_string(),
    ]
}
