//! Phrases with parameters.
//!
//! Invariant: each is one whole sentence per language; the parameters are figures and names, already formatted.

use contract::page::Count;

use super::{Lang, Msg, messages, plural};

messages! {
    pub enum Phrases {
        NothingFound = "Ничего не найдено", "Nothing found";
        Clients = "клиент|клиента|клиентов", "client|clients";
        Services = "услуга|услуги|услуг", "service|services";
        Operations = "операция|операции|операций", "operation|operations";
    }

    fn more_than(figure: &str, of: &str) = "более {0} {1}", "more than {0} {1}";
    fn found_some(what: &str) = "Найдено: {0}", "Found: {0}";
    pub fn is(name: &str, value: &str) = "{0}: {1}", "{0}: {1}";
    pub fn quoted(name: &str, text: &str) = "{0}: «{1}»", "{0}: “{1}”";
    pub fn contains(name: &str, text: &str) = "{0} содержит «{1}»", "{0} contains “{1}”";
    fn range(name: &str, from: &str, to: &str) = "{0}: от {1} до {2}", "{0}: from {1} to {2}";
    fn range_from(name: &str, from: &str) = "{0}: от {1}", "{0}: from {1}";
    fn range_to(name: &str, to: &str) = "{0}: до {1}", "{0}: up to {1}";
    fn period(name: &str, from: &str, to: &str) = "{0}: с {1} по {2}", "{0}: {1} to {2}";
    fn period_from(name: &str, from: &str) = "{0}: с {1}", "{0}: from {1}";
    fn period_to(name: &str, to: &str) = "{0}: по {1}", "{0}: until {1}";
    fn available_now(sum: &str) = "Доступно {0}", "Available {0}";
    fn available_open(sum: &str, limit: &str) =
        "Доступно {0} (лимит {1}, бессрочно)",
        "Available {0} (limit {1}, no due date)";
    fn available_until(sum: &str, limit: &str, due: &str) =
        "Доступно {0} (лимит {1} до {2})",
        "Available {0} (limit {1} until {2})";
    fn available_ended(sum: &str, limit: &str, due: &str) =
        "Доступно {0} (лимит {1} закончился {2})",
        "Available {0} (the limit {1} ended on {2})";
    fn saved(at: &str) = "Сохранено {0}", "Saved {0}";
    fn saved_by_whom(at: &str, who: &str) = "Сохранено {0}, {1}", "Saved {0} by {1}";

    /// What an export has in it: `Экспорт: 87 клиентов`.
    pub fn export_of(what: &str) = "Экспорт в CSV: {0}", "Export as CSV: {0}";
    pub fn text_chip(text: &str) = "Поиск: «{0}»", "Search: “{0}”";
    /// A value in the address that cannot be read and is therefore not applied.
    pub fn bad_chip(name: &str, raw: &str) = "{0}: не понял «{1}»", "{0}: “{1}” is not understood";
    pub fn remove_chip(chip: &str) = "Убрать фильтр «{0}»", "Remove the filter “{0}”";
    pub fn number(id: i64) = "№\u{a0}{0}", "No.\u{a0}{0}";
    pub fn balance_after(balance: &str) = "Баланс после: {0}", "Balance after: {0}";
    pub fn at_most(limit: &str) = "Не больше {0}", "At most {0}";
    pub fn too_much_by(excess: &str) = "Больше доступного на {0}", "{0} above what is available";
    pub fn deposited(amount: &str, balance: &str) =
        "Счёт пополнен на {0}. Баланс: {1}.",
        "{0} deposited. Balance: {1}.";
    pub fn withdrawn(amount: &str, balance: &str) =
        "Списано {0}. Баланс: {1}.",
        "{0} withdrawn. Balance: {1}.";
    pub fn confirm_deposit(amount: &str, client: &str, balance: &str) =
        "Пополнить счёт клиента «{1}» на {0}? Баланс станет {2}.",
        "Deposit {0} to the account of “{1}”? The balance becomes {2}.";
    pub fn confirm_withdraw(amount: &str, client: &str, balance: &str) =
        "Списать {0} со счёта клиента «{1}»? Баланс станет {2}.",
        "Withdraw {0} from the account of “{1}”? The balance becomes {2}.";
    /// Head of the column of moments: `Время (МСК)`.
    pub fn time_in_zone(zone: &str) = "Время ({0})", "Time ({0})";
    pub fn reverses(id: i64) = "сторнирует операцию №\u{a0}{0}", "reverses operation No.\u{a0}{0}";
    pub fn reversed_by(id: i64) = "сторнирована операцией №\u{a0}{0}", "reversed by operation No.\u{a0}{0}";
    pub fn sort_by(column: &str) = "Сортировать: {0}", "Sort by: {0}";
}

/// `87 клиентов`, `более 10 000 клиентов`.
pub fn clients_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Phrases::Clients)
}

/// `12 услуг`.
pub fn services_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Phrases::Services)
}

/// `1 024 операции`.
pub fn operations_found(lang: Lang, count: Count) -> String {
    counted(lang, count, Phrases::Operations)
}

/// A count with its noun, whose forms are those of [`plural::form`].
pub fn counted(lang: Lang, count: Count, noun: Msg) -> String {
    if count.capped {
        // Both languages take the form of many after a round thousand.
        more_than(lang, &whole(lang, count.value), plural::form(lang, 1_000, noun.text(lang)))
    } else {
        figure(lang, count.value, noun)
    }
}

/// A number with its noun.
#[inline(never)]
pub fn figure(lang: Lang, n: i64, noun: Msg) -> String {
    let mut text = whole(lang, n);
    text.push(' ');
    text.push_str(plural::form(lang, n, noun.text(lang)));
    text
}

/// For the live region after a change of filters; `words` names what was counted.
pub fn found(lang: Lang, count: Count, words: fn(Lang, Count) -> String) -> String {
    if count.value == 0 {
        Phrases::NothingFound.text(lang).to_owned()
    } else {
        found_some(lang, &words(lang, count))
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
    match (from, to) {
        (Some(from), Some(to)) if from == to => is(lang, name, from),
        (Some(from), Some(to)) => range(lang, name, from, to),
        (Some(from), None) => range_from(lang, name, from),
        (None, Some(to)) => range_to(lang, name, to),
        (None, None) => name.to_owned(),
    }
}

/// `Период: с 01.01.2026 по 31.01.2026` with either end open.
pub fn period_chip(lang: Lang, name: &str, from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => is(lang, name, from),
        (Some(from), Some(to)) => period(lang, name, from, to),
        (Some(from), None) => period_from(lang, name, from),
        (None, Some(to)) => period_to(lang, name, to),
        (None, None) => name.to_owned(),
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
    match (limit, due) {
        (None, _) => available_now(lang, available),
        (Some(limit), None) => available_open(lang, available, limit),
        (Some(limit), Some(due)) if expired => available_ended(lang, available, limit, due),
        (Some(limit), Some(due)) => available_until(lang, available, limit, due),
    }
}

/// When a record was saved, and by whom if that is known.
pub fn saved_by(lang: Lang, at: &str, who: Option<&str>) -> String {
    who.map_or_else(|| saved(lang, at), |who| saved_by_whom(lang, at, who))
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
