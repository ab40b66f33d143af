//! The lines of the form: one of each product, its quantity can be typed over, totals follow every key.
//!
//! Invariant: rows are rebuilt only when a line comes or goes; the focus goes on to where the next one begins.

use contract::orders::{LineInput, MAX_ORDER_LINES, OrderLine};
use contract::products::Product;
use domain::{Money, Quantity};
use leptos::prelude::*;

use super::draft::{Draft, PRODUCT};
use crate::el::{El, div, el, key_event, live_text};
use crate::format;
use crate::i18n::{
    Lang, Msg, lang, lang_now,
    orders::{self as words, Ord},
};
use crate::kept::Kept;
use crate::ui::{
    self, Column, Fault, Field, Glyph, Kind, Look, Row, button, cell, focus, icon, typed_quantity,
};
use crate::watch::memo;

const COLUMNS: &[Column] = &[
    Column::new(Ord::Product),
    Column::new(Ord::ColPrice).number(),
    Column::new(Ord::ColStock).number(),
    Column::new(Ord::ColQuantity).number(),
    Column::new(Ord::ColSum).number(),
    Column::new(Ord::Remove).number(),
];

/// What a line shows of its product.
#[derive(Clone)]
pub struct Goods {
    pub id: i64,
    pub name: String,
    pub unit: String,
    pub price: Money,
    pub stock: Quantity,
}

impl From<Product> for Goods {
    fn from(product: Product) -> Self {
        let Product { id, name, unit, price, quantity: stock, .. } = product;
        Self { id, name, unit, price, stock }
    }
}

#[derive(Clone)]
struct Line {
    goods: Goods,
    /// The price that the saved order has, if it has the line.
    saved: Option<Money>,
    quantity: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct Lines {
    rows: Kept<Vec<Line>>,
    round: RwSignal<u32>,
    /// Lines are added by listeners, which own nothing.
    owner: Kept<Option<Owner>>,
}

/// What became of a product that was added.
pub enum Added {
    New,
    /// There was a line of it; the sum of both.
    Merged(Quantity),
    Full,
}

/// # Errors
/// What is wrong with it, in words.
pub fn above_zero(typed: &str) -> Result<Quantity, Msg> {
    match typed_quantity(typed, lang_now()) {
        Ok(Some(quantity)) if quantity.is_positive() => Ok(quantity),
        Err(domain::QuantityError::TooManyDecimals) => Err(Ord::QuantityDecimals),
        Ok(_) | Err(_) => Err(Ord::EnterQuantity),
    }
}

impl Lines {
    pub fn new() -> Self {
        let owner = Kept::new(Owner::current());
        Self { rows: Kept::new(Vec::new()), round: RwSignal::new(0), owner }
    }

    pub fn fill(self, lines: &[OrderLine]) {
        let line = |line: &OrderLine| {
            let goods = Goods {
                id: line.product_id,
                name: line.name.clone(),
                unit: line.unit.clone(),
                price: line.price,
                stock: line.stock,
            };
            self.line(goods, line.quantity, Some(line.price))
        };
        self.rows.set_value(lines.iter().map(line).collect());
        self.changed();
    }

    fn line(self, goods: Goods, quantity: Quantity, saved: Option<Money>) -> Line {
        let make = || RwSignal::new(format::editable_quantity(lang_now(), quantity));
        let quantity = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        Line { goods, saved, quantity }
    }

    fn changed(self) {
        self.round.update(|round| *round = round.wrapping_add(1));
    }

    /// Prices and stock as they are known now.
    pub fn refresh(self, products: Vec<Product>) {
        self.rows.update_value(|rows| {
            for product in products {
                if let Some(line) = rows.iter_mut().find(|line| line.goods.id == product.id) {
                    line.goods = Goods::from(product);
                }
            }
        });
        self.changed();
    }

    pub fn count(self) -> usize {
        self.rows.with_value(Vec::len)
    }

    /// A second line of a product is added to the first.
    pub fn add(self, goods: Goods, quantity: Quantity) -> Added {
        let before = self
            .rows
            .with_value(|rows| rows.iter().find(|line| line.goods.id == goods.id).map(|line| line.quantity));
        if let Some(field) = before {
            let present = field.with_untracked(|typed| above_zero(typed)).unwrap_or_default();
            let sum = present.checked_add(quantity).unwrap_or(quantity);
            field.set(format::editable_quantity(lang_now(), sum));
            return Added::Merged(sum);
        }
        if self.count() >= MAX_ORDER_LINES {
            return Added::Full;
        }
        let line = self.line(goods, quantity, None);
        self.rows.update_value(|rows| rows.push(line));
        self.changed();
        Added::New
    }

    fn remove(self, id: i64) {
        self.rows.update_value(|rows| rows.retain(|line| line.goods.id != id));
        self.changed();
        focus(PRODUCT);
    }

    /// The lines as the API wants them, or what is wrong with them; tracked.
    pub fn read(self) -> Result<Vec<LineInput>, Vec<Fault>> {
        self.round.track();
        let (mut lines, mut faults) = (Vec::new(), Vec::new());
        for (at, line) in self.rows.get_value().into_iter().enumerate() {
            match line.quantity.with(|typed| above_zero(typed)) {
                Ok(quantity) => lines.push(LineInput { product_id: line.goods.id, quantity }),
                Err(fault) => faults.push(Fault::of(field_id(at), fault)),
            }
        }
        if faults.is_empty() { Ok(lines) } else { Err(faults) }
    }

    /// Tracked; `None` while a quantity makes no sense.
    pub fn total(self) -> Option<Money> {
        self.round.track();
        self.rows.get_value().iter().try_fold(Money::ZERO, |sum, line| sum.checked_add(line_total(line)?))
    }
}

fn field_id(at: usize) -> String {
    format!("lines[{at}].quantity")
}

/// Tracked.
fn line_total(line: &Line) -> Option<Money> {
    line.quantity.with(|typed| above_zero(typed)).ok()?.times(line.goods.price)
}

pub fn view(draft: Draft) -> El {
    let lines = draft.lines;
    let empty = memo(move || {
        lines.round.track();
        lines.count() == 0
    });
    let rows = move || {
        lines.round.track();
        let (all, lang) = (lines.rows.get_value(), lang());
        all.into_iter().enumerate().map(|(at, line)| row(draft, at, line, lang)).collect()
    };
    div("order-lines").live(move || {
        if empty.get() {
            return vec![el("p").class("muted").child(Ord::NoLines)];
        }
        vec![ui::table(Ord::Lines, COLUMNS, rows, Signal::stored(false), None)]
    })
}

/// In the order of [`COLUMNS`].
fn row(draft: Draft, at: usize, line: Line, lang: Lang) -> Row {
    let Goods { id, name, unit, price, stock } = line.goods.clone();
    let form = draft.form;
    let was = line.saved.filter(|saved| *saved != price).map(|saved| {
        el("span").class("order-detail").child(words::price_was(lang, &format::money(lang, saved)))
    });
    let field = Field::new(field_id(at), words::quantity_of(lang, &name), line.quantity)
        .hidden_label()
        .kind(Kind::Decimal)
        .faults(form.faults())
        .frozen(move || form.is_frozen())
        .live_hint(move || {
            let short = line.quantity.with(|typed| above_zero(typed)).is_ok_and(|wanted| wanted > stock);
            (if short { Ord::LineShort.now().to_owned() } else { String::new() }, short)
        });
    let quantity = field.view().on("keydown", |event| {
        if key_event(&event).is_some_and(|event| event.key() == "Enter" && !event.ctrl_key()) {
            event.prevent_default();
            focus(PRODUCT);
        }
    });
    let known = line.clone();
    let total =
        live_text(move || line_total(&known).map_or_else(|| "—".to_owned(), |sum| format::money(lang, sum)));
    let remove = button(Look::Quiet, icon(Glyph::Cross))
        .attr("aria-label", words::remove(lang, &name))
        .on_click(move || {
            if !untrack(|| form.is_frozen()) {
                draft.lines.remove(id);
            }
        });
    let cells = vec![
        cell(name).id(format!("lines[{at}].product_id")).attr("tabindex", "-1"),
        el("span").class("stack-tight").child(cell(format::money(lang, price))).child(was),
        cell(format::quantity_of(lang, stock, &unit)),
        quantity,
        el("strong").child(total),
        remove,
    ];
    Row { cells, ..Row::default() }
}
