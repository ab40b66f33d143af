//! One form for a receipt, a write-off and a stock-take: what happens, which products and how much, why.
//!
//! Invariant: all lines are posted or none; what each will do stands beside it before anything is sent. The kind and the first
//! product may come with the address: `?kind=WRITE_OFF&product_id=5`.

use contract::paths;
use contract::products::{NewStockMovements, Product};
use domain::MovementKind;
use domain::order::LEAST_REASON_CHARS;
use leptos::prelude::*;

use super::line::kind_of;
use super::lines::{ADDER, Lines};
use crate::api::{ApiError, Method, read};
use crate::el::{El, div, el, key_event, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{
    Msg, lang, lang_now,
    products::Prod,
    shell::Shell,
    stock::{self as words, Stock},
};
use crate::list::Query;
use crate::load::load;
use crate::pages::{number, pick};
use crate::router;
use crate::ui::{self, Choice, Fault, Field, Kind, Look};
use crate::watch::{effect, memo};

const PATH: &str = "/stock/new";
const KINDS: [MovementKind; 3] = [MovementKind::Receipt, MovementKind::WriteOff, MovementKind::StockTake];

/// The form and what is in it.
#[derive(Clone, Copy)]
struct Sheet {
    kind: RwSignal<String>,
    reason: RwSignal<String>,
    lines: Lines,
    form: Form,
    /// The product that the address began with: its page is where one comes back to.
    from: Memo<Option<i64>>,
}

pub fn new_movement() -> Vec<El> {
    let form = Form::new("stock-");
    let kind = RwSignal::new(MovementKind::Receipt.as_str().to_owned());
    let asked = |key: &'static str| {
        Memo::new(move |before: Option<&String>| {
            let place = router::place();
            // On the way to another page this one stays as it is.
            if place.path != PATH {
                return before.cloned().unwrap_or_default();
            }
            Query::read(&place.search).first(key).unwrap_or_default().to_owned()
        })
    };
    let (asked_kind, product) = (asked("kind"), asked("product_id"));
    let from = memo(move || product.with(|id| number(id)));
    effect(move || kind.set(asked_kind.with(|word| kind_of(word).as_str().to_owned())));
    let sheet =
        Sheet { kind, reason: RwSignal::new(String::new()), lines: Lines::new(kind, form), form, from };
    router::guard(move || {
        sheet.lines.is_dirty(from.get_untracked())
            || !sheet.reason.with_untracked(|text| text.trim().is_empty())
    });
    let first = load(move || from.get().map(paths::product).unwrap_or_default());
    effect(move || {
        if let Some(product) = first.with(|text| text.and_then(|text| read::<Product>(text).ok())) {
            untrack(|| sheet.lines.add(product));
        }
    });
    let settled = crate::el::live(move || (!first.busy.get()).then(String::new));
    vec![
        ui::heading(|| Stock::FormTitle.now().to_owned()),
        div("stack").attr("data-ready", settled).child(sheet.view()),
    ]
}

/// What the kind means, and what its reason is.
fn about(kind: MovementKind) -> (Msg, Msg) {
    match kind {
        MovementKind::WriteOff => (Stock::WriteOffLead, Stock::ReasonRequired),
        MovementKind::StockTake => (Stock::CountLead, Stock::ReasonRequired),
        _ => (Stock::ReceiptLead, Stock::ReasonOptional),
    }
}

impl Sheet {
    fn view(self) -> El {
        let (form, lines) = (self.form, self.lines);
        let now = move || kind_of(&self.kind.get());
        let kinds = KINDS.map(|kind| Choice::new(kind.as_str(), words::kind(kind)));
        let adder = pick::product_adder(ADDER, move |product| {
            if !untrack(|| form.is_frozen()) {
                lines.add(product);
            }
        });
        let adder = adder.view(Prod::Product, |field| field.faults(form.faults()));
        // Enter here looks for a product; it never posts.
        let adder = div("").child(adder).on("keydown", |event| {
            if key_event(&event).is_some_and(|key| key.key() == "Enter" && !key.ctrl_key() && !key.meta_key())
            {
                event.prevent_default();
            }
        });
        let reason = Field::new("stock-reason", Stock::Reason, self.reason)
            .kind(Kind::Area)
            .faults(form.faults())
            .frozen(move || form.is_frozen())
            .live_hint(move || (about(now()).1.now().to_owned(), false));
        let effect = move || match lines.count() {
            0 => String::new(),
            n => words::effect(lang(), now(), n),
        };
        let back = crate::el::live(move || Some(self.back()));
        form.element("card stack stock-form", "stock-form", move || self.submit())
            .child(el("p").class("hint").child(Stock::Lead))
            .child(ui::radios("stock-kind", Stock::KindLabel, self.kind, kinds.into()))
            .child(el("p").class("muted").child(live_text(move || about(now()).0.now().to_owned())))
            .child(adder)
            .child(lines.view())
            .child(reason.view())
            .child(
                div("stock-effect")
                    .attr("role", "status")
                    .attr("data-testid", "effect")
                    .child(el("p").child(live_text(effect)))
                    .child(el("p").class("hint").child(Stock::Immutable)),
            )
            .child(form.unknown_banner("stock-check"))
            .child(
                div("cluster")
                    .child(ui::submit(Look::Primary, Stock::Post, form.sending()).id("stock-post"))
                    .child(ui::link_button(Look::Plain, back, Shell::Cancel)),
            )
    }

    /// Where one comes back to; tracked.
    fn back(self) -> String {
        self.from.get().map_or_else(|| "/stock".to_owned(), |id| format!("/products/{id}"))
    }

    fn submit(self) {
        let reason = self.reason.with_untracked(|text| text.trim().to_owned());
        let kind = kind_of(&self.kind.get_untracked());
        let lines = self.lines.input(lang_now());
        let unexplained = kind != MovementKind::Receipt && reason.chars().count() < LEAST_REASON_CHARS;
        let unexplained = unexplained.then(|| Fault::of("stock-reason", Stock::EnterReason));
        let lines = match (lines, unexplained) {
            (Ok(lines), None) => lines,
            (lines, unexplained) => {
                let faults = lines.err().into_iter().flatten().chain(unexplained);
                return self.form.refuse(faults.collect());
            }
        };
        let count = lines.len();
        let input = NewStockMovements { kind, lines, reason: Some(reason).filter(|text| !text.is_empty()) };
        let command = Command::new(Method::Post, paths::STOCK_MOVEMENTS.to_owned(), &input);
        let after = After::done(move |_| self.done(kind, count)).refused(move |error| self.refused(error));
        self.form.send(command.map(Command::keyed), after);
    }

    fn done(self, kind: MovementKind, count: usize) {
        ui::toast(words::posted(lang_now(), kind, count));
        // Who has left meanwhile is not brought back.
        if self.kind.try_get_untracked().is_some() {
            router::done(&untrack(|| self.back()));
        }
    }

    /// All shortages at once, each at its line.
    fn refused(self, error: &ApiError) -> bool {
        if error.shortages.is_empty() || self.kind.try_get_untracked().is_none() {
            return false;
        }
        let faults = self.lines.short(&error.shortages);
        if faults.is_empty() {
            return false;
        }
        self.form.refuse(faults);
        true
    }
}
