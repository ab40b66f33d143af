//! Part of the goods comes back: which, whether they go on the shelf again, and how much money the client gets.
//!
//! Invariant: the sum follows the prices until somebody types another one: goods may have lost value.

use contract::orders::{Order, OrderLine, ReturnLine, ReturnOrder};
use contract::paths;
use domain::order::{OrderError, Part as Returned, return_lines};
use domain::{Money, Quantity};
use leptos::prelude::*;

use super::cancel::wallet;
use super::desk::Desk;
use super::dialogs::{Reading, effect, field, reason_fault, sum};
use super::effect as tell;
use crate::api::Method;
use crate::el::{El, div};
use crate::form::Command;
use crate::format;
use crate::i18n::{
    Msg, lang, lang_now,
    orders::{self as words, Ord},
    phrases,
    wallet::Wallet,
};
use crate::ui::{Fault, Field, Kind, Look, Said, button, checkbox, typed_quantity};
use crate::watch;

const AMOUNT: &str = "order-amount";

/// What is typed for one line.
#[derive(Clone)]
pub struct Part {
    number: i64,
    name: String,
    unit: String,
    quantity: RwSignal<String>,
    restock: RwSignal<bool>,
}

impl Part {
    fn id(&self) -> String {
        format!("order-line-{}", self.number)
    }
}

fn left(line: &OrderLine) -> Quantity {
    line.quantity.checked_sub(line.returned).unwrap_or_default()
}

pub fn fill(desk: Desk) {
    let lines = untrack(|| desk.order()).map(|order| order.lines).unwrap_or_default();
    let part = |line: OrderLine| Part {
        number: line.number,
        name: line.name,
        unit: line.unit,
        quantity: RwSignal::new(String::new()),
        restock: RwSignal::new(true),
    };
    let lines = lines.into_iter().filter(|line| left(line).is_positive());
    desk.parts.set_value(desk.owned(|| lines.map(part).collect()));
    desk.reference.set(String::new());
}

pub fn body(desk: Desk) -> Vec<El> {
    // `reference` keeps the last sum that was suggested: as long as the field shows it, it may be replaced.
    watch::effect(move || {
        let suggested = desk.order().and_then(|order| suggested(desk, &order));
        let text = suggested.map(|sum| format::editable(lang_now(), sum)).unwrap_or_default();
        if desk.amount.with_untracked(|typed| desk.reference.with_untracked(|last| typed == last)) {
            desk.amount.set(text.clone());
            desk.reference.set(text);
        }
    });
    let all = button(Look::Quiet, Ord::ReturnAll).id("order-return-all").on_click(move || {
        let lines = untrack(|| desk.order()).map(|order| order.lines).unwrap_or_default();
        for part in desk.parts.get_value() {
            if let Some(line) = lines.iter().find(|line| line.number == part.number) {
                part.quantity.set(format::editable_quantity(lang_now(), left(line)));
            }
        }
    });
    let rows = desk.parts.get_value().into_iter().map(|part| row(desk, part)).collect::<Vec<_>>();
    let amount = field(desk, AMOUNT, Ord::ReturnAmount, desk.amount, Kind::Decimal).required();
    let reason = field(desk, "order-reason", Ord::ReasonLabel, desk.reason, Kind::Text)
        .hint(Ord::ReasonRequired)
        .required();
    vec![
        div("return-rows").child(rows),
        div("cluster").child(all),
        div("form-pair").child(amount.view()).child(reason.view()),
        effect(desk, parts),
    ]
}

fn row(desk: Desk, part: Part) -> El {
    let form = desk.form;
    let (number, unit, id) = (part.number, part.unit.clone(), part.id());
    let hint = move || {
        let found = desk.order().and_then(|order| order.lines.into_iter().find(|line| line.number == number));
        let left = found.map(|line| left(&line)).unwrap_or_default();
        (words::returnable(lang(), &format::quantity_of(lang(), left, &unit)), false)
    };
    let quantity = Field::new(id.clone(), part.name, part.quantity)
        .kind(Kind::Decimal)
        .live_hint(hint)
        .faults(form.faults())
        .frozen(move || form.is_frozen());
    div("return-row").child(quantity.view()).child(checkbox(
        format!("{id}-restock"),
        Ord::Restock,
        part.restock,
    ))
}

/// What comes back as things are typed now, or what is wrong with it; tracked.
fn returned(desk: Desk) -> Result<Vec<Returned>, Vec<Fault>> {
    let (mut back, mut faults) = (Vec::new(), Vec::new());
    for part in desk.parts.get_value() {
        match part.quantity.with(|typed| typed_quantity(typed, lang())) {
            Ok(None) => {}
            Ok(Some(quantity)) if quantity.is_positive() => {
                back.push(Returned { line_id: part.number, quantity, restock: part.restock.get() });
            }
            Ok(Some(_)) | Err(_) => faults.push(Fault::of(part.id(), Ord::EnterQuantity)),
        }
    }
    if faults.is_empty() { Ok(back) } else { Err(faults) }
}

/// By the prices, as far as there is money to give back; tracked.
fn suggested(desk: Desk, order: &Order) -> Option<Money> {
    let price = |number| order.lines.iter().find(|line| line.number == number).map(|line| line.price);
    let back = returned(desk).ok()?;
    let worth = Money::checked_sum(
        back.iter().map(|part| part.quantity.times(price(part.line_id)?)).collect::<Option<Vec<_>>>()?,
    )?;
    let refundable =
        Money::checked_sum(tell::model(order).0.refundable()?.into_iter().map(|tender| tender.amount))?;
    Some(worth.min(refundable)).filter(|sum| sum.is_positive())
}

fn amount(desk: Desk) -> Result<Money, Fault> {
    let fault = |text: Msg| Fault::of(AMOUNT, text);
    match sum(AMOUNT, desk.amount)? {
        Some(amount) if amount.is_negative() => Err(fault(Wallet::AmountPositive)),
        Some(amount) => Ok(amount),
        None => Err(fault(Wallet::EnterAmount)),
    }
}

fn parts(desk: Desk, order: &Order) -> Vec<El> {
    let lang = lang();
    let (model, shelf) = tell::model(order);
    let back = returned(desk).unwrap_or_default();
    let Ok(done) = return_lines(&model, &back, amount(desk).unwrap_or_default(), &shelf) else {
        return Vec::new();
    };
    let money = tell::money(lang, Ord::MoneyBack, &done.refunds);
    let account = wallet(&done.refunds).and_then(|sum| tell::balance(lang, desk.balance()?, sum));
    [tell::movements(lang, order, &done.movements), money, account].into_iter().flatten().collect()
}

pub fn read(desk: Desk) -> Reading {
    let Some(order) = desk.order() else { return Err(Vec::new()) };
    let (back, amount, reason) = (returned(desk), amount(desk), reason_fault(desk, true));
    let (back, amount, reason) = match (back, amount, reason) {
        (Ok(back), Ok(amount), Ok(reason)) => (back, amount, reason),
        (back, amount, reason) => {
            let mut faults = back.err().unwrap_or_default();
            faults.extend(amount.err().into_iter().chain(reason.err()));
            return Err(faults);
        }
    };
    let (model, shelf) = tell::model(&order);
    return_lines(&model, &back, amount, &shelf).map_err(|error| vec![fault(desk, error)])?;
    let line =
        |part: Returned| ReturnLine { number: part.line_id, quantity: part.quantity, restock: part.restock };
    let lines = back.into_iter().map(line).collect();
    let body =
        ReturnOrder { lines, amount, reason: reason.unwrap_or_default(), version: Some(order.version) };
    Ok(Command::new(Method::Post, paths::order_returns(desk.id), &body))
}

/// What the domain says, at the field that it concerns.
fn fault(desk: Desk, error: OrderError) -> Fault {
    match error {
        OrderError::TooMuchReturned { line_id, returnable } => {
            let text = move |lang| phrases::at_most(lang, &format::quantity(lang, returnable));
            Fault::of(format!("order-line-{line_id}"), Said::made(text))
        }
        OrderError::TooMuchRefunded { refundable } => {
            let text = move |lang| phrases::at_most(lang, &format::money(lang, refundable));
            Fault::of(AMOUNT, Said::made(text))
        }
        _ => {
            let first = desk.parts.with_value(|parts| parts.first().map(Part::id));
            let text = Ord::ReturnNothing;
            first.map_or_else(|| Fault::whole(text), |id| Fault::of(id, text))
        }
    }
}
