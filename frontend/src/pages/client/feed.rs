//! Pages of rows under a client: loading, failed, none yet, or a table with its pager. The cursor is in the address.

use leptos::prelude::*;

use super::Page;
use crate::el::{El, div, el, live_text};
use crate::i18n::{Msg, lang, phrases};
use crate::list::Query;
use crate::load::Load;
use crate::session::use_session;
use crate::ui::{self, Shape};
use crate::watch::memo;
use crate::zone;

/// A list under a client.
pub struct Feed {
    /// Id of the heading.
    pub id: &'static str,
    pub title: Msg,
    /// Class of the heading: a tab may say its words already.
    pub title_class: &'static str,
    pub load: Load,
    /// What is said when there is nothing.
    pub none: (Msg, Msg),
    pub failed: Msg,
    /// The table.
    pub table: Box<dyn Fn() -> El>,
}

/// With the cursor of the address, if there is one.
pub fn paged(mut path: String, query: &Query) -> String {
    if let Some(cursor) = query.cursor() {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str("cursor=");
        path.push_str(&crate::list::address::encode(cursor));
    }
    path
}

pub fn feed(page: Page, feed: Feed) -> El {
    let Feed { id, title, title_class, load, none, failed, table } = feed;
    let state = memo(move || match load.page(|page| page.items.len()) {
        None => Shape::Loading,
        Some(0) => Shape::Empty,
        Some(_) => Shape::Ready,
    });
    let body = move || match state.get() {
        Shape::Empty => ui::empty_state(none.0, none.1, Vec::new()),
        Shape::Ready => table(),
        Shape::Loading | Shape::Failed | Shape::Missing | Shape::NothingFound => waiting(load, failed),
    };
    let banner = move || {
        let error = load.error.get().filter(|_| state.get() != Shape::Loading);
        error.map(|error| ui::error_banner(error, move || load.again()))
    };
    let pages = move || {
        let (next, previous) = load.page(|page| (page.next, page.previous))?;
        let query = page.query.get();
        let base = format!("/clients/{}", page.id);
        let to = |place: &str, cursor: Option<String>| {
            cursor.map(|cursor| format!("{base}{}", query.at(place, &cursor).write()))
        };
        let first = query.cursor().map(|_| format!("{base}{}", query.at("after", "").write()));
        ui::pager(first, to("before", previous), to("after", next))
    };
    // Columns have no room for it.
    let zone = use_session().time_zone();
    let note = live_text(move || phrases::time_in_zone(lang(), &zone::label(lang(), &zone)));
    let note = el("p").class("muted").child(note);
    el("section")
        .class("stack")
        .attr("aria-labelledby", id)
        .child(el("h2").id(id).class(title_class).child(title))
        .child(div("list-error").maybe(banner))
        .child(div("client-feed").live(body))
        .child(div("list-foot").child(note).child(div("list-pages").maybe(pages)))
}

fn waiting(load: Load, failed: Msg) -> El {
    div("stack").live(move || match load.error.get() {
        Some(error) => ui::error_state(failed, error, move || load.again()),
        None => ui::skeleton(6),
    })
}
