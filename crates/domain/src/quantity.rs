//! Quantities of goods: exact thousandths, so that 2.5 m of cable and 3 routers are both exact.
//!
//! Invariant: |x| <= 999 999 999.999. Signed, because a movement of stock has a direction; what an order or a shelf holds is
//! checked where it is held.
//! Absent on purpose: units of measure and conversion between them.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::money::Money;

const MAX_THOUSANDTHS: i64 = 999_999_999_999;

/// A number of pieces, metres, kilograms, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

/// Why a text is no quantity. Nothing is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    #[error("not_a_number")]
    NotANumber,
    #[error("too_many_decimals")]
    TooManyDecimals,
    #[error("out_of_bounds")]
    OutOfBounds,
}

impl QuantityError {
    /// Stable code for the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "not_a_number",
            Self::TooManyDecimals => "too_many_decimals",
            Self::OutOfBounds => "out_of_bounds",
        }
    }
}

impl Quantity {
    pub const ZERO: Self = Self(0);
    pub const ONE: Self = Self(1000);

    /// # Errors
    /// `OutOfBounds`.
    pub const fn from_thousandths(thousandths: i64) -> Result<Self, QuantityError> {
        if thousandths < -MAX_THOUSANDTHS || thousandths > MAX_THOUSANDTHS {
            return Err(QuantityError::OutOfBounds);
        }
        Ok(Self(thousandths))
    }

    /// Reads `-?\d{1,9}(\.\d{1,3})?`.
    ///
    /// # Errors
    /// A fourth decimal, a tenth digit, anything else.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(a, b)| (a, Some(b)));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || fraction.is_some_and(|fraction| !digits(fraction)) {
            return Err(QuantityError::NotANumber);
        }
        let fraction = fraction.unwrap_or("");
        if fraction.len() > 3 {
            return Err(QuantityError::TooManyDecimals);
        }
        let size: i64 = format!("{whole}{fraction:0<3}").parse().map_err(|_| QuantityError::OutOfBounds)?;
        Self::from_thousandths(if negative { size.wrapping_neg() } else { size })
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// For the database: scale 3.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, 3)
    }

    /// `None` out of bounds.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|sum| Self::from_thousandths(sum).ok())
    }

    /// `None` out of bounds.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.negated())
    }

    /// The opposite; the bounds are symmetric.
    pub const fn negated(self) -> Self {
        Self(self.0.wrapping_neg())
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Price times quantity, to whole kopecks, halves away from zero (the rule of Russian cash registers). `None` out of bounds.
    pub fn times(self, price: Money) -> Option<Money> {
        let exact = i128::from(price.kopecks()).checked_mul(i128::from(self.0))?;
        let size = exact.unsigned_abs().checked_add(500)?.checked_div(1000)?;
        let kopecks = i64::try_from(size).ok()?;
        Money::from_kopecks(if exact < 0 { kopecks.wrapping_neg() } else { kopecks }).ok()
    }
}

/// For quantities that come from the database.
impl TryFrom<Decimal> for Quantity {
    type Error = QuantityError;

    fn try_from(value: Decimal) -> Result<Self, QuantityError> {
        let value = value.normalize();
        let missing = 3_u32.checked_sub(value.scale()).ok_or(QuantityError::TooManyDecimals)?;
        let thousandths =
            value.mantissa().checked_mul(10_i128.pow(missing)).ok_or(QuantityError::OutOfBounds)?;
        Self::from_thousandths(i64::try_from(thousandths).map_err(|_| QuantityError::OutOfBounds)?)
    }
}

/// Without zeros at the end: `3`, `2.5`, `-0.125`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.decimal().normalize(), f)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A string, or a number as it is written.
impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Self::parse(&text),
            serde_json::Value::Number(number) => Self::parse(number.as_str()),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => Err(QuantityError::NotANumber),
        }
        .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn quantities_are_read_exactly_or_not_at_all() {
        for (text, thousandths) in
            [("3", 3000), ("2.5", 2500), ("0.001", 1), ("-1.25", -1250), ("999999999.999", 999_999_999_999)]
        {
            assert_eq!(quantity(text).thousandths(), thousandths, "{text}");
        }
        for (text, error) in [
            ("", QuantityError::NotANumber),
            ("1,5", QuantityError::NotANumber),
            ("+1", QuantityError::NotANumber),
            (".5", QuantityError::NotANumber),
            ("1.", QuantityError::NotANumber),
            ("1e3", QuantityError::NotANumber),
            ("0.0001", QuantityError::TooManyDecimals),
            ("1000000000", QuantityError::OutOfBounds),
            ("99999999999999999999", QuantityError::OutOfBounds),
        ] {
            assert_eq!(Quantity::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_line_is_rounded_to_kopecks_halves_away_from_zero() {
        let money = |text: &str| Money::parse(text).unwrap();
        assert_eq!(quantity("2.5").times(money("10.01")), Some(money("25.03")));
        assert_eq!(quantity("0.5").times(money("0.01")), Some(money("0.01")));
        assert_eq!(quantity("0.499").times(money("0.01")), Some(money("0.00")));
        assert_eq!(quantity("-0.5").times(money("0.01")), Some(money("-0.01")));
        assert_eq!(quantity("999999999.999").times(Money::MAX), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(thousandths in -999_999_999_999_i64..=999_999_999_999) {
            let quantity = Quantity::from_thousandths(thousandths).unwrap();
            prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
            prop_assert_eq!(Quantity::try_from(quantity.decimal()), Ok(quantity));
        }
    }
}
