//! The two grammars of money on the wire: the strict string and the JSON number.
//!
//! Invariant: what is accepted is exactly what was written; digits are counted, never rounded away.

use super::{Money, MoneyError};

/// Digits before the point that a sum within the bounds can have.
const MAX_WHOLE_DIGITS: usize = 15;

/// `-?\d{1,15}(\.\d{1,2})?`
pub(super) fn parse_strict(text: &str) -> Result<Money, MoneyError> {
    let (negative, rest) = split_sign(text);
    let (whole, fraction) = match rest.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (rest, None),
    };
    if !is_digits(whole) || fraction.is_some_and(|digits| !is_digits(digits)) {
        return Err(MoneyError::NotANumber);
    }
    let fraction = fraction.unwrap_or("");
    if fraction.len() > 2 {
        return Err(MoneyError::TooManyDecimals);
    }
    if whole.len() > MAX_WHOLE_DIGITS {
        return Err(MoneyError::OutOfBounds);
    }
    let padding = "0".repeat(2_usize.saturating_sub(fraction.len()));
    from_digits(negative, &[whole, fraction, &padding])
}

/// The grammar of RFC 8259, exponents included, with exact arithmetic on the digits: `100.0` and `1.0E2` are one
/// hundred roubles, `0.005` is refused.
pub(super) fn parse_json_number(text: &str) -> Result<Money, MoneyError> {
    let (negative, rest) = split_sign(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if !is_digits(whole) || fraction.is_some_and(|digits| !is_digits(digits)) {
        return Err(MoneyError::NotANumber);
    }
    let fraction = fraction.unwrap_or("");

    // value = digits x 10^power with no zeros at either end of the digits
    let digits = [whole, fraction].concat();
    let significant = digits.trim_end_matches('0');
    let cut = count(digits.len().saturating_sub(significant.len()));
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return exponent.map_or(Ok(0), parse_exponent).map(|_| Money::ZERO);
    }
    let power =
        exponent.map_or(Ok(0), parse_exponent)?.saturating_sub(count(fraction.len())).saturating_add(cut);
    if power < -2 {
        return Err(MoneyError::TooManyDecimals);
    }
    let whole_digits = count(significant.len()).saturating_add(power);
    if whole_digits > count(MAX_WHOLE_DIGITS) {
        return Err(MoneyError::OutOfBounds);
    }
    // Here power is within -2..=14.
    let padding = "0".repeat(usize::try_from(power.saturating_add(2)).unwrap_or(0));
    from_digits(negative, &[significant, &padding])
}

/// An exponent too long for a number is replaced by one that is out of every bound.
fn parse_exponent(text: &str) -> Result<i64, MoneyError> {
    let (negative, digits) = match text.strip_prefix('+') {
        Some(digits) => (false, digits),
        None => split_sign(text),
    };
    if !is_digits(digits) {
        return Err(MoneyError::NotANumber);
    }
    let size: i64 = digits.parse().unwrap_or(i64::MAX);
    Ok(if negative { size.saturating_neg() } else { size })
}

/// Joins at most 17 ASCII digits into kopecks.
fn from_digits(negative: bool, parts: &[&str]) -> Result<Money, MoneyError> {
    let size: i64 = parts.concat().parse().map_err(|_| MoneyError::OutOfBounds)?;
    Money::from_kopecks(if negative { size.saturating_neg() } else { size })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
