//! Columns of the client list.

use contract::clients::ClientSummary;
use leptos::prelude::*;

use crate::filters::ClientColumn;
use crate::format;
use crate::i18n::{Lang, Message, list::List, ts, words};
use crate::ui::{Badge, Balance, Column, Row, Tone};

pub fn columns() -> Vec<Column> {
    vec![
        Column::new(ts(List::ColNumber)).sorted_by(ClientColumn::Id.as_str()),
        Column::new(ts(List::ColName)).sorted_by(ClientColumn::Name.as_str()),
        Column::new(ts(List::ColKind)),
        Column::new(ts(List::ColBalance)).number().sorted_by(ClientColumn::Balance.as_str()),
        Column::new(ts(List::ColLimit)).number().sorted_by(ClientColumn::CreditLimit.as_str()),
        Column::new(ts(List::ColDue)).number().sorted_by(ClientColumn::CreditDueDate.as_str()),
    ]
}

/// In the order of [`columns`].
pub fn row(client: &ClientSummary, lang: Lang) -> Row {
    let href = format!("/clients/{}", client.id);
    let cells = vec![
        view! { <a href=href.clone()>{client.id}</a> }.into_any(),
        name(client, lang).into_any(),
        words::client_kind(lang, client.kind).into_any(),
        view! { <Balance lang sum=client.balance/> }.into_any(),
        limit(client, lang),
        due(client, lang),
    ];
    Row { href: Some(href), cells, ..Row::default() }
}

fn name(client: &ClientSummary, lang: Lang) -> impl IntoView + use<> {
    let archived = client.archived_at.is_some().then(|| {
        let word = List::Archived.text(lang).to_owned();
        view! { <Badge tone=Tone::Neutral text=word/> }
    });
    view! { <span class="client-name">{client.name.clone()} {archived}</span> }
}

fn limit(client: &ClientSummary, lang: Lang) -> AnyView {
    if client.credit_limit.is_zero() {
        nothing(lang)
    } else {
        format::money(lang, client.credit_limit).into_any()
    }
}

fn due(client: &ClientSummary, lang: Lang) -> AnyView {
    match client.credit_due_date {
        Some(date) => format::date(lang, date).into_any(),
        None => nothing(lang),
    }
}

/// Quiet, but said: a screen reader should not meet an empty cell.
fn nothing(lang: Lang) -> AnyView {
    view! { <span class="muted">{List::NoValue.text(lang)}</span> }.into_any()
}
