//! Saving, changing and deleting a view, each in a dialog that says what went wrong in place.

use std::rc::Rc;

use contract::paths;
use contract::problem::ProblemCode;
use contract::views::{SavedView, SavedViewInput};
use domain::Action;
use leptos::prelude::*;

use super::{CLOSED, DELETING, MANAGING, SAVING, Shelf, may};
use crate::api::{ApiError, Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{
    Msg, lang, lang_now, problems,
    shell::Shell,
    views::{self as phrases, Views},
};
use crate::router::Step;
use crate::ui::{
    self, Fault, Field, Look, button, checkbox, focus_heading, focus_soon, select, submit, toast,
};
use crate::watch::effect;

/// What is typed about a view.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    shared: RwSignal<bool>,
    /// Number of the view to put it in the place of; empty for a new one.
    target: RwSignal<String>,
}

pub fn save(shelf: Shelf) -> El {
    let is_open = move || shelf.open.get() == SAVING;
    ui::dialog(
        "view-save",
        Views::SaveTitle,
        is_open,
        move || shelf.open.set(CLOSED),
        move || {
            let draft = Draft {
                name: RwSignal::new(String::new()),
                shared: RwSignal::new(false),
                target: RwSignal::new(String::new()),
            };
            let own: Vec<SavedView> =
                untrack(|| shelf.views()).into_iter().filter(|view| may(view, Action::Edit)).collect();
            let names: Vec<(String, String, bool)> =
                own.iter().map(|view| (view.id.to_string(), view.name.clone(), view.shared)).collect();
            // Choosing an old view brings its name along.
            effect(move || {
                let target = draft.target.get();
                if let Some((_, name, shared)) = names.iter().find(|(id, ..)| *id == target) {
                    draft.name.set(name.clone());
                    draft.shared.set(*shared);
                }
            });
            let choose = (!own.is_empty()).then(|| targets(&own, draft.target));
            vec![form(shelf, draft, Views::SaveText, choose, None)]
        },
    )
}

pub fn manage(shelf: Shelf) -> El {
    let is_open = move || shelf.open.get() == MANAGING;
    ui::dialog(
        "view-manage",
        Views::ManageTitle,
        is_open,
        move || shelf.open.set(CLOSED),
        move || {
            let Some(view) = untrack(|| shelf.current()) else { return Vec::new() };
            let delete = may(&view, Action::Delete).then(|| {
                button(Look::Danger, Views::Delete)
                    .id("view-delete")
                    .on_click(move || shelf.open.set(DELETING))
            });
            let draft = Draft {
                name: RwSignal::new(view.name),
                shared: RwSignal::new(view.shared),
                target: RwSignal::new(view.id.to_string()),
            };
            vec![form(shelf, draft, Views::ManageText, None, delete)]
        },
    )
}

fn targets(own: &[SavedView], target: RwSignal<String>) -> El {
    let old = own.iter().map(|view| {
        let name = view.name.clone();
        (view.id.to_string(), ui::option(live_text(move || phrases::replace(lang(), &name))))
    });
    let new = (String::new(), ui::option(Views::AsNew));
    select("view-target", Views::Target, target, std::iter::once(new).chain(old).collect())
}

fn form(shelf: Shelf, draft: Draft, text: Msg, choose: Option<El>, more: Option<El>) -> El {
    let form = Form::new("view-");
    let send = move || {
        let name = draft.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return form.refuse(vec![Fault::of("view-name", Views::EnterName)]);
        }
        let after = After::done(move |_| {
            shelf.open.try_set(CLOSED);
            shelf.saved.again();
            toast(Views::Saved.text(lang_now()).to_owned());
            // The button that opened the dialog may be gone.
            focus_heading();
        });
        let after = after.refused(move |error| refused(shelf, form, error));
        form.send(command(shelf, draft, name), after);
    };
    let name = Field::new("view-name", Views::Name, draft.name).faults(form.faults()).required();
    let actions = div("cluster dialog-actions")
        .child(more)
        .child(submit(Look::Primary, Views::DoSave, form.sending()).id("view-submit"))
        .child(button(Look::Plain, Shell::Cancel).on_click(move || shelf.open.set(CLOSED)));
    form.element("stack", "view-form", send)
        .child(el("p").class("hint").child(text))
        .child(choose)
        .child(name.view_with(|input| input.ready(|input| focus_soon(input.clone()))))
        .child(checkbox("view-shared", Views::Shared, draft.shared))
        .child(actions)
}

/// A new view, or the whole old one with the present conditions.
fn command(shelf: Shelf, draft: Draft, name: String) -> Result<Command, ApiError> {
    let target = draft.target.get_untracked();
    let old = untrack(|| shelf.views()).into_iter().find(|view| view.id.to_string() == target);
    let input = SavedViewInput {
        list: read(&crate::api::write(&shelf.list.spec.name)?)?,
        name,
        query: shelf.conditions(),
        shared: draft.shared.get_untracked(),
        version: old.as_ref().map(|view| view.version),
    };
    match old {
        Some(view) => Command::new(Method::Put, paths::view(view.id), &input),
        None => Command::new(Method::Post, paths::VIEWS.to_owned(), &input),
    }
}

/// A taken name belongs to its field; a view that changed meanwhile is read again, so that the next try fits.
fn refused(shelf: Shelf, form: Form, error: &ApiError) -> bool {
    if error.is(ProblemCode::StaleVersion) {
        shelf.saved.again();
    }
    let taken = error.is(ProblemCode::NameTaken);
    if taken {
        form.refuse(vec![Fault::of("view-name", problems::said(error))]);
    }
    taken
}

pub fn delete(shelf: Shelf) -> El {
    let form = Form::new("view-delete-");
    let text = move || {
        shelf.current().map(|view| phrases::delete(lang(), &view.name, view.shared)).unwrap_or_default()
    };
    let close = move || shelf.open.set(CLOSED);
    let yes = move || {
        close();
        let Some(view) = untrack(|| shelf.current()) else { return };
        let after = After::done(move |_| {
            toast(Views::Deleted.text(lang_now()).to_owned());
            shelf.saved.again();
            focus_heading();
        });
        let after = after.refused(|error| {
            toast(problems::error(lang_now(), error));
            true
        });
        form.send(Ok(Command::bare(Method::Delete, paths::view(view.id))), after);
        // What the view showed goes with it.
        shelf.list.go(&shelf.list.spec.reset(&shelf.list.query_now()), Step::Push);
    };
    let question = ui::Question {
        id: "view-delete-confirm",
        title: Views::DeleteTitle,
        text: Rc::new(text),
        yes: Views::DeleteYes,
        look: Look::Danger,
    };
    ui::confirm(question, move || shelf.open.get() == DELETING, close, yes)
}
