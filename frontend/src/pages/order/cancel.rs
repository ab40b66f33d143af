//! Cancelling: a draft moves nothing, a paid order brings back its goods and its money.

use contract::orders::{CancelOrder, Order};
use contract::paths;
use domain::order::Tender;
use domain::{Money, OrderStatus, PaymentMethod};

use super::desk::Desk;
use super::dialogs::{Reading, effect, field, reason_fault};
use super::effect as tell;
use crate::api::Method;
use crate::el::{El, div, el};
use crate::form::Command;
use crate::i18n::{lang, orders::Ord};
use crate::ui::Kind;

pub fn body(desk: Desk) -> Vec<El> {
    let hint = move || {
        let hint = if is_paid(desk) { Ord::ReasonRequired } else { Ord::ReasonOptional };
        (hint.now().to_owned(), false)
    };
    let reason = field(desk, "order-reason", Ord::ReasonLabel, desk.reason, Kind::Text).live_hint(hint);
    vec![effect(desk, parts), div("").child(reason.view())]
}

fn is_paid(desk: Desk) -> bool {
    desk.order().is_some_and(|order| order.status == OrderStatus::Paid)
}

fn parts(desk: Desk, order: &Order) -> Vec<El> {
    let lang = lang();
    let (model, shelf) = tell::model(order);
    let undone = domain::order::cancel(&model, &shelf).unwrap_or_default();
    let mut shown: Vec<El> = tell::movements(lang, order, &undone.movements).into_iter().collect();
    shown.extend(tell::money(lang, Ord::MoneyBack, &undone.refunds));
    shown.extend(wallet(&undone.refunds).and_then(|sum| tell::balance(lang, desk.balance()?, sum)));
    if shown.is_empty() {
        shown.push(el("p").child(Ord::NothingMoves.text(lang)));
    }
    shown
}

/// What goes through the client's account.
pub fn wallet(tenders: &[Tender]) -> Option<Money> {
    tenders.iter().find(|tender| tender.method == PaymentMethod::Wallet).map(|tender| tender.amount)
}

pub fn read(desk: Desk) -> Reading {
    let reason = reason_fault(desk, is_paid(desk)).map_err(|fault| vec![fault])?;
    let body = CancelOrder { reason, version: desk.order().map(|order| order.version) };
    Ok(Command::new(Method::Post, paths::order_cancel(desk.id), &body))
}
