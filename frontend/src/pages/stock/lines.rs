//! The lines of a receipt, write-off or stock-take: each product once, with what its quantity will become.
//!
//! Invariant: the inputs are rebuilt only when a line comes or goes, never while somebody types. What is said under a quantity is a
//! preview of what the stock had when the product was picked; the server decides.

use contract::problem::Shortage;
use contract::products::{Product, StockLine};
use leptos::prelude::*;

use super::line::{Line, kind_of, read};
use crate::el::{El, div, el, key_event, live_text};
use crate::form::Form;
use crate::format;
use crate::i18n::{
    Lang, lang, lang_now,
    products::left,
    stock::{self as words, Stock},
};
use crate::kept::Kept;
use crate::ui::{self, Fault, Field, Kind, Look, Said, button, focus};

/// The field that finds the next product.
pub const ADDER: &str = "stock-product";

/// The lines of one form.
#[derive(Clone, Copy)]
pub struct Lines {
    lines: Kept<Vec<Line>>,
    /// Grows with every line that comes or goes.
    round: RwSignal<usize>,
    /// Lines are added by listeners, which own nothing: their signals live as long as the form.
    owner: Kept<Option<Owner>>,
    /// The word of a [`MovementKind`].
    kind: RwSignal<String>,
    form: Form,
}

/// Id of the quantity of a line: the prefix of the form and the API's name.
fn input_id(at: usize) -> String {
    format!("stock-lines[{at}].quantity")
}

impl Lines {
    pub fn new(kind: RwSignal<String>, form: Form) -> Self {
        Self {
            lines: Kept::new(Vec::new()),
            round: RwSignal::new(0),
            owner: Kept::new(Owner::current()),
            kind,
            form,
        }
    }

    /// How many there are; tracked.
    pub fn count(self) -> usize {
        self.round.track();
        self.lines.with_value(Vec::len)
    }

    /// Whether there is more than the one empty line of a product that the address began with.
    pub fn is_dirty(self, begun_with: Option<i64>) -> bool {
        self.lines.with_value(|lines| {
            lines.iter().any(|line| {
                Some(line.product_id) != begun_with
                    || !line.typed.with_untracked(|text| text.trim().is_empty())
            })
        })
    }

    /// A new line, or the focus to the one that the product has.
    pub fn add(self, product: Product) {
        let found =
            self.lines.with_value(|lines| lines.iter().position(|line| line.product_id == product.id));
        let at = match found {
            Some(at) => {
                ui::toast(words::again(lang_now(), &product.name));
                at
            }
            None => {
                let make = || RwSignal::new(String::new());
                let owner = self.owner.with_value(Clone::clone);
                let typed = owner.map_or_else(make, |owner| owner.with(make));
                let Product { id, name, unit, quantity, .. } = product;
                let line = Line { product_id: id, name, unit, left: quantity, typed };
                self.lines.update_value(|lines| lines.push(line));
                self.moved();
                self.lines.with_value(Vec::len) - 1
            }
        };
        request_animation_frame(move || focus(&input_id(at)));
    }

    fn remove(self, at: usize) {
        self.lines.update_value(|lines| {
            if at < lines.len() {
                lines.remove(at);
            }
        });
        self.moved();
        request_animation_frame(|| focus(ADDER));
    }

    /// Faults no longer stand where they did.
    fn moved(self) {
        self.form.clear();
        self.round.update(|round| *round += 1);
    }

    /// The lines for the API, or everything that is wrong with them.
    ///
    /// # Errors
    /// At least one fault.
    pub fn input(self, lang: Lang) -> Result<Vec<StockLine>, Vec<Fault>> {
        let kind = kind_of(&self.kind.get_untracked());
        let mut faults = Vec::new();
        let mut input = Vec::new();
        self.lines.with_value(|lines| {
            for (at, line) in lines.iter().enumerate() {
                match line.typed.with_untracked(|text| read(text, kind, lang)) {
                    Ok(quantity) => input.push(StockLine { product_id: line.product_id, quantity }),
                    Err(fault) => {
                        let name = line.name.clone();
                        let text = move |lang| format!("{name}: {}", fault.text(lang));
                        faults.push(Fault::of(input_id(at), Said::made(text)));
                    }
                }
            }
        });
        if input.is_empty() && faults.is_empty() {
            faults.push(Fault::of(ADDER, Stock::EnterLines));
        }
        if faults.is_empty() { Ok(input) } else { Err(faults) }
    }

    /// What the server has of the products that there is not enough of, each said at its line.
    pub fn short(self, shortages: &[Shortage]) -> Vec<Fault> {
        let fault = |shortage: &Shortage| {
            let found = self.lines.try_update_value(|lines| {
                let at = lines.iter().position(|line| line.product_id == shortage.product_id)?;
                let line = lines.get_mut(at)?;
                line.left = shortage.available;
                Some((at, line.unit.clone()))
            });
            let (at, unit) = found.flatten()?;
            let shortage = shortage.clone();
            let text = move |lang| {
                let left = format::quantity_of(lang, shortage.available, &unit);
                format!("{}: {}", shortage.name, words::short(lang, &left))
            };
            Some(Fault::of(input_id(at), Said::made(text)))
        };
        let faults = shortages.iter().filter_map(fault).collect();
        self.round.update(|round| *round += 1);
        faults
    }

    pub fn view(self) -> El {
        div("stock-lines").live(move || {
            self.round.track();
            let lines = self.lines.get_value();
            if lines.is_empty() {
                return vec![el("p").class("muted").child(Stock::NoLines)];
            }
            let rows = lines.into_iter().enumerate().map(|(at, line)| self.row(at, line));
            vec![el("ul").class("stack").attr("aria-label", Stock::Lines).child(rows.collect::<Vec<_>>())]
        })
    }

    fn row(self, at: usize, line: Line) -> El {
        let name = line.name.clone();
        let (label, title) = (name.clone(), name.clone());
        let (unit, quantity) = (line.unit.clone(), line.left);
        let known = live_text(move || left(lang(), &format::quantity_of(lang(), quantity, &unit)));
        let unit = line.unit.clone();
        let typed = line.typed;
        let effect = move || line.effect(&typed.get(), kind_of(&self.kind.get()), lang());
        let form = self.form;
        let field = Field::new(
            input_id(at),
            live_text(move || crate::i18n::orders::quantity_of(lang(), &label)),
            typed,
        )
        .kind(Kind::Decimal)
        .hidden_label()
        .faults(form.faults())
        .frozen(move || form.is_frozen())
        .live_hint(effect)
        .view_with(move |input| {
            let input = input.on("keydown", |event| {
                if key_event(&event)
                    .is_some_and(|key| key.key() == "Enter" && !key.ctrl_key() && !key.meta_key())
                {
                    event.prevent_default();
                    focus(ADDER);
                }
            });
            div("stock-quantity").child(input).child(el("span").class("muted").child(unit))
        });
        let remove = button(Look::Quiet, Stock::Remove)
            .attr("aria-label", crate::el::live(move || Some(crate::i18n::orders::remove(lang(), &name))))
            .on_click(move || {
                if !untrack(|| form.is_frozen()) {
                    self.remove(at);
                }
            });
        el("li")
            .class("stock-line")
            .child(
                div("stack-tight")
                    .child(el("strong").child(title))
                    .child(el("span").class("hint").child(known)),
            )
            .child(field)
            .child(remove)
    }
}
