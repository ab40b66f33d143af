//! Views of a list: built-in ones, one's own, and those that others share.
//!
//! Invariant: a view is the query that the address would have; which one is shown is read from the address, never remembered. Who
//! may change or delete a view is the server's answer.

mod dialogs;

use contract::paths;
use contract::views::SavedView;
use domain::Action;
use leptos::prelude::*;

use super::page::List;
use super::query::Query;
use crate::el::{El, div, el};
use crate::i18n::{
    lang,
    list::List as Words,
    shell::Shell,
    views::{self as phrases, Views},
};
use crate::load::{Load, load};
use crate::ui::{self, Look, button};

/// What is open over the list.
const CLOSED: usize = 0;
const SAVING: usize = 1;
const MANAGING: usize = 2;
const DELETING: usize = 3;

/// The views of one list, and what is being done with them.
#[derive(Clone, Copy)]
struct Shelf {
    list: List,
    saved: Load,
    open: RwSignal<usize>,
}

pub fn bar(list: List, tabs: Vec<El>) -> El {
    let saved = load(move || format!("{}?list={}", paths::VIEWS, list.spec.name));
    let shelf = Shelf { list, saved, open: RwSignal::new(CLOSED) };
    let tabs = el("ul").child(tabs).live(move || shelf.tabs());
    let nav = el("nav").class("tabs").attr("aria-label", Words::Views).child(tabs);
    div("views no-print")
        .child(nav)
        .child(div("views-actions").live(move || shelf.actions()))
        .child(dialogs::save(shelf))
        .child(dialogs::manage(shelf))
        .child(dialogs::delete(shelf))
}

impl Shelf {
    /// All saved views; tracked.
    fn views(self) -> Vec<SavedView> {
        self.saved.items()
    }

    /// The saved view that the list shows; tracked.
    fn current(self) -> Option<SavedView> {
        let query = self.list.query();
        self.views().into_iter().find(|view| self.list.spec.shows(&query, &view.query))
    }

    /// What would be saved now, as it stands in the address.
    fn conditions(self) -> String {
        let conditions = self.list.spec.conditions(&self.list.query_now()).write();
        conditions.trim_start_matches('?').to_owned()
    }

    fn tabs(self) -> Vec<El> {
        let lang = lang();
        let tab = |view: SavedView| {
            let address = self.list.address(&Query::read(&view.query));
            let (query, list) = (view.query, self.list);
            let current = move || list.with_query(|now| list.spec.shows(now, &query));
            let owner = (!view.mine).then(|| phrases::of(lang, &view.owner_name));
            let by = (!view.mine).then(|| el("span").class("view-owner").child(view.owner_name));
            let text = el("span").attr("title", owner).child(view.name).child(by);
            ui::tab(text, move || address.clone(), current)
        };
        self.views().into_iter().map(tab).collect()
    }

    fn actions(self) -> Vec<El> {
        if self.saved.error.with(Option::is_some) {
            let again = button(Look::Quiet, Shell::Retry).on_click(move || self.saved.again());
            return vec![el("span").class("hint").child(Views::Failed), again];
        }
        let built_in = self.list.with_query(|query| {
            let spec = self.list.spec;
            spec.views.iter().any(|view| spec.shows(query, view.query))
        });
        let open = |label, id, what| button(Look::Quiet, label).id(id).on_click(move || self.open.set(what));
        match self.current() {
            _ if built_in || !self.saved.has() => Vec::new(),
            None => vec![open(Views::Save, "save-view", SAVING)],
            Some(view) if may(&view, Action::Edit) => vec![open(Views::Manage, "edit-view", MANAGING)],
            Some(view) if may(&view, Action::Delete) => vec![open(Views::Delete, "delete-view", DELETING)],
            Some(_) => Vec::new(),
        }
    }
}

fn may(view: &SavedView, action: Action) -> bool {
    view.available_actions.iter().any(|offer| offer.action == action && offer.allowed)
}
