//! Money as people type and read it, in Russian and in English.
//!
//! Invariant: what `format_*` and `signed_*` write, [`parse_typed`] reads back as the same sum; nothing is rounded.
//! Absent on purpose: the wire (that is [`Money::parse`]) and files, which use the ASCII form of `Display`.

use crate::money::{Money, MoneyError};
use crate::text::lower;

/// Keeps groups of digits and the currency on one line.
const NBSP: char = '\u{a0}';
/// The minus of typography; the hyphen is for files and inputs.
const MINUS: char = '\u{2212}';
/// Every dash that keyboards, spreadsheets and word processors put in front of a debit.
const MINUSES: [char; 8] =
    ['-', MINUS, '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{fe63}', '\u{ff0d}'];
/// Longest first, in lower case.
const CURRENCY_MARKS: [&str; 5] = ["руб.", "руб", "р.", "р", "₽"];

/// Reads what a person typed: any spaces, `₽`, `р.` or `руб.`, any minus, comma or dot before the kopecks, groups of
/// thousands (`1.234,56` and `1,234.56`). `decimal_comma` is true for Russian; it settles `1,234`, which is 1234 in
/// English and a third decimal in Russian.
///
/// # Errors
/// `TooManyDecimals`, `OutOfBounds`, else `NotANumber` (letters, an empty text, uneven groups).
pub fn parse_typed(text: &str, decimal_comma: bool) -> Result<Money, MoneyError> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(lower).collect();
    let unmarked = CURRENCY_MARKS.iter().find_map(|mark| compact.strip_suffix(mark)).unwrap_or(&compact);
    let (negative, unsigned) = split_sign(unmarked);
    let number = unsigned.strip_prefix('₽').unwrap_or(unsigned);
    let (negative, number) = if number.len() < unsigned.len() && unsigned.len() == unmarked.len() {
        split_sign(number)
    } else {
        (negative, number)
    };

    let (whole, fraction) = split_number(number, decimal_comma)?;
    if fraction.len() > 2 {
        return Err(MoneyError::TooManyDecimals);
    }
    let whole = whole.trim_start_matches('0');
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    Money::parse(&format!("{sign}{whole}.{fraction}"))
}

pub(crate) fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(MINUSES) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Decides which separator is the decimal mark. The digits before it come without groups.
pub(crate) fn split_number(number: &str, decimal_comma: bool) -> Result<(String, &str), MoneyError> {
    if !number.bytes().any(|b| b.is_ascii_digit())
        || !number.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
    {
        return Err(MoneyError::NotANumber);
    }
    let Some(last) = number.rfind([',', '.']) else {
        return Ok((number.to_owned(), ""));
    };
    let (before, after) = number.split_at(last);
    let mark = if after.starts_with(',') { ',' } else { '.' };
    let after = after.get(1..).unwrap_or("");
    let other = if mark == ',' { '.' } else { ',' };

    if before.contains(mark) {
        // The same mark twice can only part groups.
        return join_groups(number, mark).map(|whole| (whole, ""));
    }
    if before.contains(other) {
        return join_groups(before, other).map(|whole| (whole, after));
    }
    if mark == ','
        && !decimal_comma
        && after.len() == 3
        && !before.starts_with('0')
        && let Ok(whole) = join_groups(number, ',')
    {
        return Ok((whole, ""));
    }
    Ok((before.to_owned(), after))
}

/// `1,234,567` -> `1234567`; the first group has 1 to 3 digits, every other exactly 3.
fn join_groups(text: &str, separator: char) -> Result<String, MoneyError> {
    let even = text.split(separator).enumerate().all(|(index, group)| {
        group.bytes().all(|b| b.is_ascii_digit())
            && if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 }
    });
    if even { Ok(text.replace(separator, "")) } else { Err(MoneyError::NotANumber) }
}

/// `1 234,56 ₽` with U+00A0, as Intl writes ru-RU, but with the minus of typography.
pub fn format_ru(sum: Money) -> String {
    format!("{}{}{NBSP}₽", minus(sum), digits(sum, true))
}

/// `₽1,234.56`, as Intl writes en-US with the narrow symbol, but with the minus of typography.
pub fn format_en(sum: Money) -> String {
    format!("{}₽{}", minus(sum), digits(sum, false))
}

/// The change of a balance in Russian: `+145 000,00 ₽`, `−450,00 ₽`; zero has no sign.
pub fn signed_ru(sum: Money) -> String {
    format!("{}{}", plus(sum), format_ru(sum))
}

/// The change of a balance in English: `+₽145,000.00`, `−₽450.00`; zero has no sign.
pub fn signed_en(sum: Money) -> String {
    format!("{}{}", plus(sum), format_en(sum))
}

/// Without the currency: `1 234,56` when `decimal_comma` (Russian), else `1,234.56`.
pub fn format_amount(sum: Money, decimal_comma: bool) -> String {
    format!("{}{}", minus(sum), digits(sum, decimal_comma))
}

fn minus(sum: Money) -> &'static str {
    if sum.is_negative() { "\u{2212}" } else { "" }
}

fn plus(sum: Money) -> &'static str {
    if sum.is_positive() { "+" } else { "" }
}

/// The size of the sum in groups of three digits.
fn digits(sum: Money, decimal_comma: bool) -> String {
    join_digits(&sum.abs().to_string(), decimal_comma)
}

/// `1234.5` in groups of three digits with the mark of the language.
pub(crate) fn join_digits(plain: &str, decimal_comma: bool) -> String {
    let (group, mark) = if decimal_comma { (NBSP, ',') } else { (',', '.') };
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut out = String::with_capacity(plain.len().saturating_mul(2));
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(mark);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests;
