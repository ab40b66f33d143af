//! Sentences about orders with figures and names in them.

use contract::orders::Tender;
use contract::page::Count;
use domain::{Money, OrderStatus, PaymentMethod};

use super::super::phrases::counted;
use super::super::{Lang, messages};
use super::{method, status};
use crate::format::money;

messages! {
    pub enum OrderPhrases {}

    /// `Заказ № 101`.
    pub fn order_number(id: i64) = "Заказ №\u{a0}{0}", "Order No.\u{a0}{0}";
    /// `Изменение заказа № 101`.
    pub fn edit_title(id: i64) = "Изменение заказа №\u{a0}{0}", "Edit order No.\u{a0}{0}";
    /// `Роутер × 2 шт (остаток 5 → 3)`.
    pub fn moves(name: &str, quantity: &str, before: &str, after: &str) =
        "{0} × {1} (остаток {2} → {3})",
        "{0} × {1} (stock {2} → {3})";
    /// `Роутер: нужно 5, есть 3`.
    pub fn shortage(name: &str, required: &str, available: &str) =
        "{0}: нужно {1}, есть {2}",
        "{0}: {1} needed, {2} available";
    /// `можно вернуть 2 шт`.
    pub fn returnable(quantity: &str) = "можно вернуть {0}", "{0} can come back";
    pub fn merged(name: &str, quantity: &str) =
        "{0} уже в заказе: количества сложены, теперь {1}",
        "{0} is in the order already: the quantities are added up to {1}";
    pub fn added(name: &str, quantity: &str) = "Добавлено: {0}, {1}", "Added: {0}, {1}";
    pub fn quantity_of(name: &str) = "Количество: {0}", "Quantity: {0}";
    pub fn remove(name: &str) = "Убрать: {0}", "Remove: {0}";
    /// The price that a product had when the line was saved, if it has changed.
    pub fn price_was(price: &str) = "было {0}", "was {0}";
    fn now_is(status: &str, total: &str) = "Сейчас он {0}, сумма {1}.", "Now it is {0}, the total is {1}.";
}

/// `12 заказов`.
pub fn orders_found(lang: Lang, count: Count) -> String {
    counted(lang, count, super::Ord::CountedOrders)
}

/// `Наличные: 1 500,00 ₽`.
pub fn tender(lang: Lang, method_: PaymentMethod, amount: Money) -> String {
    format!("{}: {}", method(method_).text(lang), money(lang, amount))
}

/// Sums by method, one after another.
pub fn tenders(lang: Lang, all: &[Tender]) -> String {
    let all = all.iter().map(|part| tender(lang, part.method, part.amount));
    all.collect::<Vec<_>>().join(", ")
}

/// `Сейчас он оплачен, сумма 4 980,00 ₽.`
pub fn stands(lang: Lang, status_: OrderStatus, total: &str) -> String {
    now_is(lang, &domain::search_key(status(status_).text(lang)), total)
}
