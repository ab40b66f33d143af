//! Services: the kind as a free word, and typed access to the billing parameters.
//!
//! Invariant: billing parameters are one small JSON object that PostgreSQL's jsonb can hold. A parameter of another
//! type than asked for is simply absent: a wrong value never breaks a query or a page.
//! Absent on purpose: the arithmetic of charging; that is for the charge rules.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::field_error::FieldError;
use crate::money::Money;
use crate::text::lower_case;
use crate::words::{text_newtype, word_enum};

word_enum! {
    /// How often a service is charged.
    pub enum Period {
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Year = "year",
    }
}

/// A kind of service: a lower-case word such as `internet`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKind(String);

/// Not a word of 1 to 40 letters, digits, `_` and `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid_kind")]
pub struct ServiceKindError;

impl ServiceKindError {
    /// Stable code for the wire: `invalid_kind`.
    pub fn code(self) -> &'static str {
        "invalid_kind"
    }
}

impl ServiceKind {
    /// The kinds that forms offer; any other word is as good.
    pub const KNOWN: &'static [&'static str] = &["calls", "internet", "sms"];

    /// Reads `[a-zа-я0-9_-]{1,40}`; space around it is dropped, capitals and `ё` are folded, so that one kind has one
    /// spelling.
    ///
    /// # Errors
    /// [`ServiceKindError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, ServiceKindError> {
        let word = lower_case(text.trim()).replace('ё', "е");
        let allowed = |c: char| matches!(c, 'a'..='z' | 'а'..='я' | '0'..='9' | '_' | '-');
        let ok = (1..=40).contains(&word.chars().count()) && word.chars().all(allowed);
        if ok { Ok(Self(word)) } else { Err(ServiceKindError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_newtype!(ServiceKind, ServiceKindError);

const MAX_KEYS: usize = 64;
const MAX_KEY_CHARS: usize = 64;
const MAX_DEPTH: usize = 4;
const MAX_BYTES: usize = 16 * 1024;

/// The billing parameters of a service, a JSON object: `{"connection_price": "500.00", "period": "month"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BillingInfo(pub Map<String, Value>);

impl BillingInfo {
    /// Price of connecting, in roubles.
    pub fn connection_price(&self) -> Option<Money> {
        self.money("connection_price")
    }

    /// Price of one more period, in roubles.
    pub fn renewal_price(&self) -> Option<Money> {
        self.money("renewal_price")
    }

    /// Price of a unit, in roubles.
    pub fn price(&self) -> Option<Money> {
        self.money("price")
    }

    pub fn period(&self) -> Option<Period> {
        self.text("period").and_then(|word| Period::parse(word.trim().to_ascii_lowercase().as_str()).ok())
    }

    /// A sum in roubles, from a JSON number or a string of the wire grammar.
    pub fn money(&self, key: &str) -> Option<Money> {
        self.0.get(key).and_then(|value| Money::from_json(value).ok())
    }

    /// A JSON number, exactly; strings are no numbers here.
    pub fn number(&self, key: &str) -> Option<Decimal> {
        match self.0.get(key)? {
            Value::Number(number) => exact_decimal(number),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    /// Checks the shape; the fields of the faults are `billing_info` or `billing_info.KEY` (the outermost key).
    ///
    /// Codes: `too_many` (64 keys in an object), `too_long` (16 KiB in all), `invalid_key` (1 to 64 characters, no
    /// NUL), `too_deep` (4 levels, the object itself being the first), `invalid_text` (NUL in a string),
    /// `out_of_bounds` (a number that 28 digits cannot hold exactly).
    pub fn validate(&self) -> Vec<FieldError> {
        if self.0.len() > MAX_KEYS {
            return vec![FieldError::new("billing_info", "too_many")];
        }
        if serde_json::to_vec(&self.0).map_or(usize::MAX, |json| json.len()) > MAX_BYTES {
            return vec![FieldError::new("billing_info", "too_long")];
        }
        let mut faults = Vec::new();
        for (key, value) in &self.0 {
            if !is_key(key) {
                faults.push(FieldError::new("billing_info", "invalid_key"));
            } else if let Some(code) = value_fault(value, MAX_DEPTH.saturating_sub(1)) {
                faults.push(FieldError::new(format!("billing_info.{key}"), code));
            }
        }
        faults
    }
}

fn is_key(key: &str) -> bool {
    (1..=MAX_KEY_CHARS).contains(&key.chars().count()) && !key.contains('\0')
}

/// The first fault in a value under which `levels` more of arrays and objects may nest.
fn value_fault(value: &Value, levels: usize) -> Option<&'static str> {
    match value {
        Value::Null | Value::Bool(_) => None,
        // jsonb overflows on huge exponents and keeps millions of digits otherwise.
        Value::Number(number) => exact_decimal(number).is_none().then_some("out_of_bounds"),
        Value::String(text) => text.contains('\0').then_some("invalid_text"),
        Value::Array(_) | Value::Object(_) if levels == 0 => Some("too_deep"),
        Value::Array(items) => items.iter().find_map(|item| value_fault(item, levels.saturating_sub(1))),
        Value::Object(map) if map.len() > MAX_KEYS => Some("too_many"),
        Value::Object(map) => map.iter().find_map(|(key, item)| {
            if is_key(key) { value_fault(item, levels.saturating_sub(1)) } else { Some("invalid_key") }
        }),
    }
}

/// The number with all its digits, or `None` when a decimal would have to round it.
fn exact_decimal(number: &serde_json::Number) -> Option<Decimal> {
    let text = number.as_str();
    match text.split_once(['e', 'E']) {
        None => Decimal::from_str_exact(text).ok(),
        Some((mantissa, exponent)) => {
            let mantissa = Decimal::from_str_exact(mantissa).ok()?.normalize();
            let scale = i64::from(mantissa.scale()).checked_sub(exponent.parse().ok()?)?;
            if mantissa.is_zero() {
                return Some(Decimal::ZERO);
            }
            let factor = 10_i128.checked_pow(u32::try_from(scale.saturating_neg().max(0)).ok()?)?;
            let digits = mantissa.mantissa().checked_mul(factor)?;
            Decimal::try_from_i128_with_scale(digits, u32::try_from(scale.max(0)).ok()?).ok()
        }
    }
}

#[cfg(test)]
mod tests;
