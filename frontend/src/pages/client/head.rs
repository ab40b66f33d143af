//! The top of the page: who the client is and how the account stands.

use contract::clients::{Client, ClientSummary};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Lang, client::ClientText, phrase, phrases, t, ts, use_i18n, words};
use crate::session::use_session;
use crate::ui::{Badge, Balance, Tone};
use crate::zone;

/// Kind, number and age, under the name.
#[component]
pub fn Facts(client: Memo<Client>) -> impl IntoView {
    let i18n = use_i18n();
    let zone = use_session().time_zone();
    let kind =
        phrase(move |lang| words::client_kind(lang, client.with(|client| client.kind)).to_owned());
    let since = phrase(move |lang| {
        let at = client.with(|client| client.created_at);
        format::date(lang, zone::local(&zone, at).date())
    });
    let number = move || phrases::client_number(i18n.lang(), client.with(|client| client.id));
    let archived = Memo::new(move |_| client.with(|client| client.archived_at.is_some()));
    let archive = ts(ClientText::Archived);
    view! {
        <p class="cluster muted">
            <Badge tone=Tone::Neutral text=kind/>
            {move || archived.get().then(|| view! { <Badge tone=Tone::Warning text=archive/> })}
            <span class="num">{number}</span>
            <span>{t(ClientText::Since)}" "{since}</span>
        </p>
    }
}

/// The balance, and what of it and of the credit can be spent.
#[component]
pub fn AccountState(client: Memo<Client>) -> impl IntoView {
    let i18n = use_i18n();
    let sum = Memo::new(move |_| client.with(|client| client.balance));
    let available = move || client.with(|client| available(i18n.lang(), &client.summary));
    let debt = ts(ClientText::Debt);
    view! {
        <div class="client-account">
            <p class="muted">{t(ClientText::Balance)}</p>
            <p class="client-sum cluster" data-testid="balance">
                {move || sum.get().is_negative().then(|| view! { <Badge tone=Tone::Danger text=debt/> })}
                {move || view! { <Balance lang=i18n.lang() sum=sum.get()/> }}
            </p>
            <p data-testid="available">{available}</p>
        </div>
    }
}

/// The server counts the limit only until its date: then what is available is the balance alone.
fn available(lang: Lang, client: &ClientSummary) -> String {
    let limit =
        Some(client.credit_limit).filter(|limit| !limit.is_zero()).map(|limit| format::money(lang, limit));
    let due = client.credit_due_date.map(|date| format::date(lang, date));
    let expired = client.available == client.balance;
    let available = format::money(lang, client.available);
    phrases::available(lang, &available, limit.as_deref(), due.as_deref(), expired)
}
