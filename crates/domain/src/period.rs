//! Intervals of time in filters and statements.
//!
//! Invariant: half-open `[from, to)`, never empty, years 1900 to 9999, so that neighbours share no operation and
//! PostgreSQL can store both ends.
//! Absent on purpose: calendars and zones. Whoever speaks of days converts them in the business zone first.

use chrono::{DateTime, Datelike, Utc};

/// `[from, to)`; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
}

/// The end is not after the beginning, or a year is out of 1900..=9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid_interval")]
pub struct IntervalError;

impl IntervalError {
    /// Stable code for the wire: `invalid_interval`.
    pub fn code(self) -> &'static str {
        "invalid_interval"
    }
}

impl Interval {
    /// All time.
    pub const ALL: Self = Self { from: None, to: None };

    /// # Errors
    /// [`IntervalError`] unless `from < to` and both are within the years 1900..=9999.
    pub fn new(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Result<Self, IntervalError> {
        let years_ok = [from, to].into_iter().flatten().all(|at| (1900..=9999).contains(&at.year()));
        let order_ok = !matches!((from, to), (Some(from), Some(to)) if from >= to);
        if years_ok && order_ok { Ok(Self { from, to }) } else { Err(IntervalError) }
    }

    /// The first moment inside.
    pub fn from(&self) -> Option<DateTime<Utc>> {
        self.from
    }

    /// The first moment after.
    pub fn to(&self) -> Option<DateTime<Utc>> {
        self.to
    }

    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_beginning_is_inside_and_the_end_is_not() {
        let interval =
            Interval::new(Some(at("2024-01-01T00:00:00Z")), Some(at("2024-02-01T00:00:00Z"))).unwrap();
        assert!(interval.contains(at("2024-01-01T00:00:00Z")));
        assert!(interval.contains(at("2024-01-31T23:59:59.999999Z")));
        assert!(!interval.contains(at("2024-02-01T00:00:00Z")));
        assert!(!interval.contains(at("2023-12-31T23:59:59Z")));
        assert!(Interval::ALL.contains(at("2024-02-01T00:00:00Z")));
    }

    #[test]
    fn empty_reversed_and_unstorable_intervals_are_refused() {
        let (early, late) = (at("2024-01-01T00:00:00Z"), at("2024-02-01T00:00:00Z"));
        assert_eq!(Interval::new(Some(early), Some(early)), Err(IntervalError));
        assert_eq!(Interval::new(Some(late), Some(early)), Err(IntervalError));
        assert_eq!(Interval::new(Some(DateTime::<Utc>::MIN_UTC), None), Err(IntervalError));
        assert_eq!(Interval::new(None, Some(DateTime::<Utc>::MAX_UTC)), Err(IntervalError));
        assert_eq!(Interval::new(Some(at("1899-12-31T23:59:59Z")), None), Err(IntervalError));
        assert!(Interval::new(Some(at("1900-01-01T00:00:00Z")), Some(at("9999-12-31T23:59:59Z"))).is_ok());
        assert_eq!(Interval::new(None, None), Ok(Interval::ALL));
    }
}
