//! Figures and dates as people read them. Pure: moments come as wall-clock time of the business zone (see `zone`).
//!
//! Invariant: Russian `28.04.2024 00:00`, English `28 Apr 2024, 00:00`, never a month before a day in digits.
//! Absent on purpose: floats; zone arithmetic, which only the browser knows without a table of zones.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use domain::{Money, Quantity};

use crate::i18n::Lang;

/// `1 234,56 ₽` or `₽1,234.56`; a minus is U+2212.
pub fn money(lang: Lang, sum: Money) -> String {
    match lang {
        Lang::Ru => domain::format_ru(sum),
        Lang::En => domain::format_en(sum),
    }
}

/// A change of a balance: a credit has a plus, zero no sign.
pub fn signed(lang: Lang, sum: Money) -> String {
    match lang {
        Lang::Ru => domain::signed_ru(sum),
        Lang::En => domain::signed_en(sum),
    }
}

/// The sum as it is written into an input: without currency and groups, so that it can be edited.
pub fn editable(lang: Lang, sum: Money) -> String {
    let plain = sum.to_string();
    if lang.decimal_comma() { plain.replace('.', ",") } else { plain }
}

/// `1 234,5` or `1,234.5`.
pub fn quantity(lang: Lang, quantity: Quantity) -> String {
    domain::format_quantity(quantity, lang.decimal_comma())
}

/// The quantity as it is written into an input.
pub fn editable_quantity(lang: Lang, quantity: Quantity) -> String {
    let plain = quantity.to_string();
    if lang.decimal_comma() { plain.replace('.', ",") } else { plain }
}

/// With its unit: `2,5 м`.
pub fn quantity_of(lang: Lang, of: Quantity, unit: &str) -> String {
    format!("{}\u{a0}{unit}", quantity(lang, of))
}

pub fn date(lang: Lang, date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match lang {
        Lang::Ru => format!("{day:02}.{month:02}.{year:04}"),
        Lang::En => format!("{day} {} {year}", month_en(month)),
    }
}

pub fn moment(lang: Lang, at: NaiveDateTime) -> String {
    let (day, hour, minute) = (date(lang, at.date()), at.hour(), at.minute());
    match lang {
        Lang::Ru => format!("{day} {hour:02}:{minute:02}"),
        Lang::En => format!("{day}, {hour:02}:{minute:02}"),
    }
}

const fn month_en(month: u32) -> &'static str {
    match month {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

/// `+7 978 845-13-64` for a Russian number in E.164, any other text as it is.
pub fn phone(e164: &str) -> String {
    let russian =
        e164.strip_prefix("+7").filter(|rest| rest.len() == 10 && rest.bytes().all(|b| b.is_ascii_digit()));
    match russian.map(|d| (d.get(..3), d.get(3..6), d.get(6..8), d.get(8..))) {
        Some((Some(code), Some(a), Some(b), Some(c))) => format!("+7\u{a0}{code}\u{a0}{a}-{b}-{c}"),
        _ => e164.to_owned(),
    }
}

/// The target of a `tel:` link: what a phone can dial, without punctuation.
pub fn dialable(typed: &str) -> String {
    match domain::Phone::parse(typed) {
        Ok(phone) => phone.as_str().to_owned(),
        Err(_) => typed.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_day_first() {
        let at: NaiveDateTime = "2024-04-28T00:05:59".parse().unwrap();
        assert_eq!(moment(Lang::Ru, at), "28.04.2024 00:05");
        assert_eq!(moment(Lang::En, at), "28 Apr 2024, 00:05");
    }

    #[test]
    fn an_amount_for_an_input_can_be_typed_back() {
        for text in ["0.05", "-1234567.80", "999999999999999.99"] {
            let sum = Money::parse(text).unwrap();
            for lang in Lang::ALL {
                assert_eq!(domain::parse_typed(&editable(lang, sum), lang.decimal_comma()), Ok(sum));
                assert_eq!(domain::parse_typed(&money(lang, sum), lang.decimal_comma()), Ok(sum));
            }
        }
    }

    #[test]
    fn russian_phones_are_grouped_and_others_left_alone() {
        assert_eq!(phone("+79788451364"), "+7\u{a0}978\u{a0}845-13-64");
        assert_eq!(phone("+442071838750"), "+442071838750");
        assert_eq!(phone("доб. 12"), "доб. 12");
        assert_eq!(dialable("8 (978) 845-13-64"), "+79788451364");
        assert_eq!(dialable("2-12-85"), "21285");
    }
}
