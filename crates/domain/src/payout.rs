//! How much somebody may pay out without a second person: one sum for one withdrawal, one for all of theirs of a business day.
//!
//! Absent on purpose: who is bound by it (`Permission::WalletWithdrawAny`) and what was paid out (the log says).

use crate::money::Money;

/// The two sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoutLimits {
    /// Of one withdrawal.
    pub one: Money,
    /// Of one person's withdrawals of a business day.
    pub day: Money,
}

/// More than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {limit} needs a person who may pay out any sum")]
pub struct PayoutRefusal {
    /// What may still be paid out.
    pub limit: Money,
}

impl PayoutLimits {
    /// Whether `amount` may be paid out by who has paid out `today` already. Both are positive.
    ///
    /// # Errors
    /// What may still be paid out, when that is less.
    pub fn check(&self, today: Money, amount: Money) -> Result<(), PayoutRefusal> {
        let rest = self.day.checked_sub(today).filter(|rest| rest.is_positive()).unwrap_or(Money::ZERO);
        let limit = self.one.min(rest);
        if amount > limit { Err(PayoutRefusal { limit }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[test]
    fn neither_sum_is_passed_by_a_kopeck() {
        let limits = PayoutLimits { one: money("100.00"), day: money("250.00") };
        for (today, amount, limit) in [
            ("0.00", "100.00", None),
            ("0.00", "100.01", Some("100.00")),
            ("150.00", "100.00", None),
            ("150.01", "100.00", Some("99.99")),
            ("249.99", "0.01", None),
            ("250.00", "0.01", Some("0.00")),
            ("300.00", "0.01", Some("0.00")),
        ] {
            let refused = limits.check(money(today), money(amount)).err().map(|refusal| refusal.limit);
            assert_eq!(refused, limit.map(money), "{today} {amount}");
        }
    }
}
