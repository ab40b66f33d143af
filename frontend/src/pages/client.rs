//! The page of a client: who it is, what is on the account, what happened, and two forms to add to it.

mod details;
mod head;
mod history;
mod wallet;

use contract::clients::Client as ClientData;
use contract::operations::Operation;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_url};

use super::NotFound;
use crate::filters::{Place, address};
use crate::i18n::{client::ClientText, phrase, phrases, shell::Shell, t, ts};
use crate::load::{Load, load};
use crate::ui::{ErrorState, Heading, Skeleton};

/// What there is to show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Loading,
    Missing,
    Failed,
    Ready,
}

#[component]
pub fn Client() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<i64>().ok())));
    // Another client is another page: nothing that was typed for one reaches the other.
    move || match id.get() {
        Some(id) => view! { <ClientPage id/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn ClientPage(id: i64) -> impl IntoView {
    let client = load::<ClientData>(move || paths::client(id));
    let shape = Memo::new(move |_| {
        let missing = client.error.with(|error| error.as_ref().map(|error| error.is(ProblemCode::NotFound)));
        match (client.value.with(Option::is_some), missing) {
            (_, Some(true)) => Shape::Missing,
            (true, _) => Shape::Ready,
            (false, Some(false)) => Shape::Failed,
            (false, None) => Shape::Loading,
        }
    });
    let name = phrase(move |lang| match shape.get() {
        Shape::Missing => crate::i18n::Message::text(ClientText::NotFoundTitle, lang).to_owned(),
        Shape::Loading | Shape::Failed | Shape::Ready => client.value.with(|client| match client {
            Some(client) => client.name.clone(),
            None => phrases::client_number(lang, id),
        }),
    });
    let body = move || match shape.get() {
        Shape::Loading => view! { <Skeleton rows=6/> }.into_any(),
        Shape::Missing => view! {
            <p>{t(ClientText::NotFoundText)}</p>
            <p><a class="button" href="/clients">{t(Shell::ToClients)}</a></p>
        }
        .into_any(),
        Shape::Failed => view! { <Failure client/> }.into_any(),
        Shape::Ready => latest(client).map(|data| view! { <Account id data client/> }).into_any(),
    };
    let ready = Memo::new(move |_| shape.get() == Shape::Ready);
    let shown = move || ready.get().then(|| latest(client)).flatten();
    view! {
        <div class="client-top">
            // One heading through all states, so that the focus stays on it while the page loads.
            <div class="client-name-block">
                <Heading text=name/>
                {move || shown().map(|client| view! { <head::Facts client/> })}
            </div>
            {move || shown().map(|client| view! { <head::AccountState client/> })}
        </div>
        {body}
    }
}

/// The client as last answered; `None` before the first answer.
fn latest(client: Load<ClientData>) -> Option<Memo<ClientData>> {
    let first = client.value.get_untracked()?;
    Some(Memo::new(move |_| client.value.get().unwrap_or_else(|| first.clone())))
}

#[component]
fn Failure(client: Load<ClientData>) -> impl IntoView {
    move || {
        client.error.get().map(|error| {
            view! { <ErrorState title=ts(ClientText::LoadFailed) error on_retry=move |()| client.again()/> }
        })
    }
}

#[component]
fn Account(id: i64, data: Memo<ClientData>, client: Load<ClientData>) -> impl IntoView {
    let (url, navigate) = (use_url(), use_navigate());
    let place = Memo::new(move |_| url.with(|url| Place::read(&address::parse(url.search()))));
    let operations = history::load_operations(id, place);
    let latest = RwSignal::new(None::<i64>);
    let posted = move |operation: Operation| {
        latest.set(Some(operation.id));
        client.value.update(|client| {
            if let Some(client) = client {
                client.balance = operation.balance_after;
            }
        });
        client.again();
        if place.get_untracked() == Place::First {
            operations.again();
        } else {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&format!("/clients/{id}"), options);
        }
    };
    let archived = Memo::new(move |_| data.with(|client| client.archived_at.is_some()));
    let notice = t(ClientText::ArchivedNotice);
    view! {
        {move || archived.get().then(|| view! { <p class="banner warning">{notice}</p> })}
        <div class="client-columns">
            <details::Identity client=data/>
            <wallet::Wallet client=data on_posted=posted on_refused=move |()| client.again()/>
            <details::Contacts client=data/>
        </div>
        <history::History id operations place latest/>
    }
}
