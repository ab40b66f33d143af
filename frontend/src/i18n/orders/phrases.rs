//! Sentences about orders with figures and names in them.

use contract::orders::Tender;
use contract::page::Count;
use domain::{Money, OrderStatus, PaymentMethod};

use super::super::Lang;
use super::super::phrases::counted;
use super::{method, status};
use crate::format::money;

/// `12 заказов`.
pub fn orders_found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["заказ", "заказа", "заказов"], ["order", "orders"])
}

/// `Заказ № 101`.
pub fn order_number(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("Заказ №\u{a0}{id}"),
        Lang::En => format!("Order No.\u{a0}{id}"),
    }
}

/// `Изменение заказа № 101`.
pub fn edit_title(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("Изменение заказа №\u{a0}{id}"),
        Lang::En => format!("Edit order No.\u{a0}{id}"),
    }
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

/// `Роутер × 2 шт (остаток 5 → 3)`.
pub fn moves(lang: Lang, name: &str, quantity: &str, before: &str, after: &str) -> String {
    match lang {
        Lang::Ru => format!("{name} × {quantity} (остаток {before} → {after})"),
        Lang::En => format!("{name} × {quantity} (stock {before} → {after})"),
    }
}

/// `Роутер: нужно 5, есть 3`.
pub fn shortage(lang: Lang, name: &str, required: &str, available: &str) -> String {
    match lang {
        Lang::Ru => format!("{name}: нужно {required}, есть {available}"),
        Lang::En => format!("{name}: {required} needed, {available} available"),
    }
}

/// `Сейчас: оплачен, 4 980,00 ₽.`
pub fn stands(lang: Lang, status_: OrderStatus, total: &str) -> String {
    let status = domain::search_key(status(status_).text(lang));
    match lang {
        Lang::Ru => format!("Сейчас он {status}, сумма {total}."),
        Lang::En => format!("Now it is {status}, the total is {total}."),
    }
}

/// `можно вернуть 2 шт`.
pub fn returnable(lang: Lang, quantity: &str) -> String {
    match lang {
        Lang::Ru => format!("можно вернуть {quantity}"),
        Lang::En => format!("{quantity} can come back"),
    }
}

pub fn merged(lang: Lang, name: &str, quantity: &str) -> String {
    match lang {
        Lang::Ru => format!("{name} уже в заказе: количества сложены, теперь {quantity}"),
        Lang::En => format!("{name} is in the order already: the quantities are added up to {quantity}"),
    }
}

pub fn added(lang: Lang, name: &str, quantity: &str) -> String {
    match lang {
        Lang::Ru => format!("Добавлено: {name}, {quantity}"),
        Lang::En => format!("Added: {name}, {quantity}"),
    }
}

pub fn quantity_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Количество: {name}"),
        Lang::En => format!("Quantity: {name}"),
    }
}

pub fn remove(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Убрать: {name}"),
        Lang::En => format!("Remove: {name}"),
    }
}

/// `Оплата № 31`.
pub fn payment_number(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("№\u{a0}{id}"),
        Lang::En => format!("No.\u{a0}{id}"),
    }
}

/// The price that a product had when the line was saved, if it has changed.
pub fn price_was(lang: Lang, price: &str) -> String {
    match lang {
        Lang::Ru => format!("было {price}"),
        Lang::En => format!("was {price}"),
    }
}
