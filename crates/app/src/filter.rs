//! Filters of lists: texts of a query string parsed into values, or refused with the name of the parameter.
//!
//! Invariant: whatever arrives here leaves as a value that PostgreSQL takes without an error; a blank parameter is an absent one.
//! Deliberately absent: SQL of a certain list; every list states its own conditions.

pub mod ids;
pub mod params;

pub use ids::Ids;
pub use params::Param;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{Interval, Money, TextError, search_key};

use crate::{Clock, Error, Result};

/// Most characters of a text filter.
pub const MAX_TEXT_CHARS: usize = 200;
/// Most words of a list of kinds.
const MAX_WORDS: usize = 50;

/// The answer to a query parameter that cannot be understood.
pub fn invalid(field: &str, code: &str) -> Error {
    let mut problem = Problem::new(ProblemCode::InvalidQuery, format!("check: {field}"));
    problem.errors = vec![FieldProblem { field: field.to_owned(), code: code.to_owned() }];
    problem.into()
}

/// A text filter in the form of `search_key`; `None` when nothing is left of it.
///
/// # Errors
/// `invalid_query`: control characters, more than 200 characters.
pub fn text(field: &str, value: Option<&str>) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    match domain::clean_text(value, MAX_TEXT_CHARS) {
        Ok(text) => Ok(Some(search_key(&text)).filter(|key| !key.is_empty())),
        Err(TextError::Empty) => Ok(None),
        Err(error) => Err(invalid(field, error.code())),
    }
}

/// Makes a text literal inside a `LIKE` pattern with `escape '\'`.
pub fn like_literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '%' | '_') {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal
}

/// A comma-separated list of words, each read by `parse`; empty when the parameter is absent.
///
/// # Errors
/// `invalid_query` with `unknown_value` for a word that `parse` refuses, `too_many` for more than 50.
pub fn words<T, E>(field: &str, value: Option<&str>, parse: impl Fn(&str) -> Result<T, E>) -> Result<Vec<T>> {
    let words: Vec<&str> =
        value.unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.len() > MAX_WORDS {
        return Err(invalid(field, "too_many"));
    }
    words.into_iter().map(|word| parse(word).map_err(|_| invalid(field, "unknown_value"))).collect()
}

/// A moment: a date is its beginning in the business zone, anything else an RFC 3339 moment; years 1900 to 9999.
///
/// # Errors
/// `invalid_query` with `invalid_moment`.
pub fn moment(clock: &Clock, field: &str, value: Option<&str>) -> Result<Option<DateTime<Utc>>> {
    let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { return Ok(None) };
    let moment = match date(value) {
        Some(day) => Some(clock.start_of(day)),
        // A plus that was not escaped in an address arrives as a space.
        None => DateTime::parse_from_rfc3339(&value.replace(' ', "+")).ok().map(|at| at.with_timezone(&Utc)),
    };
    moment
        .filter(|at| (1900..=9999).contains(&at.year()))
        .map(Some)
        .ok_or_else(|| invalid(field, "invalid_moment"))
}

/// `2026-01-31`, a day that exists, in the years 1900 to 9999.
pub fn date(value: &str) -> Option<NaiveDate> {
    let form = value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    form.then(|| NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()).flatten().filter(|day| day.year() >= 1900)
}

/// The half-open interval of two parameters.
///
/// # Errors
/// `invalid_query`: `invalid_moment`, or `invalid_interval` of `to` unless it is after `from`.
pub fn interval(clock: &Clock, from: (&str, Option<&str>), to: (&str, Option<&str>)) -> Result<Interval> {
    let (begin, end) = (moment(clock, from.0, from.1)?, moment(clock, to.0, to.1)?);
    Interval::new(begin, end).map_err(|error| invalid(to.0, error.code()))
}

/// Both ends of a range of sums, inclusive.
///
/// # Errors
/// `invalid_query` with `min_above_max` of the lower end.
pub fn money_range(min: (&str, Option<Money>), max: Option<Money>) -> Result<Option<(Money, Money)>> {
    match (min.1, max) {
        (None, None) => Ok(None),
        (Some(low), Some(high)) if low > high => Err(invalid(min.0, "min_above_max")),
        (low, high) => Ok(Some((low.unwrap_or(Money::MIN), high.unwrap_or(Money::MAX)))),
    }
}

/// The field and direction of a `sort` parameter: one of `fields`, a minus before it reverses; the first is the default.
///
/// # Errors
/// `invalid_query` with `unknown_value`.
pub fn sort<T: Copy>(value: Option<&str>, fields: &[(&str, T)]) -> Result<(T, bool)> {
    let value = value.map(str::trim).unwrap_or("");
    let (name, descending) = value.strip_prefix('-').map_or((value, false), |name| (name, true));
    let found =
        if value.is_empty() { fields.first() } else { fields.iter().find(|(field, _)| *field == name) };
    found.map(|(_, field)| (*field, descending)).ok_or_else(|| invalid("sort", "unknown_value"))
}

#[cfg(test)]
mod tests;
