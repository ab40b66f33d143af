//! Payments through a provider: asking for one, saying what a manual terminal said, giving one up.

use contract::paths;
use contract::payments::{Confirmation, NewPayment, RefundSettlement};
use leptos::prelude::*;

use super::desk::Desk;
use super::dialogs::{Reading, field};
use crate::api::Method;
use crate::el::{El, div, el};
use crate::form::Command;
use crate::format;
use crate::i18n::{lang_now, orders::Ord, wallet::Wallet};
use crate::ui::{Fault, Kind, typed_sum};

const AMOUNT: &str = "order-amount";
const REFERENCE: &str = "order-reference";

pub fn fill(desk: Desk) {
    let total = untrack(|| desk.order()).map(|order| order.total).unwrap_or_default();
    desk.amount.set(format::editable(lang_now(), total));
}

pub fn ask(desk: Desk) -> Vec<El> {
    let amount = field(desk, AMOUNT, Ord::Amount, desk.amount, Kind::Decimal).required();
    vec![el("p").child(Ord::OnlineText), div("").child(amount.view())]
}

pub fn read_ask(desk: Desk) -> Reading {
    match desk.amount.with(|typed| typed_sum(typed, lang_now())) {
        Ok(Some(amount)) if amount.is_positive() => {
            let body = NewPayment { amount, provider: None, return_url: None };
            Ok(Command::new(Method::Post, paths::order_payments(desk.id), &body))
        }
        _ => Err(vec![Fault::of(AMOUNT, Wallet::EnterAmount)]),
    }
}

pub fn confirm(desk: Desk) -> Vec<El> {
    let reference = field(desk, REFERENCE, Ord::Reference, desk.reference, Kind::Text).required();
    vec![el("p").child(Ord::ConfirmText), div("").child(reference.view())]
}

fn target(desk: Desk) -> i64 {
    desk.target.with(|id| id.parse().unwrap_or_default())
}

pub fn read_confirm(desk: Desk) -> Reading {
    let reference = desk.reference.with(|text| text.trim().to_owned());
    if reference.is_empty() {
        return Err(vec![Fault::of(REFERENCE, Ord::EnterReference)]);
    }
    Ok(Command::new(Method::Post, paths::payment_confirm(target(desk)), &Confirmation { reference }))
}

pub fn settle(desk: Desk) -> Vec<El> {
    let reason = field(desk, REFERENCE, Ord::Grounds, desk.reference, Kind::Text).required();
    vec![el("p").child(Ord::SettleText), div("").child(reason.view())]
}

pub fn read_settle(desk: Desk) -> Reading {
    let reason = desk.reference.with(|text| text.trim().to_owned());
    if reason.is_empty() {
        return Err(vec![Fault::of(REFERENCE, Ord::EnterGrounds)]);
    }
    Ok(Command::new(Method::Post, paths::refund_settle(target(desk)), &RefundSettlement { reason }))
}

pub fn read_void(desk: Desk) -> Reading {
    Ok(Ok(Command::bare(Method::Post, paths::payment_void(target(desk)))))
}
