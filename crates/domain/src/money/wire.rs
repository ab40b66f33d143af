//! Money in JSON: written as a string, read from a string or a number, exactly.
//!
//! Invariant: a number is read from its own digits (serde_json keeps them: `arbitrary_precision`); no arithmetic on
//! floats ever happens.
//! The text of every refusal is the code of [`MoneyError`](super::MoneyError).

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::{Money, MoneyError, grammar};

/// Every decimal of so many digits has a double of its own.
const FLOAT_DIGITS: usize = 15;

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MoneyVisitor)
    }
}

impl Money {
    /// Reads a string of the wire grammar or a number from JSON that was parsed before, exactly. Prefer it to
    /// `serde_json::from_value`, which turns some numbers into floats and so has long ones refused.
    ///
    /// # Errors
    /// As when reading from text; `NotANumber` for anything but a string or a number.
    pub fn from_json(value: &Value) -> Result<Self, MoneyError> {
        match value {
            Value::String(text) => Self::parse(text),
            Value::Number(number) => grammar::parse_json_number(number.as_str()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(MoneyError::NotANumber),
        }
    }
}

struct MoneyVisitor;

impl<'de> Visitor<'de> for MoneyVisitor {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("money: a string like \"1234.50\" or a number with at most two decimals")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
        Money::parse(text).map_err(refuse)
    }

    fn visit_i64<E: Error>(self, roubles: i64) -> Result<Money, E> {
        self.visit_i128(i128::from(roubles))
    }

    fn visit_u64<E: Error>(self, roubles: u64) -> Result<Money, E> {
        self.visit_i128(i128::from(roubles))
    }

    fn visit_i128<E: Error>(self, roubles: i128) -> Result<Money, E> {
        let kopecks = roubles.checked_mul(100).and_then(|kopecks| i64::try_from(kopecks).ok());
        kopecks.ok_or(MoneyError::OutOfBounds).and_then(Money::from_kopecks).map_err(refuse)
    }

    fn visit_u128<E: Error>(self, roubles: u128) -> Result<Money, E> {
        i128::try_from(roubles)
            .map_err(|_| refuse(MoneyError::OutOfBounds))
            .and_then(|sum| self.visit_i128(sum))
    }

    /// `serde_json::from_value` passes some numbers on as floats. Up to 15 significant digits a float tells which
    /// decimal it was made of, so those are exact; a longer one is refused, and [`Money::from_json`] reads it.
    fn visit_f64<E: Error>(self, roubles: f64) -> Result<Money, E> {
        let sum = grammar::parse_json_number(&roubles.to_string()).map_err(refuse)?;
        let kopecks = sum.abs().kopecks().to_string();
        if kopecks.trim_end_matches('0').len() > FLOAT_DIGITS {
            return Err(refuse(MoneyError::OutOfBounds));
        }
        Ok(sum)
    }

    /// How serde_json hands over a number with its digits. A decimal's own reader would round past 28 digits, so the
    /// text itself is judged.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Money, A::Error> {
        let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))
            .map_err(|_| refuse::<A::Error>(MoneyError::NotANumber))?;
        grammar::parse_json_number(number.as_str()).map_err(refuse)
    }
}

fn refuse<E: Error>(error: MoneyError) -> E {
    E::custom(error.code())
}
