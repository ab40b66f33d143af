//! The client's part of the log, newest first.

use contract::operations::OperationView;
use contract::paths;
use domain::{OperationState, Permission};
use leptos::prelude::*;

use super::feed::{Feed, feed, paged};
use super::{Page, audit};
use crate::api::read;
use crate::el::{El, el};
use crate::i18n::{Lang, client::ClientText, lang, phrases, words};
use crate::list::Query;
use crate::pages::record::moment;
use crate::session::use_session;
use crate::ui::{self, Column, Row, balance, cell, signed_amount};

const COLUMNS: &[Column] = &[
    Column::new(ClientText::ColTime),
    Column::new(ClientText::ColNumber).number(),
    Column::new(ClientText::ColKind),
    Column::new(ClientText::ColDescription),
    Column::new(ClientText::ColAmount).number(),
    Column::new(ClientText::ColAfter).number(),
];

/// What to ask of the API for this address; nothing while the other tab is open.
pub fn request(id: i64, query: &Query) -> String {
    if audit::is_open(query) { String::new() } else { paged(paths::client_operations(id), query) }
}

pub fn history(page: Page, title_class: &'static str) -> El {
    let session = use_session();
    let rows = move || {
        let (lang, fresh) = (lang(), page.fresh.get());
        let may_reverse = session.may(Permission::OperationsReverse);
        page.operations.records(|record| {
            let operation: OperationView = read(record)?;
            Ok(row(&operation, lang, fresh == operation.id.to_string(), may_reverse))
        })
    };
    let rows = std::rc::Rc::new(rows);
    let table = move || {
        let rows = std::rc::Rc::clone(&rows);
        let rows = move || -> Vec<Row> { rows() };
        ui::table(ClientText::OperationsTable, COLUMNS, rows, page.operations.busy.into(), None)
    };
    feed(
        page,
        Feed {
            id: "operations",
            title: ClientText::Operations,
            title_class,
            load: page.operations,
            none: (ClientText::NoOperations, ClientText::NoOperationsText),
            failed: ClientText::OperationsFailed,
            table: Box::new(table),
        },
    )
    .attr("data-testid", "history")
}

/// In the order of [`COLUMNS`].
fn row(operation: &OperationView, lang: Lang, fresh: bool, may_reverse: bool) -> Row {
    let href = format!("/operations/{}", operation.id);
    let cells = vec![
        moment(lang, operation.created_at),
        el("a").attr("href", href.clone()).child(operation.id.to_string()),
        cell(words::operation_kind(lang, operation.kind)),
        description(operation, lang, may_reverse),
        amount(operation, lang),
        balance(lang, operation.balance_after),
    ];
    Row { href: Some(href), fresh, cells, ..Row::default() }
}

fn description(row: &OperationView, lang: Lang, may_reverse: bool) -> El {
    let link = |href: String, text: String| el("a").attr("href", href).child(text);
    let service = row.service_id.map(|id| {
        let name = row.service_name.clone().unwrap_or_else(|| format!("№\u{a0}{id}"));
        link(format!("/services/{id}"), name)
    });
    let between = (service.is_some() && row.description.is_some()).then_some(" · ");
    let storno = match (row.reversed_by, row.reversal_of) {
        (Some(id), _) => Some(link(format!("/operations/{id}"), phrases::reversed_by(lang, id))),
        (None, Some(id)) => Some(link(format!("/operations/{id}"), phrases::reverses(lang, id))),
        // The server's own rule; whether the account takes it now is said on the page of the reversal.
        (None, None) if may_reverse && OperationState::mirror(row.kind, row.amount).is_ok() => {
            let name = format!("{} №\u{a0}{}", ClientText::Reverse.text(lang), row.id);
            let link = link(
                format!("/operations/new?reverse={}", row.id),
                ClientText::Reverse.text(lang).to_owned(),
            );
            Some(link.attr("aria-label", name).class("reverse no-print"))
        }
        (None, None) => None,
    };
    el("span")
        .class("operation-words")
        .child(el("span").child(service).child(between).child(row.description.clone()))
        .child(storno.map(|link| el("span").class("operation-link").child(link)))
}

fn amount(row: &OperationView, lang: Lang) -> El {
    match row.amount {
        Some(sum) => signed_amount(lang, sum, row.reversed_by.is_some()),
        None => el("span").class("muted").child(ClientText::NoAmount.text(lang)),
    }
}
