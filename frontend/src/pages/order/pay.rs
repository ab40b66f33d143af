//! Paying: what leaves the stock, what leaves the account, and by which methods the total is paid.
//!
//! Invariant: methods and limits are those that the server offers; one method pays whatever the others leave, so the sum is always the
//! total. What a provider holds already is part of every payment.

use contract::orders::{MethodOffer, Order, PayOrder, TenderInput};
use contract::paths;
use domain::order::Tender;
use domain::{Money, Obstacle, PaymentMethod};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use super::cancel::wallet;
use super::desk::{Desk, Ways, shortage_list};
use super::dialogs::{Reading, effect, field, sum};
use super::effect as tell;
use crate::api::Method;
use crate::el::{El, div, el, live};
use crate::form::Command;
use crate::format;
use crate::i18n::{
    lang,
    orders::{self as words, Ord},
    phrases, problems,
};
use crate::ui::{Fault, Kind, Said, checkbox};
use crate::watch::memo;

/// The methods that a person chooses from; ids of their parts.
const METHODS: [(PaymentMethod, &str, &str); 3] = [
    (PaymentMethod::Wallet, "order-by-wallet", "order-share-wallet"),
    (PaymentMethod::Cash, "order-by-cash", "order-share-cash"),
    (PaymentMethod::Card, "order-by-card", "order-share-card"),
];

fn offer(ways: &Ways, method: PaymentMethod) -> Option<&MethodOffer> {
    ways.payment_methods.iter().find(|offer| offer.method == method)
}

/// Why the method pays nothing at all. One that is only short of money can pay a part.
fn closed(ways: &Ways, method: PaymentMethod) -> Option<Obstacle> {
    match offer(ways, method) {
        None => Some(Obstacle::NotPermitted),
        Some(offer) => offer.reason.filter(|reason| !offer.allowed && *reason != Obstacle::InsufficientFunds),
    }
}

/// What a provider holds for the order.
fn held(ways: &Ways) -> Option<Money> {
    offer(ways, PaymentMethod::Online)?.available.filter(|sum| sum.is_positive())
}

/// The method that pays the rest: the one chosen, else the wallet if it has enough, else cash. Tracked.
fn main(desk: Desk, ways: &Ways) -> PaymentMethod {
    let rich = offer(ways, PaymentMethod::Wallet).is_some_and(|offer| offer.allowed);
    let default = if rich { PaymentMethod::Wallet } else { PaymentMethod::Cash };
    desk.main.with(|word| PaymentMethod::parse(word).unwrap_or(default))
}

pub fn body(desk: Desk) -> Vec<El> {
    let free = memo(move || desk.order().is_some_and(|order| order.total.is_zero()));
    let total = move || {
        let (order, lang) = (desk.order()?, lang());
        let sum = el("strong").class("order-sum").child(format::money(lang, order.total));
        Some(el("p").child(Ord::SumTotal.text(lang)).child(": ").child(sum))
    };
    let methods = el("fieldset")
        .class("radios")
        .child(el("legend").class("field-label").child(Ord::Method))
        .child(div("stack-tight").live(move || methods(desk)))
        .child(checkbox("order-split", Ord::Split, desk.split));
    let shares = METHODS.into_iter().zip(desk.shares).map(|((method, _, id), share)| {
        let hidden = move || {
            let ways = desk.ways();
            !desk.split.get()
                || ways.is_none_or(|ways| closed(&ways, method).is_some() || main(desk, &ways) == method)
        };
        let shown = field(desk, id, words::method(method), share, Kind::Decimal);
        div("").attr("hidden", live(move || hidden().then(String::new))).child(shown.view())
    });
    let reference =
        field(desk, "order-reference", Ord::Reference, desk.reference, Kind::Text).hint(Ord::Optional);
    let paid = div("stack")
        .attr("hidden", live(move || free.get().then(String::new)))
        .child(methods)
        .child(div("share-fields").child(shares.collect::<Vec<_>>()))
        .child(reference.view());
    vec![div("").maybe(total), paid, effect(desk, parts)]
}

fn methods(desk: Desk) -> Vec<El> {
    let (Some(ways), lang) = (desk.ways(), lang()) else { return Vec::new() };
    let one = |(method, id, _): (PaymentMethod, &'static str, &'static str)| {
        let closed = closed(&ways, method);
        if closed == Some(Obstacle::SystemClient) {
            return None;
        }
        let available = offer(&ways, method).and_then(|offer| offer.available);
        let detail = match (closed, available) {
            (Some(reason), _) => problems::obstacle(lang, reason).to_owned(),
            (None, Some(sum)) => phrases::available(lang, &format::money(lang, sum), None, None, false),
            (None, None) => String::new(),
        };
        let chosen = move || desk.ways().is_some_and(|ways| main(desk, &ways) == method);
        let input = el("input")
            .attr("type", "radio")
            .attr("name", "order-method")
            .id(id)
            .attr("disabled", closed.is_some())
            .prop("checked", move || JsValue::from(chosen()))
            .on("change", move |_| desk.main.set(method.as_str().to_owned()));
        let name = el("span").child(words::method(method).text(lang));
        Some(
            el("label")
                .class("check")
                .child(input)
                .child(name)
                .child(el("span").class("muted").child(detail)),
        )
    };
    METHODS.into_iter().filter_map(one).collect()
}

/// How the order is paid as things are typed now, or what is wrong; tracked.
fn tenders(desk: Desk, order: &Order) -> Result<Vec<Tender>, Vec<Fault>> {
    let Some(ways) = desk.ways() else { return Err(Vec::new()) };
    let (mut paid, mut faults) = (Vec::new(), Vec::new());
    if let Some(amount) = held(&ways) {
        paid.push(Tender { method: PaymentMethod::Online, amount });
    }
    let main = main(desk, &ways);
    let mut last = "order-split";
    for ((method, _, id), share) in METHODS.into_iter().zip(desk.shares) {
        if !desk.split.get() || method == main || closed(&ways, method).is_some() {
            continue;
        }
        match sum(id, share) {
            Ok(Some(amount)) if amount.is_positive() => {
                last = id;
                paid.push(Tender { method, amount });
            }
            Ok(_) => {}
            Err(fault) => faults.push(fault),
        }
    }
    let given = Money::checked_sum(paid.iter().map(|tender| tender.amount));
    match given.and_then(|given| order.total.checked_sub(given)) {
        Some(rest) if rest.is_positive() => paid.push(Tender { method: main, amount: rest }),
        Some(rest) if rest.is_zero() => {}
        _ => faults.push(Fault::of(last, Ord::TooMuch)),
    }
    let available = offer(&ways, PaymentMethod::Wallet).and_then(|offer| offer.available);
    let excess = wallet(&paid).zip(available).and_then(|(wanted, most)| wanted.checked_sub(most));
    if let Some(excess) = excess.filter(|excess| excess.is_positive()) {
        let id = if main == PaymentMethod::Wallet { "order-by-wallet" } else { "order-share-wallet" };
        let text = move |lang| phrases::too_much_by(lang, &format::money(lang, excess));
        faults.push(Fault::of(id, Said::made(text)));
    }
    if faults.is_empty() { Ok(paid) } else { Err(faults) }
}

fn parts(desk: Desk, order: &Order) -> Vec<El> {
    let lang = lang();
    let missing = desk.ways().and_then(|ways| shortage_list(&ways.shortages));
    let (model, shelf) = tell::model(order);
    let moved = tell::movements(lang, order, &tell::sold(&model, &shelf));
    let paid = tenders(desk, order).unwrap_or_default();
    let charged = wallet(&paid).and_then(|sum| tell::balance(lang, desk.balance()?, sum.negated()));
    let free = order.total.is_zero().then(|| el("p").child(Ord::Free.text(lang)));
    let money = tell::money(lang, Ord::MoneyIn, &paid);
    [missing, moved, money, charged, free].into_iter().flatten().collect()
}

pub fn read(desk: Desk) -> Reading {
    let Some(order) = desk.order() else { return Err(Vec::new()) };
    let reference = desk.reference.with(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
    // The slip belongs to whatever was paid at the counter.
    let mut slip = reference;
    let payments = tenders(desk, &order)?.into_iter().map(|Tender { method, amount }| {
        let here = matches!(method, PaymentMethod::Card | PaymentMethod::Cash);
        TenderInput { method, amount, reference: if here { slip.take() } else { None } }
    });
    let body = PayOrder { payments: payments.collect(), version: Some(order.version) };
    Ok(Command::new(Method::Post, paths::order_pay(desk.id), &body))
}
