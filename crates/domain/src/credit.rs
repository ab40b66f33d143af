//! Credit terms: how far below zero an account may go, and until when.
//!
//! Invariant: the limit is never negative and a due date needs a limit. One rule says what can be spent:
//! `available = balance + effective limit`, the limit counting up to and including the due date.
//! Absent on purpose: today. The date in the business time zone is an argument.

use chrono::{Datelike, NaiveDate};

use crate::money::Money;

/// A credit limit with an optional last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CreditTerms {
    limit: Money,
    due_date: Option<NaiveDate>,
}

/// Why terms are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    #[error("the credit limit is below zero")]
    NegativeLimit,
    #[error("a due date needs a credit limit")]
    DueDateWithoutLimit,
    #[error("the due date is out of the years 1900..=9999")]
    DueDateOutOfRange,
    #[error("the credit limit {limit} is below the present debt {debt}")]
    LimitBelowDebt { debt: Money, limit: Money },
}

impl CreditError {
    /// Stable code for the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NegativeLimit => "negative_credit_limit",
            Self::DueDateWithoutLimit => "due_date_without_limit",
            Self::DueDateOutOfRange => "invalid_date",
            Self::LimitBelowDebt { .. } => "credit_limit_below_debt",
        }
    }
}

impl CreditTerms {
    /// No credit.
    pub const NONE: Self = Self { limit: Money::ZERO, due_date: None };

    /// Terms with a limit >= 0; the due date is the last day on which the limit counts.
    ///
    /// # Errors
    /// `NegativeLimit`; `DueDateWithoutLimit` for a due date with a limit of zero; `DueDateOutOfRange`.
    pub fn new(limit: Money, due_date: Option<NaiveDate>) -> Result<Self, CreditError> {
        if limit.is_negative() {
            return Err(CreditError::NegativeLimit);
        }
        if due_date.is_some() && limit.is_zero() {
            return Err(CreditError::DueDateWithoutLimit);
        }
        if due_date.is_some_and(|date| !(1900..=9999).contains(&date.year())) {
            return Err(CreditError::DueDateOutOfRange);
        }
        Ok(Self { limit, due_date })
    }

    /// The raw limit: the bound that the balance never passes, whatever the date.
    pub const fn limit(&self) -> Money {
        self.limit
    }

    /// The last day on which the limit counts; `None` is for ever.
    pub const fn due_date(&self) -> Option<NaiveDate> {
        self.due_date
    }

    /// The limit up to and including the due date, zero after it.
    pub fn effective_limit(&self, today: NaiveDate) -> Money {
        if self.due_date.is_none_or(|due| today <= due) { self.limit } else { Money::ZERO }
    }

    /// What can be spent: balance plus effective limit. Negative while a debt is above the limit of the day; a sum
    /// past [`Money::MAX`] is shown as that.
    pub fn available(&self, balance: Money, today: NaiveDate) -> Money {
        balance.saturating_add(self.effective_limit(today))
    }

    /// Whether an account with this balance may get the new terms.
    ///
    /// # Errors
    /// `LimitBelowDebt` with both figures when the balance is below the new raw limit.
    pub fn check_change(balance: Money, new_terms: Self) -> Result<(), CreditError> {
        if balance >= new_terms.limit.negated() {
            return Ok(());
        }
        Err(CreditError::LimitBelowDebt { debt: balance.negated(), limit: new_terms.limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn terms_without_sense_are_refused() {
        let date = Some(day("2026-01-31"));
        assert_eq!(CreditTerms::new(money("-0.01"), None), Err(CreditError::NegativeLimit));
        assert_eq!(CreditTerms::new(Money::ZERO, date), Err(CreditError::DueDateWithoutLimit));
        assert_eq!(CreditTerms::new(money("1"), Some(NaiveDate::MAX)), Err(CreditError::DueDateOutOfRange));
        assert_eq!(CreditTerms::new(Money::ZERO, None), Ok(CreditTerms::NONE));
        assert!(CreditTerms::new(Money::MAX, date).is_ok());
    }

    #[test]
    fn the_limit_counts_up_to_and_including_the_due_date() {
        let terms = CreditTerms::new(money("500"), Some(day("2026-01-31"))).unwrap();
        for (today, limit, available) in [
            ("2026-01-30", "500.00", "400.00"),
            ("2026-01-31", "500.00", "400.00"),
            ("2026-02-01", "0.00", "-100.00"),
        ] {
            assert_eq!(terms.effective_limit(day(today)), money(limit));
            assert_eq!(terms.available(money("-100"), day(today)), money(available));
        }
        let for_ever = CreditTerms::new(money("500"), None).unwrap();
        assert_eq!(for_ever.effective_limit(day("9999-12-31")), money("500"));
    }

    #[test]
    fn the_available_amount_stops_at_the_bound_of_money() {
        let terms = CreditTerms::new(Money::MAX, None).unwrap();
        assert_eq!(terms.available(Money::MAX, day("2026-01-01")), Money::MAX);
        assert_eq!(terms.available(Money::MIN, day("2026-01-01")), Money::ZERO);
    }

    #[test]
    fn a_limit_below_the_debt_is_refused_with_the_figures_to_a_kopeck() {
        let terms = |limit: &str| CreditTerms::new(money(limit), None).unwrap();
        assert_eq!(CreditTerms::check_change(money("-100.00"), terms("100.00")), Ok(()));
        assert_eq!(
            CreditTerms::check_change(money("-100.00"), terms("99.99")),
            Err(CreditError::LimitBelowDebt { debt: money("100.00"), limit: money("99.99") })
        );
        assert_eq!(CreditTerms::check_change(money("0.00"), CreditTerms::NONE), Ok(()));
    }
}
