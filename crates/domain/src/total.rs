//! Sums of many amounts: turnovers and totals.
//!
//! Invariant: two places, exact. A turnover may pass the bounds of one balance (a sum that came and went twice), so it is not
//! [`Money`]; the room is 28 digits, more than any number of operations can fill.
//! Absent on purpose: a way back to `Money`. Nothing is posted from a total.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::money::{Money, MoneyError};

/// An exact sum of amounts, in roubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(Decimal);

impl Total {
    /// The sum with one more amount; `None` beyond 28 digits, which no log reaches.
    pub fn plus(self, amount: Money) -> Option<Self> {
        self.0.checked_add(amount.decimal()).map(Self)
    }
}

/// For sums that come from the database.
impl TryFrom<Decimal> for Total {
    type Error = MoneyError;

    fn try_from(value: Decimal) -> Result<Self, MoneyError> {
        if value.normalize().scale() <= 2 { Ok(Self(value)) } else { Err(MoneyError::TooManyDecimals) }
    }
}

/// Always two places: `1999999999999999.98`.
impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Total {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = Decimal::from_str_exact(&text).map_err(|_| serde::de::Error::custom("not_a_number"))?;
        Self::try_from(value).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turnover_may_pass_the_bound_of_a_balance() {
        let twice = Total::default().plus(Money::MAX).and_then(|total| total.plus(Money::MAX)).unwrap();
        assert_eq!(twice.to_string(), "1999999999999999.98");
        let json = serde_json::to_string(&twice).unwrap();
        assert_eq!(serde_json::from_str::<Total>(&json).unwrap(), twice);
        assert_eq!(Total::default().to_string(), "0.00");
        assert!(serde_json::from_str::<Total>("\"0.005\"").is_err());
    }
}
