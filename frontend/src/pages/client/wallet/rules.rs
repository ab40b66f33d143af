//! What the wallet forms decide without a browser: reading what was typed, what to say under it, when to ask again.
//!
//! Absent on purpose: the decision whether the money is there. The form warns, the server decides.

use contract::operations::WalletCommand;
use domain::{Action, Money, MoneyError, OperationKind};

use crate::format;
use crate::i18n::{Lang, Msg, phrases, wallet::Wallet};
use crate::ui::{Fault, typed_sum};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Deposit,
    Withdraw,
}

/// What differs between the forms: ids and words.
pub struct Names {
    pub allowed: Action,
    /// Before the API's name of a field.
    pub prefix: &'static str,
    pub form: &'static str,
    pub heading: &'static str,
    pub amount: &'static str,
    pub description: &'static str,
    pub submit: &'static str,
    pub check: &'static str,
    pub confirm: &'static str,
    pub title: Msg,
    pub action: Msg,
    pub yes: Msg,
}

static NAMES: [Names; 2] = [
    Names {
        allowed: Action::Deposit,
        prefix: "deposit-",
        form: "deposit",
        heading: "deposit-title",
        amount: "deposit-amount",
        description: "deposit-description",
        submit: "deposit-submit",
        check: "deposit-check",
        confirm: "deposit-confirm",
        title: Wallet::Deposit,
        action: Wallet::DoDeposit,
        yes: Wallet::ConfirmDeposit,
    },
    Names {
        allowed: Action::Withdraw,
        prefix: "withdraw-",
        form: "withdraw",
        heading: "withdraw-title",
        amount: "withdraw-amount",
        description: "withdraw-description",
        submit: "withdraw-submit",
        check: "withdraw-check",
        confirm: "withdraw-confirm",
        title: Wallet::Withdraw,
        action: Wallet::DoWithdraw,
        yes: Wallet::ConfirmWithdraw,
    },
];

pub fn names(side: Side) -> &'static Names {
    let [deposit, withdraw] = &NAMES;
    match side {
        Side::Deposit => deposit,
        Side::Withdraw => withdraw,
    }
}

/// What the server makes of the command.
const fn kind(side: Side) -> OperationKind {
    match side {
        Side::Deposit => OperationKind::TopUp,
        Side::Withdraw => OperationKind::Adjustment,
    }
}

/// Amounts from here on are confirmed once more, in roubles.
const LARGE_KOPECKS: i64 = 10_000_000;
const MAX_DESCRIPTION_CHARS: usize = 500;

/// What is wrong with which field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    pub amount: Option<Msg>,
    pub description: Option<Msg>,
}

impl Faults {
    /// At the fields of the form.
    pub fn shown(self, side: Side) -> Vec<Fault> {
        let names = names(side);
        let both = [(names.amount, self.amount), (names.description, self.description)];
        both.into_iter().filter_map(|(field, fault)| fault.map(|fault| Fault::of(field, fault))).collect()
    }
}

/// Reads the form.
///
/// # Errors
/// The faults of both fields at once.
pub fn read(side: Side, lang: Lang, amount: &str, description: &str) -> Result<WalletCommand, Faults> {
    let description = description.trim();
    let description_fault = match description.chars().count() {
        0 => Some(Wallet::EnterDescription),
        length if length < kind(side).least_description() => Some(Wallet::DescriptionShort),
        length if length > MAX_DESCRIPTION_CHARS => Some(Wallet::DescriptionLong),
        _ => None,
    };
    match (sum(lang, amount), description_fault) {
        (Ok(amount), None) => Ok(WalletCommand { amount, description: description.to_owned() }),
        (amount, description) => Err(Faults { amount: amount.err(), description }),
    }
}

fn sum(lang: Lang, typed: &str) -> Result<Money, Msg> {
    match typed_sum(typed, lang) {
        Ok(None) => Err(Wallet::EnterAmount),
        Ok(Some(sum)) if sum.is_positive() => Ok(sum),
        Ok(Some(_)) => Err(Wallet::AmountPositive),
        Err(MoneyError::NotANumber) => Err(Wallet::NotANumber),
        Err(MoneyError::TooManyDecimals) => Err(Wallet::TooManyDecimals),
        Err(MoneyError::OutOfBounds) => Err(Wallet::OutOfBounds),
    }
}

/// The line under the amount, and whether it warns.
pub fn echo(lang: Lang, side: Side, typed: &str, balance: Money, withdraw_max: Money) -> (String, bool) {
    let calm = |text: String| (text, false);
    match (sum(lang, typed), side) {
        (Err(fault), Side::Deposit) if fault == Wallet::EnterAmount => {
            calm(Wallet::HintDeposit.text(lang).to_owned())
        }
        (Err(fault), Side::Withdraw) if fault == Wallet::EnterAmount => {
            calm(phrases::at_most(lang, &format::money(lang, withdraw_max)))
        }
        (Err(fault), _) => calm(fault.text(lang).to_owned()),
        (Ok(sum), Side::Withdraw) if sum > withdraw_max => {
            let excess = sum.checked_sub(withdraw_max).unwrap_or(sum);
            (phrases::too_much_by(lang, &format::money(lang, excess)), true)
        }
        (Ok(sum), _) => calm(match after(side, balance, sum) {
            Some(balance) => phrases::balance_after(lang, &format::money(lang, balance)),
            None => Wallet::OutOfBounds.text(lang).to_owned(),
        }),
    }
}

/// The balance that the command would leave; `None` past the bounds of money.
pub fn after(side: Side, balance: Money, sum: Money) -> Option<Money> {
    match side {
        Side::Deposit => balance.checked_add(sum),
        Side::Withdraw => balance.checked_sub(sum),
    }
}

/// Whether to ask once more: large sums, and withdrawals of more than half of what is there.
pub fn asks_again(side: Side, sum: Money, balance: Money) -> bool {
    let over_half = side == Side::Withdraw && sum.checked_add(sum).is_none_or(|double| double > balance);
    sum.kopecks() >= LARGE_KOPECKS || over_half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[test]
    fn an_amount_is_understood_however_it_is_written() {
        for typed in ["1000,5", "1 000.50", "1000.50 ₽", "1\u{a0}000,50"] {
            let command = read(Side::Deposit, Lang::Ru, typed, " подарок ").unwrap();
            assert_eq!(
                (command.amount, command.description.as_str()),
                (money("1000.50"), "подарок"),
                "{typed}"
            );
        }
    }

    #[test]
    fn both_faults_are_told_at_once() {
        let faults = |amount, description| read(Side::Withdraw, Lang::Ru, amount, description).unwrap_err();
        assert_eq!(
            faults("", "  "),
            Faults { amount: Some(Wallet::EnterAmount), description: Some(Wallet::EnterDescription) }
        );
        assert_eq!(faults("1", "я ").description, Some(Wallet::DescriptionShort));
        assert_eq!(faults("0", "xyz").amount, Some(Wallet::AmountPositive));
        assert_eq!(faults("-5", "xyz").amount, Some(Wallet::AmountPositive));
        assert_eq!(faults("1,005", "xyz").amount, Some(Wallet::TooManyDecimals));
        assert_eq!(faults("сто", "xyz").amount, Some(Wallet::NotANumber));
        assert_eq!(
            faults("1", &"я".repeat(501)),
            Faults { amount: None, description: Some(Wallet::DescriptionLong) }
        );
        assert!(read(Side::Deposit, Lang::Ru, "1", &"я".repeat(500)).is_ok());
    }

    #[test]
    fn the_echo_says_what_the_balance_becomes_or_by_how_much_it_is_too_much() {
        let echo = |side, typed| echo(Lang::En, side, typed, money("1234.56"), money("1234.56"));
        assert_eq!(echo(Side::Deposit, "5000"), ("Balance after: ₽6,234.56".to_owned(), false));
        assert_eq!(echo(Side::Withdraw, ""), ("At most ₽1,234.56".to_owned(), false));
        assert_eq!(echo(Side::Withdraw, "234.56"), ("Balance after: ₽1,000.00".to_owned(), false));
        assert_eq!(echo(Side::Withdraw, "1434.56"), ("₽200.00 above what is available".to_owned(), true));
    }

    #[test]
    fn large_sums_and_large_parts_are_confirmed() {
        let asks = |side, sum, balance| asks_again(side, money(sum), money(balance));
        assert!(!asks(Side::Deposit, "99999.99", "0"));
        assert!(asks(Side::Deposit, "100000", "0"));
        assert!(!asks(Side::Withdraw, "50", "100"));
        assert!(asks(Side::Withdraw, "50.01", "100"));
        assert!(asks(Side::Withdraw, "999999999999999.99", "999999999999999.99"));
    }
}
