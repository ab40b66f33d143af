//! Money: an exact decimal with two places, bounded, in roubles.
//!
//! Invariant: the scale is always 2, |x| <= 999 999 999 999 999.99 and zero has no sign, so that two equal sums are
//! written in the same way and every sum fits 64 bits as kopecks.
//! Absent on purpose: rounding, floats, multiplication by fractions, currency conversion.

use std::fmt;
use std::ops::Neg;

use rust_decimal::Decimal;

mod grammar;
mod wire;

/// 999 999 999 999 999.99 in kopecks; the bound of the database's domain too.
const MAX_KOPECKS: i64 = 99_999_999_999_999_999;

/// A signed sum of roubles with two places. A credit is positive, a debit negative.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

/// Why a text or number is not money. Nothing is ever rounded to make it fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not_a_number")]
    NotANumber,
    #[error("too_many_decimals")]
    TooManyDecimals,
    #[error("out_of_bounds")]
    OutOfBounds,
}

impl MoneyError {
    /// Stable code for the wire; also the text of the serde error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "not_a_number",
            Self::TooManyDecimals => "too_many_decimals",
            Self::OutOfBounds => "out_of_bounds",
        }
    }
}

impl Money {
    pub const ZERO: Self = Self::from_bounded(0);
    /// The smallest amount above zero.
    pub const KOPECK: Self = Self::from_bounded(1);
    /// 999999999999999.99
    pub const MAX: Self = Self::from_bounded(MAX_KOPECKS);
    /// -999999999999999.99
    pub const MIN: Self = Self::from_bounded(-MAX_KOPECKS);

    /// Reads the strict wire grammar `-?\d{1,15}(\.\d{1,2})?`, ASCII digits only: no plus, space, separator or exponent.
    ///
    /// # Errors
    /// `TooManyDecimals` for a third decimal even if it is zero, `OutOfBounds` for a 16th digit, else `NotANumber`.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        grammar::parse_strict(text)
    }

    /// # Errors
    /// `OutOfBounds` outside of [`Money::MIN`]..=[`Money::MAX`].
    pub const fn from_kopecks(kopecks: i64) -> Result<Self, MoneyError> {
        if kopecks < -MAX_KOPECKS || kopecks > MAX_KOPECKS {
            return Err(MoneyError::OutOfBounds);
        }
        Ok(Self::from_bounded(kopecks))
    }

    /// The whole sum in kopecks, exactly.
    pub const fn kopecks(self) -> i64 {
        // The scale is 2 and the bound fits 64 bits: nothing is cut off.
        self.0.mantissa() as i64
    }

    /// The same sum as a decimal of scale 2, for the database.
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// `None` when the sum is out of bounds.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        // Two bounded values cannot overflow 64 bits; the bound of the result is checked below.
        match Self::from_kopecks(self.kopecks().wrapping_add(other.kopecks())) {
            Ok(sum) => Some(sum),
            Err(_) => None,
        }
    }

    /// `None` when the difference is out of bounds.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.negated())
    }

    /// The sum, or the bound that it would pass.
    pub const fn saturating_add(self, other: Self) -> Self {
        match self.checked_add(other) {
            Some(sum) => sum,
            None if other.is_negative() => Self::MIN,
            None => Self::MAX,
        }
    }

    /// Adds everything up; `None` when a partial sum is out of bounds.
    pub fn checked_sum(sums: impl IntoIterator<Item = Self>) -> Option<Self> {
        sums.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The opposite sum. The bounds are symmetric, so there always is one.
    pub const fn negated(self) -> Self {
        Self::from_bounded(self.kopecks().wrapping_neg())
    }

    pub const fn abs(self) -> Self {
        if self.is_negative() { self.negated() } else { self }
    }

    pub const fn is_negative(self) -> bool {
        self.kopecks() < 0
    }

    pub const fn is_positive(self) -> bool {
        self.kopecks() > 0
    }

    pub const fn is_zero(self) -> bool {
        self.kopecks() == 0
    }

    /// -1 for a debit, 0, or 1 for a credit.
    pub const fn sign(self) -> i8 {
        self.kopecks().signum() as i8
    }

    /// Only for kopecks within the bounds.
    const fn from_bounded(kopecks: i64) -> Self {
        let size = kopecks.unsigned_abs();
        Self(Decimal::from_parts(size as u32, (size >> 32) as u32, 0, kopecks < 0, 2))
    }
}

impl Default for Money {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        self.negated()
    }
}

/// For decimals that come from the database: trailing zeros are fine, a real third decimal is refused.
impl TryFrom<Decimal> for Money {
    type Error = MoneyError;

    fn try_from(value: Decimal) -> Result<Self, MoneyError> {
        let value = value.normalize();
        let factor = match value.scale() {
            0 => 100,
            1 => 10,
            2 => 1,
            _ => return Err(MoneyError::TooManyDecimals),
        };
        let kopecks = value.mantissa().checked_mul(factor).ok_or(MoneyError::OutOfBounds)?;
        Self::from_kopecks(i64::try_from(kopecks).map_err(|_| MoneyError::OutOfBounds)?)
    }
}

impl From<Money> for Decimal {
    fn from(value: Money) -> Decimal {
        value.0
    }
}

/// Always two places and a dot: `1234.50`, `-0.05`; never `-0.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({})", self.0)
    }
}

impl std::str::FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests;
