//! Columns of the client list.

use contract::clients::ClientSummary;
use leptos::prelude::*;

use crate::filters::ClientColumn;
use crate::format;
use crate::i18n::{Lang, Message, list::List, ts, words};
use crate::ui::{Badge, Balance, Column, Tone};

pub fn href(client: &ClientSummary) -> String {
    format!("/clients/{}", client.id)
}

pub fn columns() -> Vec<Column<ClientSummary>> {
    vec![
        Column::new(ts(List::ColNumber), |client: &ClientSummary, _| {
            view! { <a href=href(client)>{client.id}</a> }
        })
        .sorted_by(ClientColumn::Id.as_str()),
        Column::new(ts(List::ColName), name).sorted_by(ClientColumn::Name.as_str()),
        Column::new(ts(List::ColKind), |client: &ClientSummary, lang| words::client_kind(lang, client.kind)),
        Column::new(ts(List::ColBalance), |client: &ClientSummary, lang| {
            view! { <Balance lang sum=client.balance/> }
        })
        .number()
        .sorted_by(ClientColumn::Balance.as_str()),
        Column::new(ts(List::ColLimit), limit).number().sorted_by(ClientColumn::CreditLimit.as_str()),
        Column::new(ts(List::ColDue), due).number().sorted_by(ClientColumn::CreditDueDate.as_str()),
    ]
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
