//! The page of a list: heading, views, filters, table, pages, export. The address says everything; the rest follows it.

use std::rc::Rc;

use contract::page::Count;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use super::columns;
use super::fields;
use super::query::Query;
use super::spec::{ListSpec, View};
use super::views;
use crate::el::{El, div, el, live, live_text};
use crate::i18n::{lang, list::List as Words, phrases};
use crate::load::{Load, load};
use crate::router::{self, Step};
use crate::session::use_session;
use crate::ui::{self, Chip, Look, Row, Shape, SortBy};
use crate::watch::memo;

/// A list on the screen.
#[derive(Clone, Copy)]
pub struct List {
    pub spec: &'static ListSpec,
    query: Memo<Query>,
    load: Load,
    /// The sums of the whole list.
    totals: Load,
}

impl List {
    /// The conditions of the address; tracked.
    pub fn query(self) -> Query {
        self.query.get()
    }

    pub fn with_query<T>(self, f: impl FnOnce(&Query) -> T) -> T {
        self.query.with(f)
    }

    /// The address as it is now, even if nobody has been told yet.
    pub fn query_now(self) -> Query {
        Query::read(&router::search_now())
    }

    pub fn address(self, query: &Query) -> String {
        format!("{}{}", self.spec.path, query.write())
    }

    pub fn go(self, query: &Query, step: Step) {
        router::go(&self.address(query), step);
    }

    /// Chips of what is applied, each with the query that is left without it; tracked.
    pub fn chips(self) -> Vec<(Query, Chip)> {
        let (lang, query) = (lang(), self.query());
        let mut chips = Vec::new();
        for filter in self.spec.filters() {
            chips.extend(filter.chips(lang, &query));
        }
        chips
    }

    /// The rows shown; tracked.
    fn rows(self) -> Vec<Row> {
        let lang = lang();
        self.load.records(|record| (self.spec.row)(record, lang))
    }

    /// How many there are, if that was counted; tracked.
    fn count(self) -> Option<Count> {
        self.load.page(|page| page.count).flatten()
    }

    /// A cursor that no longer fits leads back to the first page; everything else is asked again.
    fn retry(self) {
        let lost = self
            .load
            .error
            .with_untracked(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::InvalidCursor)));
        if lost {
            self.go(&self.query_now().at("after", ""), Step::Replace);
        } else {
            self.load.again();
        }
    }
}

pub fn list_page(spec: &'static ListSpec) -> Vec<El> {
    let query = memo(move || Query::read(&router::place().search));
    // Another page may be on the screen already while this one is still being taken down.
    let load = load(move || query.with(|query| spec.request(query)));
    let totals = crate::load::load(move || query.with(|query| spec.totals_request(query)));
    let list = List { spec, query, load, totals };
    let shape = memo(move || match (load.page(|page| page.items.len()), load.error.with(Option::is_some)) {
        (None, false) => Shape::Loading,
        (None, true) => Shape::Failed,
        (Some(0), _) if query.with(|query| spec.narrows(query)) => Shape::NothingFound,
        (Some(0), _) => Shape::Empty,
        (Some(_), _) => Shape::Ready,
    });
    let body = move || match shape.get() {
        Shape::Loading | Shape::Missing => vec![ui::skeleton(10)],
        Shape::Failed => failure(list).into_iter().collect(),
        Shape::Empty => vec![ui::empty_state(
            spec.nobody.0,
            spec.nobody.1,
            create(list, "create-first").into_iter().collect(),
        )],
        Shape::NothingFound => {
            let reset = move || list.go(&spec.reset(&list.query_now()), Step::Push);
            let button = ui::button(Look::Plain, Words::ResetFilters).on_click(reset);
            vec![ui::empty_state(Words::NothingFound, Words::NothingFoundText, vec![button])]
        }
        Shape::Ready => shown(list),
    };
    let ready = live(move || (!load.busy.get()).then(String::new));
    let parts = [
        Some(head(list)),
        (!spec.views.is_empty()).then(|| view_tabs(list)),
        spec.filters().next().map(|_| fields::fields(list)),
        Some(div("list").attr("data-ready", ready).live(body)),
    ];
    parts.into_iter().flatten().collect()
}

fn head(list: List) -> El {
    let spec = list.spec;
    let count =
        move || list.count().map(|count| phrases::found(lang(), count, spec.found)).unwrap_or_default();
    let href = live(move || Some(list.with_query(|query| spec.export_path(query, lang()))));
    let title = move || list.count().map(|count| phrases::export_of(lang(), &(spec.found)(lang(), count)));
    let export = ui::export_link(href, Words::Export).attr("title", live(title));
    div("page-head")
        .child(ui::heading(move || spec.title.now().to_owned()))
        .child(
            el("p")
                .class("muted")
                .attr("role", "status")
                .attr("data-testid", "count")
                .child(live_text(count)),
        )
        .child(div("page-actions no-print").child(export).child(create(list, "create")))
}

fn create(list: List, id: &'static str) -> Option<El> {
    let (href, label, right) = list.spec.create?;
    use_session().may(right).then(|| ui::link_button(Look::Primary, href, label).id(id))
}

fn view_tabs(list: List) -> El {
    let built_in = |view: &'static View| {
        let address = format!("{}{}", list.spec.path, view.query);
        let current = move || list.with_query(|query| list.spec.shows(query, view.query));
        ui::tab(view.label, move || address.clone(), current)
    };
    let tabs = list.spec.views.iter().map(built_in).collect();
    views::bar(list, tabs)
}

fn failure(list: List) -> Option<El> {
    list.load.error.get().map(|error| ui::error_state(Words::LoadFailed, error, move || list.retry()))
}

fn shown(list: List) -> Vec<El> {
    let spec = list.spec;
    let sort = (!spec.sort.is_empty()).then(|| SortBy {
        current: Rc::new(move || list.with_query(|query| spec.order(query))),
        on_sort: Rc::new(move |order: String| {
            let order = if order == spec.sort { "" } else { &order };
            list.go(&list.query_now().set("sort", order), Step::Push);
        }),
    });
    let banner = move || list.load.error.get().map(|error| ui::error_banner(error, move || list.retry()));
    let hidden = columns::hidden(spec);
    let table = ui::table(spec.title, spec.columns, move || list.rows(), list.load.busy.into(), sort);
    let pages = move || {
        let (next, previous) = list.load.page(|page| (page.next, page.previous))?;
        let query = list.query();
        let to = |place: &str, cursor: Option<String>| {
            cursor.map(|cursor| list.address(&query.at(place, &cursor)))
        };
        let first = query.cursor().map(|_| list.address(&query.at("after", "")));
        ui::pager(first, to("before", previous), to("after", next))
    };
    vec![
        div("list-error").maybe(banner),
        columns::marked(div("list-table"), hidden).child(table),
        div("list-totals")
            .attr("aria-busy", live(move || Some(list.totals.busy.get().to_string())))
            .maybe(move || sums(list)),
        div("list-foot")
            .child(fields::page_size(list))
            .child(columns::choice(spec, hidden))
            .child(div("list-pages").maybe(pages)),
    ]
}

/// The sums of the whole list; while new ones are on their way the style sheet hides the old ones.
fn sums(list: List) -> Option<El> {
    let (lang, shown) = (lang(), list.spec.totals?);
    if list.load.error.with(Option::is_some) {
        // Said once is enough.
        return None;
    }
    if let Some(error) = list.totals.error.get() {
        return Some(ui::error_banner(error, move || list.totals.again()));
    }
    let sums = list.totals.page(|page| page.totals.map(|totals| shown(totals, lang))).flatten()?;
    sums.map_err(|error| list.totals.error.set(Some(error))).ok()
}
