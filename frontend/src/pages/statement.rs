//! The statement of an account: a period, opening balance, operations, turnover, closing balance; for the screen and for paper.
//!
//! Invariant: the address says it all, with both days included; without a period it becomes the present month, in the address too.
//! Signs and words carry the meaning, so a black-and-white print says the same. Figures are the server's, none is computed here.

mod sheet;

use std::rc::Rc;

use chrono::{Days, NaiveDate};
use contract::operations::Statement;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use crate::el::{El, div, el, live};
use crate::i18n::{client::ClientText, lang_now, shell::Shell, statement::StatementText as Text};
use crate::list::{Query, period};
use crate::load::{Load, load};
use crate::router::{self, Step};
use crate::session::{today_in, use_session};
use crate::ui::{self, Fault, Field, Kind, Look, Shape};
use crate::watch::{effect, memo};

/// The client and the period.
#[derive(Clone, Copy)]
struct Page {
    id: i64,
    query: Memo<Query>,
    load: Load,
}

/// Both days included.
type Period = (NaiveDate, NaiveDate);

fn period_of(query: &Query) -> Option<Period> {
    let day = |key| query.first(key).and_then(|text| domain::parse_day(text.trim()));
    Some((day("from")?, day("to")?)).filter(|(from, to): &Period| from <= to)
}

fn address(id: i64, (from, to): Period) -> String {
    format!("/clients/{id}/statement?from={from}&to={to}")
}

/// What to ask of the API, which takes the end without its day.
fn request(id: i64, (from, to): Period) -> String {
    let end = to.checked_add_days(Days::new(1)).unwrap_or(to);
    format!("{}?from={from}&to={end}", paths::statement(id))
}

pub fn statement(id: i64) -> Vec<El> {
    let query = memo(|| Query::read(&router::place().search));
    let load = load(move || query.with(period_of).map(|period| request(id, period)).unwrap_or_default());
    let page = Page { id, query, load };
    let (path, zone) = (format!("/clients/{id}/statement"), use_session().time_zone());
    effect(move || {
        let lost = page.query.with(|query| period_of(query).is_none());
        if let Some(month) =
            today_in(&zone).and_then(period::month).filter(|_| lost && router::place_now().path == path)
        {
            router::go(&address(id, month), Step::Replace);
        }
    });
    let missing = memo(move || {
        load.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)))
    });
    let title = move || match (missing.get(), page.load.read::<Statement>()) {
        (true, _) => ClientText::NotFoundTitle.now().to_owned(),
        (false, Some(statement)) => format!("{}: {}", Text::Title.now(), statement.client_name),
        (false, None) => Text::Title.now().to_owned(),
    };
    let body = move || {
        if missing.get() {
            let list = ui::link_button(Look::Plain, "/clients", Shell::ToClients);
            return vec![el("p").child(ClientText::NotFoundText), el("p").child(list)];
        }
        vec![controls(page), result(page)]
    };
    let settled = live(move || (!load.busy.get() && (load.has() || missing.get())).then(String::new));
    vec![
        ui::heading(title).id("statement-title"),
        div("stack statement").attr("data-ready", settled).live(body),
    ]
}

/// The period, and what to do with the sheet.
fn controls(page: Page) -> El {
    let id = page.id;
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(String::new());
    // A preset or Back shows in the fields.
    effect(move || {
        if let Some((first, last)) = page.query.with(period_of) {
            from.set(first.to_string());
            to.set(last.to_string());
            fault.set(String::new());
        }
    });
    let show = move || {
        let day = |value: RwSignal<String>| domain::parse_day(value.get_untracked().trim());
        match (day(from), day(to)) {
            (Some(first), Some(last)) if first <= last => router::go(&address(id, (first, last)), Step::Push),
            (Some(_), Some(_)) => fault.set(Text::WrongOrder.text(lang_now()).to_owned()),
            _ => fault.set(Text::WrongDate.text(lang_now()).to_owned()),
        }
    };
    let shown = Signal::derive(move || {
        let text = Some(fault.get()).filter(|text| !text.is_empty());
        text.map(|text| Fault::of("statement-from", text)).into_iter().collect()
    });
    let date =
        |id: &'static str, label, value| Field::new(id, label, value).kind(Kind::Date).faults(shown).view();
    let csv =
        live(move || page.query.with(period_of).map(|period| format!("{}&format=csv", request(id, period))));
    let print = ui::button(Look::Primary, Text::Print).id("statement-print").on_click(|| {
        let _ = window().print();
    });
    let presets =
        period::buttons(Rc::new(move |first, last| router::go(&address(id, (first, last)), Step::Push)));
    el("search")
        .class("card stack no-print statement-controls")
        .attr("aria-label", Text::Period)
        .child(
            el("form")
                .class("cluster statement-period")
                .attr("novalidate", true)
                .on("submit", move |event| {
                    event.prevent_default();
                    show();
                })
                .child([date("statement-from", Text::From, from), date("statement-to", Text::To, to)])
                .child(ui::submit(Look::Plain, Text::Show, page.load.busy.into()).id("statement-show"))
                .child(presets),
        )
        .child(
            div("cluster")
                .child(print)
                .child(ui::link_button(Look::Plain, csv, Text::Csv).id("export").attr("download", true))
                .child(
                    ui::link_button(Look::Plain, format!("/clients/{id}"), Text::Back).id("statement-back"),
                ),
        )
}

/// The sheet, or why there is none.
fn result(page: Page) -> El {
    let zone = use_session().time_zone();
    let state = memo(move || match (page.load.error.with(Option::is_some), page.load.has()) {
        (true, _) => Shape::Failed,
        (false, true) => Shape::Ready,
        (false, false) => Shape::Loading,
    });
    div("stack").live(move || match state.get() {
        Shape::Failed => page
            .load
            .error
            .get()
            .map(|error| ui::error_state(Text::LoadFailed, error, move || page.load.again()))
            .into_iter()
            .collect(),
        Shape::Ready => sheet::sheet(page, zone.clone()),
        Shape::Loading | Shape::Missing | Shape::Empty | Shape::NothingFound => vec![ui::skeleton(8)],
    })
}
