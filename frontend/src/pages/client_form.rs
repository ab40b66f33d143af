//! Registering and editing a client.
//!
//! Invariant: the form is built once; what is typed survives a refusal, a lost session and somebody else's save. Leaving it asks.

mod conflict;
mod contacts;
mod draft;
mod duplicates;
mod editor;
mod facts;
mod fields;
mod read;
mod words;

use contract::clients::Client;
use contract::paths;
use contract::problem::ProblemCode;
use domain::{Action, ClientKind, Obstacle};
use leptos::prelude::*;

pub use draft::Draft;
pub use facts::{Change, changes};

use crate::el::{El, div, el, live};
use crate::i18n::{
    Lang, client::ClientText, client_form::FormText, client_form::edit_title, lang, lang_now, phrases,
    problems, shell::Shell,
};
use crate::load::{Load, load};
use crate::ui::{self, Look, Shape};
use crate::watch::memo;
use editor::Editor;

pub fn create() -> Vec<El> {
    let editor = Editor::new(None);
    editor.start(&Draft::blank(ClientKind::Individual), None);
    vec![
        ui::heading(|| FormText::NewTitle.now().to_owned()).id("client-title"),
        div("client-editor").attr("data-ready", "").child(editor.view()),
    ]
}

pub fn edit(id: i64) -> Vec<El> {
    let client = load(move || paths::client(id));
    let editor = Editor::new(Some(id));
    // Once the client is there, what is typed stays, whatever becomes of the record.
    let state = memo(move || {
        let missing =
            client.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)));
        match (client.has(), missing) {
            (true, _) => Shape::Ready,
            (false, true) => Shape::Missing,
            (false, false) => Shape::Loading,
        }
    });
    let title = move || match (state.get(), client.read::<Client>()) {
        (Shape::Missing, _) => ClientText::NotFoundTitle.now().to_owned(),
        (_, Some(client)) => edit_title(lang(), &client.name),
        (_, None) => phrases::number(lang(), id),
    };
    let body = move || match state.get() {
        Shape::Ready => untrack(|| opened(editor, client)),
        Shape::Missing => {
            vec![el("p").child(ClientText::NotFoundText), back("/clients".to_owned(), Shell::ToClients)]
        }
        Shape::Loading | Shape::Failed | Shape::Empty | Shape::NothingFound => vec![waiting(client)],
    };
    let settled = live(move || (state.get() != Shape::Loading).then(String::new));
    vec![ui::heading(title).id("client-title"), div("client-editor").attr("data-ready", settled).live(body)]
}

/// The form, or why there is none.
fn opened(editor: Editor, client: Load) -> Vec<El> {
    let Some(known) = client.read::<Client>() else { return vec![waiting(client)] };
    let edit = known.available_actions.iter().find(|action| action.action == Action::Edit);
    if !edit.is_some_and(|edit| edit.allowed) {
        let reason = edit.and_then(|edit| edit.reason).unwrap_or(Obstacle::NotPermitted);
        let reason = crate::el::live_text(move || problems::obstacle(lang(), reason).to_owned());
        let back = back(format!("/clients/{}", known.id), FormText::BackToClient);
        return vec![ui::empty_state(FormText::Closed, reason, vec![back])];
    }
    let record = client.read::<serde_json::Value>().unwrap_or_default();
    editor.start(&Draft::of(&record, lang_now()), Some(known.version));
    vec![editor.view()]
}

fn back(href: String, words: crate::i18n::Msg) -> El {
    ui::link_button(Look::Plain, href, words)
}

fn waiting(client: Load) -> El {
    div("stack").live(move || match client.error.get() {
        Some(error) => ui::error_state(FormText::LoadFailed, error, move || client.again()),
        None => ui::skeleton(8),
    })
}

/// The name of a known key in words.
fn key_name(lang: Lang, key: &str) -> String {
    crate::i18n::words::info_key(lang, key).to_owned()
}
