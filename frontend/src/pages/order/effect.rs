//! What an action will do, told before it is done: the domain's own decisions over the order that is shown.
//!
//! Invariant: nothing is computed here that the server does not compute the same way; it still has the last word.

use contract::orders::Order;
use domain::order::{Line, Settled, Tender};
use domain::stock::{self, Movement, Shelf};
use domain::{Money, MovementKind, OrderState};

use crate::el::{El, el};
use crate::format;
use crate::i18n::{
    Lang, Msg,
    orders::{self as words, Ord},
};

/// The order and the shelf as the domain knows them; lines by their numbers.
pub fn model(order: &Order) -> (domain::Order, Shelf) {
    let line = |line: &contract::orders::OrderLine| Line {
        id: line.number,
        product_id: line.product_id,
        quantity: line.quantity,
        price: line.price,
    };
    let state = match (order.paid_at, order.cancelled_at) {
        (_, Some(at)) => OrderState::Cancelled { at },
        (Some(at), None) => OrderState::Paid { at, settled: settled(order) },
        (None, None) => OrderState::Draft,
    };
    // Added one by one: collecting would sort them, which is 10 KB of code.
    let mut shelf = Shelf::new();
    for line in &order.lines {
        shelf.insert(line.product_id, line.stock);
    }
    let lines = order.lines.iter().map(line).collect();
    let archived = order.archived_at.is_some();
    (domain::Order { id: order.id, walk_in: order.client_id == 0, lines, state, archived }, shelf)
}

fn settled(order: &Order) -> Settled {
    let taken = order.payments.iter().filter(|payment| payment.taken);
    let mut settled = Settled::default();
    for payment in taken {
        settled.captured.push(Tender { method: payment.method, amount: payment.amount });
        settled.refunded.push(Tender { method: payment.method, amount: payment.refunded });
    }
    for line in &order.lines {
        settled.returned.insert(line.number, line.returned);
    }
    settled
}

/// What a payment takes from the shelf; nothing while something is missing.
pub fn sold(order: &domain::Order, shelf: &Shelf) -> Vec<Movement> {
    let needed = stock::aggregate(order.lines.iter().map(|line| (line.product_id, line.quantity)));
    needed.and_then(|needed| stock::take(shelf, &needed, MovementKind::Sale)).unwrap_or_default()
}

/// Each product once: `Роутер × 2 (остаток 5 → 3)`.
pub fn movements(lang: Lang, order: &Order, movements: &[Movement]) -> Option<El> {
    let first = movements.first()?;
    let head = if first.quantity.is_negative() { Ord::FromStock } else { Ord::ToStock };
    let line = |moved: &Movement| {
        let before = moved.quantity_after.checked_sub(moved.quantity).unwrap_or_default();
        let [before, after] = [before, moved.quantity_after].map(|quantity| format::quantity(lang, quantity));
        let sold = order.lines.iter().find(|line| line.product_id == moved.product_id);
        let (name, unit) = sold.map(|line| (line.name.as_str(), line.unit.as_str())).unwrap_or_default();
        let size = if moved.quantity.is_negative() { moved.quantity.negated() } else { moved.quantity };
        words::moves(lang, name, &format::quantity_of(lang, size, unit), &before, &after)
    };
    Some(group(lang, head, movements.iter().map(line).collect()))
}

/// Sums by method, if any.
pub fn money(lang: Lang, head: Msg, tenders: &[Tender]) -> Option<El> {
    let lines: Vec<String> =
        tenders.iter().map(|tender| words::tender(lang, tender.method, tender.amount)).collect();
    (!lines.is_empty()).then(|| group(lang, head, lines))
}

/// `Баланс клиента: 5 000,00 ₽ → 20,00 ₽`.
pub fn balance(lang: Lang, before: Money, change: Money) -> Option<El> {
    let after = before.checked_add(change)?;
    let line = format!("{} → {}", format::money(lang, before), format::money(lang, after));
    Some(group(lang, Ord::Balance, vec![line]))
}

fn group(lang: Lang, head: Msg, lines: Vec<String>) -> El {
    let lines = lines.into_iter().map(|line| el("li").child(line)).collect::<Vec<_>>();
    el("div").child(el("p").class("field-label").child(head.text(lang))).child(el("ul").child(lines))
}
