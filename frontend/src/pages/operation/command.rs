//! What the form for a new operation decides without a browser: which kinds there are for a person, what was typed, what the
//! balance becomes.
//!
//! Absent on purpose: the decision whether the money is there. The form warns with the server's limit, the server decides.

use contract::operations::NewOperation;
use domain::{Floor, Money, MoneyError, OperationKind, Permission, Sign};

use crate::format;
use crate::i18n::{
    Lang, Msg,
    operations::{self as words, Ops},
    phrases,
    wallet::Wallet,
};
use crate::ui::typed_sum;

/// What the form holds.
pub struct Typed<'a> {
    pub kind: OperationKind,
    /// Takes money off, where the kind leaves it open.
    pub minus: bool,
    pub amount: &'a str,
    pub description: &'a str,
}

/// The kinds that this person may make.
pub fn kinds(may: impl Fn(Permission) -> bool) -> impl Iterator<Item = OperationKind> {
    let adjusts = may(Permission::OperationsAdjust);
    // Either sign means a correction, and that is a right of its own.
    let allowed = move |kind: &OperationKind| adjusts || kind.allowed_sign() != Sign::Either;
    OperationKind::CREATABLE.iter().copied().filter(allowed)
}

/// What the kind does to the balance.
pub fn direction(kind: OperationKind) -> Msg {
    match kind.allowed_sign() {
        Sign::Credit => Ops::KindCredit,
        Sign::Debit => Ops::KindDebit,
        Sign::Either => Ops::KindEither,
        Sign::None => Ops::KindNone,
    }
}

/// Whether it makes sense to name a service.
pub fn concerns_service(kind: OperationKind) -> bool {
    !matches!(kind, OperationKind::TopUp | OperationKind::OpeningBalance)
}

impl Typed<'_> {
    /// The signed amount; none for an event.
    ///
    /// # Errors
    /// What is wrong with what was typed.
    pub fn sum(&self, lang: Lang) -> Result<Option<Money>, Msg> {
        let minus = match self.kind.allowed_sign() {
            Sign::None => return Ok(None),
            Sign::Credit => false,
            Sign::Debit => true,
            Sign::Either => self.minus,
        };
        match typed_sum(self.amount, lang) {
            Ok(None) => Err(Wallet::EnterAmount),
            Ok(Some(sum)) if sum.is_positive() => Ok(Some(if minus { sum.negated() } else { sum })),
            Ok(Some(_)) => Err(Wallet::AmountPositive),
            Err(MoneyError::NotANumber) => Err(Wallet::NotANumber),
            Err(MoneyError::TooManyDecimals) => Err(Wallet::TooManyDecimals),
            Err(MoneyError::OutOfBounds) => Err(Wallet::OutOfBounds),
        }
    }

    /// The operation, or everything that is wrong, by the names of the API's fields.
    ///
    /// # Errors
    /// At least one fault.
    pub fn read(
        &self,
        lang: Lang,
        client: i64,
        service: Option<i64>,
    ) -> Result<NewOperation, Vec<(&'static str, Msg)>> {
        let mut faults = Vec::new();
        let amount = self.sum(lang).unwrap_or_else(|fault| {
            faults.push(("amount", fault));
            None
        });
        let description = self.description.trim();
        if description.chars().count() < self.kind.least_description() {
            faults.push(("description", Ops::EnterDescription));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let description = Some(description.to_owned()).filter(|text| !text.is_empty());
        let service_id = service.filter(|_| concerns_service(self.kind));
        Ok(NewOperation { client_id: client, kind: self.kind, amount, service_id, description })
    }

    /// The line under the amount, and whether it warns. `account`: the balance, and the most that can be charged.
    pub fn echo(&self, lang: Lang, account: Option<(Money, Money)>) -> (String, bool) {
        let Some((balance, most)) = account else { return (Ops::AmountHint.text(lang).to_owned(), false) };
        let capped = self.kind.floor() == Floor::Available;
        let now = format::money(lang, balance);
        match self.sum(lang) {
            Err(Wallet::EnterAmount) if capped => {
                let parts =
                    [words::balance_is(lang, &now), phrases::at_most(lang, &format::money(lang, most))];
                (parts.join(". "), false)
            }
            Err(Wallet::EnterAmount) | Ok(None) => (words::balance_is(lang, &now), false),
            Err(fault) => (fault.text(lang).to_owned(), false),
            Ok(Some(sum)) => match excess(sum, most).filter(|_| capped) {
                Some(excess) => (phrases::too_much_by(lang, &format::money(lang, excess)), true),
                None => match balance.checked_add(sum) {
                    Some(then) => (words::balance_becomes(lang, &now, &format::money(lang, then)), false),
                    None => (Wallet::OutOfBounds.text(lang).to_owned(), true),
                },
            },
        }
    }
}

/// By how much a debit is above the limit.
fn excess(sum: Money, most: Money) -> Option<Money> {
    let debit = sum.negated();
    if debit > most { debit.checked_sub(most) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    fn typed(kind: OperationKind, amount: &'static str) -> Typed<'static> {
        Typed { kind, minus: false, amount, description: "причина" }
    }

    #[test]
    fn the_kind_gives_the_sign() {
        let sum = |kind, minus| {
            Typed { minus, ..typed(kind, "1 000,5") }.sum(Lang::Ru).unwrap().map(|sum| sum.to_string())
        };
        assert_eq!(sum(OperationKind::TopUp, true).as_deref(), Some("1000.50"));
        assert_eq!(sum(OperationKind::Usage, false).as_deref(), Some("-1000.50"));
        assert_eq!(sum(OperationKind::Adjustment, false).as_deref(), Some("1000.50"));
        assert_eq!(sum(OperationKind::Adjustment, true).as_deref(), Some("-1000.50"));
        assert_eq!(sum(OperationKind::Note, true), None);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let empty = Typed { description: " я ", ..typed(OperationKind::TopUp, "") };
        let fields: Vec<_> =
            empty.read(Lang::Ru, 1, None).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["amount", "description"]);
        let fee = Typed { description: "", ..typed(OperationKind::RecurringFee, "5") };
        let made = fee.read(Lang::Ru, 7, Some(3)).unwrap();
        assert_eq!(
            (made.client_id, made.amount, made.service_id, made.description),
            (7, Some(money("-5")), Some(3), None)
        );
        assert_eq!(typed(OperationKind::TopUp, "5").read(Lang::Ru, 7, Some(3)).unwrap().service_id, None);
        assert_eq!(typed(OperationKind::Note, "").read(Lang::Ru, 7, None).unwrap().amount, None);
        assert_eq!(typed(OperationKind::Usage, "-5").sum(Lang::Ru), Err(Wallet::AmountPositive));
    }

    #[test]
    fn the_line_says_what_the_balance_becomes() {
        let account = Some((money("1234.56"), money("2000")));
        let echo = |kind, amount| typed(kind, amount).echo(Lang::En, account);
        assert_eq!(echo(OperationKind::TopUp, "1000"), ("Balance: ₽1,234.56 → ₽2,234.56".to_owned(), false));
        assert_eq!(echo(OperationKind::Usage, "2000").0, "Balance: ₽1,234.56 → \u{2212}₽765.44");
        assert_eq!(echo(OperationKind::Usage, "2000.01"), ("₽0.01 above what is available".to_owned(), true));
        assert_eq!(echo(OperationKind::Usage, "").0, "Balance: ₽1,234.56. At most ₽2,000.00");
        assert_eq!(typed(OperationKind::TopUp, "5").echo(Lang::En, None).0, Ops::AmountHint.text(Lang::En));
    }

    #[test]
    fn corrections_are_a_right_of_their_own() {
        let of = |right| kinds(move |_| right).collect::<Vec<_>>();
        assert!(
            of(true).contains(&OperationKind::Adjustment)
                && of(true).contains(&OperationKind::OpeningBalance)
        );
        assert!(!of(false).contains(&OperationKind::Adjustment) && of(false).contains(&OperationKind::Note));
    }
}
