//! Values of the database turned back into the domain's. The database's own constraints make every one of them valid, so a failure
//! here is an internal error, never the caller's.

use domain::{Money, Quantity};
use rust_decimal::Decimal;

/// A stored sum.
pub fn money(value: Decimal) -> Result<Money, sqlx::Error> {
    valid(Money::try_from(value))
}

/// A stored quantity.
pub fn quantity(value: Decimal) -> Result<Quantity, sqlx::Error> {
    valid(Quantity::try_from(value))
}

/// A stored word that this build does not know: never taken for another one.
pub fn unknown<T>(what: &str, word: &str) -> Result<T, sqlx::Error> {
    Err(sqlx::Error::Decode(format!("{what}: {word:?} is not known to this build").into()))
}

/// A stored value that the domain has read.
pub fn valid<T, E: std::error::Error + Send + Sync + 'static>(value: Result<T, E>) -> Result<T, sqlx::Error> {
    value.map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
