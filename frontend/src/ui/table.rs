//! A table of records: sorted by its headers, each row leads to its record; on a phone each row is a card.
//!
//! Invariant: the link is in a cell, so that keyboard, screen readers and middle clicks work; the click anywhere in the row is only
//! an extra, and selecting text is no click. Roles are explicit because `display` changes can drop those of a table.
//! Absent on purpose: virtual scrolling (a page has at most 200 rows) and selection of rows.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::web_sys::Element;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

use super::{Glyph, Icon};
use crate::i18n::{Lang, phrases, use_i18n};

/// One column: its name, and whether it can be sorted by.
#[derive(Clone, Copy)]
pub struct Column {
    head: Signal<String>,
    /// Figures stand right.
    number: bool,
    sort_key: Option<&'static str>,
}

impl Column {
    pub fn new(head: Signal<String>) -> Self {
        Self { head, number: false, sort_key: None }
    }

    pub fn number(self) -> Self {
        Self { number: true, ..self }
    }

    pub fn sorted_by(self, key: &'static str) -> Self {
        Self { sort_key: Some(key), ..self }
    }
}

/// One record: a cell for each column.
#[derive(Default)]
pub struct Row {
    /// The page that it leads to.
    pub href: Option<String>,
    /// It has just appeared.
    pub fresh: bool,
    pub cells: Vec<AnyView>,
}

/// The order shown, and what a click on a header asks for.
#[derive(Clone, Copy)]
pub struct SortBy {
    /// Key of the column, and whether it descends.
    pub current: Signal<(&'static str, bool)>,
    pub on_sort: Callback<&'static str>,
}

#[component]
pub fn DataTable(
    /// Names the region and the table.
    #[prop(into)]
    label: Signal<String>,
    columns: Vec<Column>,
    /// The records in a language; called again when what it reads changes.
    #[prop(into)]
    rows: Callback<Lang, Vec<Row>>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(optional)] sort: Option<SortBy>,
) -> impl IntoView {
    let i18n = use_i18n();
    let headers = columns.iter().map(|column| header(*column, sort)).collect_view();
    let body = move || {
        let heads: Vec<String> = columns.iter().map(|column| column.head.get()).collect();
        let record = |row: Row| {
            let cells =
                row.cells.into_iter().zip(columns.iter().zip(&heads)).map(|(cell, (column, head))| {
                    let class = if column.number { "number" } else { "" };
                    view! { <td role="cell" class=class data-l=head.clone()>{cell}</td> }
                });
            let class = match (row.fresh, row.href.is_some()) {
                (true, true) => "fresh leads",
                (true, false) => "fresh",
                (false, true) => "leads",
                (false, false) => "",
            };
            view! { <tr role="row" class=class data-href=row.href>{cells.collect_view()}</tr> }
        };
        rows.run(i18n.lang()).into_iter().map(record).collect_view()
    };
    let navigate = use_navigate();
    let open = move |to: &str| navigate(to, leptos_router::NavigateOptions::default());
    view! {
        <div class="table-region" role="region" aria-label=label tabindex="0" aria-busy=move || busy.get().to_string()>
            <div class="table-progress" class:running=busy></div>
            <table class="table" role="table" aria-label=label>
                <thead role="rowgroup">
                    <tr role="row">{headers}</tr>
                </thead>
                <tbody
                    role="rowgroup"
                    on:click=move |event| follow(&event, &open)
                    on:auxclick=move |event: MouseEvent| {
                        if event.button() == 1 {
                            follow(&event, &open_apart);
                        }
                    }
                >
                    {body}
                </tbody>
            </table>
        </div>
    }
}

fn header(column: Column, sort: Option<SortBy>) -> AnyView {
    let Column { head, number, sort_key } = column;
    let class = if number { "number" } else { "" };
    let Some((key, sort)) = sort_key.zip(sort) else {
        return view! { <th role="columnheader" scope="col" class=class>{head}</th> }.into_any();
    };
    let i18n = use_i18n();
    let order = move || Some(sort.current.get()).filter(|(column, _)| *column == key).map(|(_, down)| down);
    let aria = move || order().map(|down| if down { "descending" } else { "ascending" });
    let glyph = move || match order() {
        Some(true) => Glyph::Down,
        Some(false) => Glyph::Up,
        None => Glyph::Both,
    };
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=aria>
            <button
                type="button"
                class="sort"
                title=move || phrases::sort_by(i18n.lang(), &head.get())
                on:click=move |_| sort.on_sort.run(key)
            >
                {head}
                {move || view! { <Icon glyph=glyph()/> }}
            </button>
        </th>
    }
    .into_any()
}

/// Goes where the row leads, unless the click meant something else.
fn follow(event: &MouseEvent, open: &impl Fn(&str)) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.default_prevented() || target.closest("a, button, input, label").ok().flatten().is_some() {
        return;
    }
    let selecting =
        window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    let row = target.closest("tr[data-href]").ok().flatten();
    let Some(to) = row.and_then(|row| row.get_attribute("data-href")).filter(|_| !selecting) else { return };
    if event.ctrl_key() || event.meta_key() { open_apart(&to) } else { open(&to) }
}

fn open_apart(to: &str) {
    let _ = window().open_with_url_and_target(to, "_blank");
}
