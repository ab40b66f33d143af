//! A sheet for a period of whole days: the period in the address, the inputs for it, presets, print and file.
//!
//! Invariant: the address says it all, with both days included; without a period it becomes the present month, in the address too.

use std::rc::Rc;

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use crate::el::{El, Value, div, el};
use crate::i18n::{Msg, statement::StatementText as Text};
use crate::kept::Kept;
use crate::list::{Query, period};
use crate::load::{Load, load};
use crate::router::{self, Step};
use crate::session::{today_in, use_session};
use crate::ui::{self, Fault, Field, Kind, Look, Shape};
use crate::watch::{effect, memo};

/// Both days included.
pub type Period = (NaiveDate, NaiveDate);

/// The sheet of a period.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Address of the page without the period.
    path: Kept<String>,
    pub query: Memo<Query>,
    pub load: Load,
}

pub fn period_of(query: &Query) -> Option<Period> {
    let day = |key| query.first(key).and_then(|text| domain::parse_day(text.trim()));
    Some((day("from")?, day("to")?)).filter(|(from, to): &Period| from <= to)
}

/// The period for the API, which takes the end without its day.
pub fn api_period((from, to): Period) -> String {
    let end = to.checked_add_days(Days::new(1)).unwrap_or(to);
    format!("?from={from}&to={end}")
}

/// What can be wrong with the two days.
const WRONG_ORDER: usize = 1;
const WRONG_DATE: usize = 2;

impl Sheet {
    /// Follows the address; asks `api` for the period in it.
    pub fn new(path: String, api: String) -> Self {
        let query = memo(|| Query::read(&router::place().search));
        let load = load(move || {
            query.with(period_of).map(|period| format!("{api}{}", api_period(period))).unwrap_or_default()
        });
        let sheet = Self { path: Kept::new(path), query, load };
        let zone = use_session().time_zone();
        effect(move || {
            let lost = query.with(|query| period_of(query).is_none());
            let here = sheet.path.with_value(|path| router::place_now().path == *path);
            if let Some(month) = today_in(&zone).and_then(period::month).filter(|_| lost && here) {
                sheet.go(month, Step::Replace);
            }
        });
        sheet
    }

    fn go(self, (from, to): Period, step: Step) {
        router::go(&format!("{}?from={from}&to={to}", self.path.get_value()), step);
    }

    /// The period, and what to do with the sheet. Ids of what is in it begin with `statement-`; there is one sheet to a page.
    pub fn controls(self, label: Msg, csv: Value, back: El) -> El {
        let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let fault = RwSignal::new(0_usize);
        // A preset or Back shows in the fields.
        effect(move || {
            if let Some((first, last)) = self.query.with(period_of) {
                from.set(first.to_string());
                to.set(last.to_string());
                fault.set(0);
            }
        });
        let show = move || {
            let day = |value: RwSignal<String>| domain::parse_day(value.get_untracked().trim());
            match (day(from), day(to)) {
                (Some(first), Some(last)) if first <= last => self.go((first, last), Step::Push),
                (Some(_), Some(_)) => fault.set(WRONG_ORDER),
                _ => fault.set(WRONG_DATE),
            }
        };
        let shown = Signal::derive(move || {
            let text = match fault.get() {
                WRONG_ORDER => Text::WrongOrder,
                WRONG_DATE => Text::WrongDate,
                _ => return Vec::new(),
            };
            vec![Fault::of("statement-from", text)]
        });
        let date = |id: &'static str, label, value| {
            Field::new(id, label, value).kind(Kind::Date).faults(shown).view()
        };
        let print = ui::button(Look::Primary, Text::Print).id("statement-print").on_click(|| {
            let _ = window().print();
        });
        let presets = period::buttons(Rc::new(move |first, last| self.go((first, last), Step::Push)));
        el("search")
            .class("card stack no-print statement-controls")
            .attr("aria-label", label)
            .child(
                el("form")
                    .class("cluster statement-period")
                    .attr("novalidate", true)
                    .on("submit", move |event| {
                        event.prevent_default();
                        show();
                    })
                    .child([date("statement-from", Text::From, from), date("statement-to", Text::To, to)])
                    .child(ui::submit(Look::Plain, Text::Show, self.load.busy.into()).id("statement-show"))
                    .child(presets),
            )
            .child(
                div("cluster")
                    .child(print)
                    .child(ui::export_link(csv, Text::Csv))
                    .child(back.id("statement-back")),
            )
    }

    /// The sheet itself, or why there is none.
    pub fn result(self, failed: Msg, body: impl Fn() -> Vec<El> + 'static) -> El {
        self.shown(failed, Box::new(body))
    }

    fn shown(self, failed: Msg, body: Box<dyn Fn() -> Vec<El>>) -> El {
        let load = self.load;
        let state = memo(move || match (load.error.with(Option::is_some), load.has()) {
            (true, _) => Shape::Failed,
            (false, true) => Shape::Ready,
            (false, false) => Shape::Loading,
        });
        div("stack").live(move || match state.get() {
            Shape::Failed => load
                .error
                .get()
                .map(|error| ui::error_state(failed, error, move || load.again()))
                .into_iter()
                .collect(),
            Shape::Ready => body(),
            Shape::Loading | Shape::Missing | Shape::Empty | Shape::NothingFound => vec![ui::skeleton(8)],
        })
    }
}
