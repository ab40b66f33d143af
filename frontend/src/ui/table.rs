//! A table of records: sorted by its headers, each row leads to its record; on a phone each row is a card.
//!
//! Invariant: the link is in a cell, so that keyboard, screen readers and middle clicks work; the click anywhere in the row is only
//! an extra, and selecting text is no click. Roles are explicit because `display` changes can drop those of a table.
//! Absent on purpose: virtual scrolling (a page has at most 200 rows) and selection of rows.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, MouseEvent};
use wasm_bindgen::JsCast;

use super::icon::{Glyph, icon};
use crate::el::{El, Give, div, el, live, live_text};
use crate::i18n::{Lang, Msg, lang, phrases};
use crate::router::{self, Step};

/// One column: its name, and whether it can be sorted by.
#[derive(Clone, Copy)]
pub struct Column {
    pub head: Msg,
    /// Instead of the name, where that is put together.
    full: Option<fn(Lang) -> String>,
    /// Figures stand right.
    number: bool,
    /// The API's word for it, and whether a first click means "largest first".
    sort: Option<(&'static str, bool)>,
    /// Shown only to those who ask for it.
    optional: bool,
}

impl Column {
    pub const fn new(head: Msg) -> Self {
        Self { head, full: None, number: false, sort: None, optional: false }
    }

    pub const fn number(self) -> Self {
        Self { number: true, ..self }
    }

    /// The header says more than the name: "Time (MSK)".
    pub const fn in_full(self, full: fn(Lang) -> String) -> Self {
        Self { full: Some(full), ..self }
    }

    /// Hidden until somebody wants to see it.
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    pub const fn is_optional(&self) -> bool {
        self.optional
    }

    fn name(self, lang: Lang) -> String {
        self.full.map_or_else(|| self.head.text(lang).to_owned(), |full| full(lang))
    }

    /// Texts and dates: first click ascending.
    pub const fn sorted_by(self, key: &'static str) -> Self {
        Self { sort: Some((key, false)), ..self }
    }

    /// Sums: first click descending.
    pub const fn largest_first(self, key: &'static str) -> Self {
        // Sums are figures too.
        Self { sort: Some((key, true)), number: true, ..self }
    }

    /// What can be asked of the API: `balance`, `-balance`.
    pub fn sorts_by(self, word: &str) -> bool {
        self.sort.is_some_and(|(key, _)| word.strip_prefix('-').unwrap_or(word) == key)
    }

    /// The order that a click on the header asks for, given the present one.
    pub fn clicked(self, now: &str) -> Option<String> {
        let (key, largest_first) = self.sort?;
        let down = match (now == key, now.strip_prefix('-') == Some(key)) {
            (true, _) => true,
            (_, true) => false,
            (false, false) => largest_first,
        };
        Some(format!("{}{key}", if down { "-" } else { "" }))
    }
}

/// One record: a cell for each column.
#[derive(Default)]
pub struct Row {
    /// The page that it leads to.
    pub href: Option<String>,
    /// It has just appeared.
    pub fresh: bool,
    /// It adds up the others.
    pub sum: bool,
    pub cells: Vec<El>,
}

/// A cell with a plain text.
pub fn cell(text: impl crate::el::Part) -> El {
    el("span").child(text)
}

/// The order shown, and what a click on a header asks for.
#[derive(Clone)]
pub struct SortBy {
    /// `balance`, `-balance`.
    pub current: Rc<dyn Fn() -> String>,
    pub on_sort: Rc<dyn Fn(String)>,
}

/// `label` names the region; `rows` is called again when what it reads changes, the language too.
pub fn table(
    label: Msg,
    columns: &'static [Column],
    rows: impl Fn() -> Vec<Row> + 'static,
    busy: Signal<bool>,
    sort: Option<SortBy>,
) -> El {
    shown(label, columns, Box::new(rows), busy, sort)
}

/// Not generic, so that it exists once in the WASM file.
fn shown(
    label: Msg,
    columns: &'static [Column],
    rows: Box<dyn Give<Vec<Row>>>,
    busy: Signal<bool>,
    sort: Option<SortBy>,
) -> El {
    let heads = columns.iter().map(|column| header(*column, sort.clone())).collect::<Vec<_>>();
    let body = move || {
        let lang = lang();
        rows.give().into_iter().map(|row| record(row, columns, lang)).collect::<Vec<_>>()
    };
    div("table-region")
        .attr("role", "region")
        .attr("aria-label", label)
        .attr("tabindex", "0")
        .attr("aria-busy", live(move || Some(busy.get().to_string())))
        .child(div("table-progress").class_if("running", move || busy.get()))
        .child(
            el("table")
                .class("table")
                .attr("role", "table")
                .attr("aria-label", label)
                .child(el("thead").attr("role", "rowgroup").child(el("tr").attr("role", "row").child(heads)))
                .child(
                    el("tbody")
                        .attr("role", "rowgroup")
                        .on("click", |event| follow(&event, false))
                        .on("auxclick", |event| follow(&event, true))
                        .live(body),
                ),
        )
}

fn record(row: Row, columns: &'static [Column], lang: Lang) -> El {
    let cells = row.cells.into_iter().zip(columns).map(|(content, column)| {
        el("td")
            .attr("role", "cell")
            .class(if column.number { "number" } else { "" })
            .attr("data-l", column.head.text(lang))
            .child(content)
    });
    let class = match (row.fresh, row.href.is_some()) {
        _ if row.sum => "sum",
        (true, true) => "fresh leads",
        (true, false) => "fresh",
        (false, true) => "leads",
        (false, false) => "",
    };
    let cells = cells.collect::<Vec<_>>();
    el("tr").attr("role", "row").class(class).attr("data-href", row.href).child(cells)
}

fn header(column: Column, sort: Option<SortBy>) -> El {
    let th = el("th").attr("role", "columnheader").attr("scope", "col").class(if column.number {
        "number"
    } else {
        ""
    });
    let Some((sort, (key, _))) = sort.zip(column.sort) else {
        return th.child(live_text(move || column.name(lang())));
    };
    let SortBy { current, on_sort } = sort;
    let order = {
        let current = Rc::clone(&current);
        move || {
            let now = current();
            (now.strip_prefix('-').unwrap_or(&now) == key).then(|| now.starts_with('-'))
        }
    };
    let glyph = order.clone();
    let aria = move || order().map(|down| if down { "descending" } else { "ascending" }.to_owned());
    let button = el("button")
        .attr("type", "button")
        .class("sort")
        .attr("title", live(move || Some(phrases::sort_by(lang(), column.head.now()))))
        .on_click(move || {
            if let Some(next) = column.clicked(&untrack(|| current())) {
                on_sort(next);
            }
        })
        .child(live_text(move || column.name(lang())))
        .live(move || {
            icon(match glyph() {
                Some(true) => Glyph::Down,
                Some(false) => Glyph::Up,
                None => Glyph::Both,
            })
        });
    th.attr("aria-sort", live(aria)).child(button)
}

/// Goes where the row leads, unless the click meant something else.
fn follow(event: &Event, middle: bool) {
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else { return };
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.default_prevented()
        || (middle && mouse.button() != 1)
        || target.closest("a, button, input, label").ok().flatten().is_some()
    {
        return;
    }
    let selecting =
        window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    let row = target.closest("tr[data-href]").ok().flatten();
    let Some(to) = row.and_then(|row| row.get_attribute("data-href")).filter(|_| !selecting) else { return };
    if middle || mouse.ctrl_key() || mouse.meta_key() {
        let _ = window().open_with_url_and_target(&to, "_blank");
    } else {
        router::go(&to, Step::Push);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::gallery::Gallery;

    #[test]
    fn a_header_sorts_and_then_reverses() {
        let sum = Column::new(Gallery::Sum).largest_first("balance");
        let name = Column::new(Gallery::Name).sorted_by("name");
        assert_eq!(sum.clicked("id").as_deref(), Some("-balance"));
        assert_eq!(sum.clicked("-balance").as_deref(), Some("balance"));
        assert_eq!(sum.clicked("balance").as_deref(), Some("-balance"));
        assert_eq!(name.clicked("-balance").as_deref(), Some("name"));
        assert_eq!(name.clicked("name").as_deref(), Some("-name"));
        assert!(sum.sorts_by("-balance") && sum.sorts_by("balance") && !sum.sorts_by("--balance"));
        assert_eq!(Column::new(Gallery::Sum).clicked("id"), None);
    }
}
