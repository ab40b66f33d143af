//! Filters on the free-form billing parameters of a service: `price:100..500` (a number) or `plan~unlim` (text contains).
//!
//! Invariant: a parameter of another JSON type does not match and never breaks the query; a text is never cast to a number.

use domain::{TextError, clean_text, search_key};
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

use super::{MAX_TEXT_CHARS, invalid, like_literal};
use crate::Result;

const MAX_PARAMS: usize = 20;
const MAX_KEY_CHARS: usize = 64;

/// A condition on one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// A JSON number within the range, both ends inclusive.
    Number { key: String, min: Option<Decimal>, max: Option<Decimal> },
    /// A JSON string that contains the text, in the form of `search_key`.
    Text { key: String, contains: String },
}

impl Param {
    /// Reads a repeatable parameter; blank ones are left out.
    ///
    /// # Errors
    /// `invalid_query`: `invalid_param`, `not_a_number`, `min_above_max`, `empty`, `too_long`, `invalid_text`, `too_many`.
    pub fn parse_all(field: &str, values: &[String]) -> Result<Vec<Self>> {
        if values.len() > MAX_PARAMS {
            return Err(invalid(field, "too_many"));
        }
        values
            .iter()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .map(|value| Self::parse(value).map_err(|code| invalid(field, code)))
            .collect()
    }

    /// A tilde makes it a text filter; otherwise what follows the last colon is a number or a range.
    fn parse(value: &str) -> Result<Self, &'static str> {
        if let Some((key, text)) = value.split_once('~') {
            let text = clean_text(text, MAX_TEXT_CHARS).map_err(TextError::code)?;
            return Ok(Self::Text { key: key_of(key)?, contains: search_key(&text) });
        }
        let (key, range) = value.rsplit_once(':').ok_or("invalid_param")?;
        let key = key_of(key)?;
        let (min, max) = match range.split_once("..") {
            None => {
                let exact = number(range)?.ok_or("invalid_param")?;
                (Some(exact), Some(exact))
            }
            Some((min, max)) => (number(min)?, number(max)?),
        };
        match (min, max) {
            (None, None) => Err("invalid_param"),
            (Some(min), Some(max)) if min > max => Err("min_above_max"),
            _ => Ok(Self::Number { key, min, max }),
        }
    }

    /// Appends the condition on `column`, a jsonb object named by the program.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, column: &str) {
        match self {
            Self::Number { key, min, max } => {
                // CASE, and not AND: only it promises that a text is not cast.
                query.push("(case when jsonb_typeof(").push(column).push(" -> ").push_bind(key.clone());
                query.push(") = 'number' then true");
                for (comparison, bound) in [(" >= ", min), (" <= ", max)] {
                    if let Some(bound) = bound {
                        query.push(" and (").push(column).push(" -> ").push_bind(key.clone());
                        query.push(")::numeric").push(comparison).push_bind(*bound);
                    }
                }
                query.push(" else false end)");
            }
            Self::Text { key, contains } => {
                query.push("(case when jsonb_typeof(").push(column).push(" -> ").push_bind(key.clone());
                query.push(") = 'string' then search_key(").push(column).push(" ->> ").push_bind(key.clone());
                query.push(r") like ").push_bind(format!("%{}%", like_literal(contains)));
                query.push(r" escape '\' else false end)");
            }
        }
    }
}

fn key_of(key: &str) -> Result<String, &'static str> {
    let fits = (1..=MAX_KEY_CHARS).contains(&key.chars().count()) && !key.contains('\0');
    if fits { Ok(key.to_owned()) } else { Err("invalid_param") }
}

/// A decimal without an exponent; `None` for an open end.
fn number(text: &str) -> Result<Option<Decimal>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let form = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !form {
        return Err("not_a_number");
    }
    Decimal::from_str_exact(text).map(Some).map_err(|_| "not_a_number")
}
