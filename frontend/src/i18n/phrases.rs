//! Phrases with parameters.
//!
//! Invariant: each is one whole sentence per language; the parameters are figures and names, already formatted.

use contract::page::Count;

use super::{Lang, plural};

/// `87 клиентов`, `более 10 000 клиентов`.
pub fn clients_found(lang: Lang, count: Count) -> String {
    let n = count.value;
    match (lang, count.capped) {
        (Lang::Ru, false) => format!("{} {}", whole(lang, n), plural::ru(n, "клиент", "клиента", "клиентов")),
        (Lang::Ru, true) => format!("более {} клиентов", whole(lang, n)),
        (Lang::En, false) => format!("{} {}", whole(lang, n), plural::en(n, "client", "clients")),
        (Lang::En, true) => format!("more than {} clients", whole(lang, n)),
    }
}

/// `12 услуг`.
pub fn services_found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["услуга", "услуги", "услуг"], ["service", "services"])
}

/// `1 024 операции`.
pub fn operations_found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["операция", "операции", "операций"], ["operation", "operations"])
}

/// A count with its noun: one, few, many; one, other.
pub fn counted(lang: Lang, count: Count, ru: [&str; 3], en: [&str; 2]) -> String {
    let n = count.value;
    match (lang, count.capped) {
        (Lang::Ru, false) => format!("{} {}", whole(lang, n), plural::ru(n, ru[0], ru[1], ru[2])),
        (Lang::Ru, true) => format!("более {} {}", whole(lang, n), ru[2]),
        (Lang::En, false) => format!("{} {}", whole(lang, n), plural::en(n, en[0], en[1])),
        (Lang::En, true) => format!("more than {} {}", whole(lang, n), en[1]),
    }
}

/// For the live region after a change of filters; `words` names what was counted.
pub fn found(lang: Lang, count: Count, words: fn(Lang, Count) -> String) -> String {
    match (lang, count.value) {
        (Lang::Ru, 0) => "Ничего не найдено".to_owned(),
        (Lang::En, 0) => "Nothing found".to_owned(),
        (Lang::Ru, _) => format!("Найдено: {}", words(lang, count)),
        (Lang::En, _) => format!("Found: {}", words(lang, count)),
    }
}

/// What an export has in it: `Экспорт: 87 клиентов`.
pub fn export_of(lang: Lang, what: &str) -> String {
    match lang {
        Lang::Ru => format!("Экспорт в CSV: {what}"),
        Lang::En => format!("Export as CSV: {what}"),
    }
}

/// A whole number with its thousands apart.
pub fn whole(lang: Lang, n: i64) -> String {
    let separator = match lang {
        Lang::Ru => '\u{a0}',
        Lang::En => ',',
    };
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    if n < 0 {
        out.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// `Баланс: от −500,00 ₽ до 0,00 ₽` with either end open.
pub fn range_chip(lang: Lang, name: &str, from: Option<&str>, to: Option<&str>) -> String {
    match (lang, from, to) {
        (_, Some(from), Some(to)) if from == to => format!("{name}: {from}"),
        (Lang::Ru, Some(from), Some(to)) => format!("{name}: от {from} до {to}"),
        (Lang::Ru, Some(from), None) => format!("{name}: от {from}"),
        (Lang::Ru, None, Some(to)) => format!("{name}: до {to}"),
        (Lang::En, Some(from), Some(to)) => format!("{name}: from {from} to {to}"),
        (Lang::En, Some(from), None) => format!("{name}: from {from}"),
        (Lang::En, None, Some(to)) => format!("{name}: up to {to}"),
        (_, None, None) => name.to_owned(),
    }
}

/// `Период: с 01.01.2026 по 31.01.2026` with either end open.
pub fn period_chip(lang: Lang, name: &str, from: Option<&str>, to: Option<&str>) -> String {
    match (lang, from, to) {
        (_, Some(from), Some(to)) if from == to => format!("{name}: {from}"),
        (Lang::Ru, Some(from), Some(to)) => format!("{name}: с {from} по {to}"),
        (Lang::Ru, Some(from), None) => format!("{name}: с {from}"),
        (Lang::Ru, None, Some(to)) => format!("{name}: по {to}"),
        (Lang::En, Some(from), Some(to)) => format!("{name}: {from} to {to}"),
        (Lang::En, Some(from), None) => format!("{name}: from {from}"),
        (Lang::En, None, Some(to)) => format!("{name}: until {to}"),
        (_, None, None) => name.to_owned(),
    }
}

pub fn text_chip(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Ru => format!("Поиск: «{text}»"),
        Lang::En => format!("Search: “{text}”"),
    }
}

/// A value in the address that cannot be read and is therefore not applied.
pub fn bad_chip(lang: Lang, name: &str, raw: &str) -> String {
    match lang {
        Lang::Ru => format!("{name}: не понял «{raw}»"),
        Lang::En => format!("{name}: “{raw}” is not understood"),
    }
}

pub fn remove_chip(lang: Lang, chip: &str) -> String {
    match lang {
        Lang::Ru => format!("Убрать фильтр «{chip}»"),
        Lang::En => format!("Remove the filter “{chip}”"),
    }
}

pub fn client_number(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("№\u{a0}{id}"),
        Lang::En => format!("No.\u{a0}{id}"),
    }
}

/// `Доступно 11 234,56 ₽`, with the limit and its last day when there is a limit.
pub fn available(
    lang: Lang,
    available: &str,
    limit: Option<&str>,
    due: Option<&str>,
    expired: bool,
) -> String {
    match (lang, limit, due) {
        (Lang::Ru, None, _) => format!("Доступно {available}"),
        (Lang::En, None, _) => format!("Available {available}"),
        (Lang::Ru, Some(limit), None) => format!("Доступно {available} (лимит {limit}, бессрочно)"),
        (Lang::En, Some(limit), None) => format!("Available {available} (limit {limit}, no due date)"),
        (Lang::Ru, Some(limit), Some(due)) if expired => {
            format!("Доступно {available} (лимит {limit} закончился {due})")
        }
        (Lang::En, Some(limit), Some(due)) if expired => {
            format!("Available {available} (the limit {limit} ended on {due})")
        }
        (Lang::Ru, Some(limit), Some(due)) => format!("Доступно {available} (лимит {limit} до {due})"),
        (Lang::En, Some(limit), Some(due)) => format!("Available {available} (limit {limit} until {due})"),
    }
}

pub fn balance_after(lang: Lang, balance: &str) -> String {
    match lang {
        Lang::Ru => format!("Баланс после: {balance}"),
        Lang::En => format!("Balance after: {balance}"),
    }
}

pub fn at_most(lang: Lang, limit: &str) -> String {
    match lang {
        Lang::Ru => format!("Не больше {limit}"),
        Lang::En => format!("At most {limit}"),
    }
}

pub fn too_much_by(lang: Lang, excess: &str) -> String {
    match lang {
        Lang::Ru => format!("Больше доступного на {excess}"),
        Lang::En => format!("{excess} above what is available"),
    }
}

pub fn deposited(lang: Lang, amount: &str, balance: &str) -> String {
    match lang {
        Lang::Ru => format!("Счёт пополнен на {amount}. Баланс: {balance}."),
        Lang::En => format!("{amount} deposited. Balance: {balance}."),
    }
}

pub fn withdrawn(lang: Lang, amount: &str, balance: &str) -> String {
    match lang {
        Lang::Ru => format!("Списано {amount}. Баланс: {balance}."),
        Lang::En => format!("{amount} withdrawn. Balance: {balance}."),
    }
}

pub fn confirm_deposit(lang: Lang, amount: &str, client: &str, balance: &str) -> String {
    match lang {
        Lang::Ru => format!("Пополнить счёт клиента «{client}» на {amount}? Баланс станет {balance}."),
        Lang::En => format!("Deposit {amount} to the account of “{client}”? The balance becomes {balance}."),
    }
}

pub fn confirm_withdraw(lang: Lang, amount: &str, client: &str, balance: &str) -> String {
    match lang {
        Lang::Ru => format!("Списать {amount} со счёта клиента «{client}»? Баланс станет {balance}."),
        Lang::En => {
            format!("Withdraw {amount} from the account of “{client}”? The balance becomes {balance}.")
        }
    }
}

/// Head of the column of moments: `Время (МСК)`.
pub fn time_in_zone(lang: Lang, zone: &str) -> String {
    match lang {
        Lang::Ru => format!("Время ({zone})"),
        Lang::En => format!("Time ({zone})"),
    }
}

/// When a record was saved, and by whom if that is known.
pub fn saved_by(lang: Lang, at: &str, who: Option<&str>) -> String {
    match (lang, who) {
        (Lang::Ru, Some(who)) => format!("Сохранено {at}, {who}"),
        (Lang::Ru, None) => format!("Сохранено {at}"),
        (Lang::En, Some(who)) => format!("Saved {at} by {who}"),
        (Lang::En, None) => format!("Saved {at}"),
    }
}

pub fn reverses(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("сторнирует операцию №\u{a0}{id}"),
        Lang::En => format!("reverses operation No.\u{a0}{id}"),
    }
}

pub fn reversed_by(lang: Lang, id: i64) -> String {
    match lang {
        Lang::Ru => format!("сторнирована операцией №\u{a0}{id}"),
        Lang::En => format!("reversed by operation No.\u{a0}{id}"),
    }
}

pub fn sort_by(lang: Lang, column: &str) -> String {
    match lang {
        Lang::Ru => format!("Сортировать: {column}"),
        Lang::En => format!("Sort by: {column}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_declined() {
        let count = |value, capped| Count { value, capped };
        for (count, ru, en) in [
            (count(0, false), "0 клиентов", "0 clients"),
            (count(1, false), "1 клиент", "1 client"),
            (count(2_342, false), "2\u{a0}342 клиента", "2,342 clients"),
            (count(10_000, true), "более 10\u{a0}000 клиентов", "more than 10,000 clients"),
        ] {
            assert_eq!(clients_found(Lang::Ru, count), ru);
            assert_eq!(clients_found(Lang::En, count), en);
        }
        assert_eq!(found(Lang::Ru, count(0, false), clients_found), "Ничего не найдено");
    }

    #[test]
    fn a_range_says_which_end_is_open() {
        let chip = |from, to| range_chip(Lang::Ru, "Баланс", from, to);
        assert_eq!(chip(Some("1"), Some("2")), "Баланс: от 1 до 2");
        assert_eq!(chip(Some("1"), None), "Баланс: от 1");
        assert_eq!(chip(None, Some("2")), "Баланс: до 2");
        assert_eq!(chip(Some("2"), Some("2")), "Баланс: 2");
    }
}
