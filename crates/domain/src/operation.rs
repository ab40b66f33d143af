//! Kinds of operations and the amounts that each allows.
//!
//! Invariant: the sign of an amount follows from its kind, a zero amount does not exist, and an informative kind has
//! no amount at all, so that the balance is the sum of the amounts without exceptions.
//! Absent on purpose: the balance (see `ledger`).

use crate::ledger::Floor;
use crate::money::Money;
use crate::words::word_enum;

word_enum! {
    /// What an operation is.
    pub enum OperationKind {
        TopUp = "TOP_UP",
        BankPayment = "BANK_PAYMENT",
        ConnectionFee = "CONNECTION_FEE",
        RecurringFee = "RECURRING_FEE",
        Usage = "USAGE",
        OrderPayment = "ORDER_PAYMENT",
        OrderRefund = "ORDER_REFUND",
        Adjustment = "ADJUSTMENT",
        /// Undoes another operation; the amount is the opposite of that one's.
        Reversal = "REVERSAL",
        OpeningBalance = "OPENING_BALANCE",
        /// Informative: a sale in 1C. Its sum is 1C's knowledge and does not touch the balance.
        Purchase = "PURCHASE",
        /// Informative: an event worth remembering.
        Note = "NOTE",
    }
}

/// Which amounts a kind allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Above zero: the balance grows.
    Credit,
    /// Below zero: the balance falls.
    Debit,
    /// Either, but not zero.
    Either,
    /// No amount.
    None,
}

/// Why an amount does not go with a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OperationError {
    #[error("the operation needs an amount")]
    AmountRequired,
    #[error("the operation has no amount")]
    AmountNotAllowed,
    #[error("the amount is zero")]
    ZeroAmount,
    #[error("the operation does not allow this sign")]
    SignNotAllowed,
}

impl OperationError {
    /// Stable code for the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AmountRequired => "amount_required",
            Self::AmountNotAllowed => "amount_not_allowed",
            Self::ZeroAmount => "zero_amount",
            Self::SignNotAllowed => "sign_not_allowed",
        }
    }
}

impl OperationKind {
    /// The kinds that a person may create by hand through `POST /operations`. The others come from their own commands:
    /// the bank, orders, reversals, 1C.
    pub const CREATABLE: &'static [Self] = &[
        Self::TopUp,
        Self::ConnectionFee,
        Self::RecurringFee,
        Self::Usage,
        Self::Adjustment,
        Self::OpeningBalance,
        Self::Note,
    ];

    pub const fn allowed_sign(self) -> Sign {
        match self {
            Self::TopUp | Self::BankPayment | Self::OrderRefund => Sign::Credit,
            Self::ConnectionFee | Self::RecurringFee | Self::Usage | Self::OrderPayment => Sign::Debit,
            Self::Adjustment | Self::Reversal | Self::OpeningBalance => Sign::Either,
            Self::Purchase | Self::Note => Sign::None,
        }
    }

    /// Whether a person may create it by hand; see [`OperationKind::CREATABLE`].
    pub fn creatable(self) -> bool {
        Self::CREATABLE.contains(&self)
    }

    /// Fewest characters of the description when a person makes it by hand; 0: it may have none.
    pub const fn least_description(self) -> usize {
        match self {
            Self::TopUp | Self::Adjustment => 3,
            Self::BankPayment
            | Self::ConnectionFee
            | Self::RecurringFee
            | Self::Usage
            | Self::OrderPayment
            | Self::OrderRefund
            | Self::Reversal
            | Self::OpeningBalance
            | Self::Purchase
            | Self::Note => 0,
        }
    }

    /// Down to where a debit of this kind may take the balance; see [`Floor`].
    pub const fn floor(self) -> Floor {
        match self {
            Self::ConnectionFee | Self::RecurringFee | Self::Usage | Self::OrderPayment => Floor::Available,
            // Corrections state what is true already, so an expired credit does not stop them.
            Self::Adjustment | Self::Reversal | Self::OpeningBalance => Floor::Absolute,
            // Never a debit.
            Self::TopUp | Self::BankPayment | Self::OrderRefund | Self::Purchase | Self::Note => {
                Floor::Absolute
            }
        }
    }
}

/// Whether an operation of this kind may have this amount (roubles, signed, `None` for no amount).
///
/// # Errors
/// `AmountRequired`, `AmountNotAllowed`, `ZeroAmount`, `SignNotAllowed`.
pub fn check_amount(kind: OperationKind, amount: Option<Money>) -> Result<(), OperationError> {
    let allowed = match (kind.allowed_sign(), amount) {
        (Sign::None, None) => return Ok(()),
        (Sign::None, Some(_)) => return Err(OperationError::AmountNotAllowed),
        (Sign::Credit | Sign::Debit | Sign::Either, None) => return Err(OperationError::AmountRequired),
        (_, Some(amount)) if amount.is_zero() => return Err(OperationError::ZeroAmount),
        (Sign::Credit, Some(amount)) => amount.is_positive(),
        (Sign::Debit, Some(amount)) => amount.is_negative(),
        (Sign::Either, Some(_)) => true,
    };
    if allowed { Ok(()) } else { Err(OperationError::SignNotAllowed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_kinds_is_the_documents() {
        use Floor::{Absolute, Available};
        use Sign::{Credit, Debit, Either, None};
        let table = [
            ("TOP_UP", Credit, Absolute, true),
            ("BANK_PAYMENT", Credit, Absolute, false),
            ("CONNECTION_FEE", Debit, Available, true),
            ("RECURRING_FEE", Debit, Available, true),
            ("USAGE", Debit, Available, true),
            ("ORDER_PAYMENT", Debit, Available, false),
            ("ORDER_REFUND", Credit, Absolute, false),
            ("ADJUSTMENT", Either, Absolute, true),
            ("REVERSAL", Either, Absolute, false),
            ("OPENING_BALANCE", Either, Absolute, true),
            ("PURCHASE", None, Absolute, false),
            ("NOTE", None, Absolute, true),
        ];
        let written: Vec<_> = OperationKind::ALL
            .iter()
            .map(|kind| (kind.as_str(), kind.allowed_sign(), kind.floor(), kind.creatable()))
            .collect();
        assert_eq!(written, table);
    }

    #[test]
    fn amounts_follow_the_sign_of_the_kind() {
        use OperationError::{AmountNotAllowed, AmountRequired, SignNotAllowed, ZeroAmount};
        let kopeck = Money::parse("0.01").unwrap();
        for kind in OperationKind::ALL {
            let results =
                [None, Some(Money::ZERO), Some(kopeck), Some(-kopeck)].map(|sum| check_amount(*kind, sum));
            let expected = match kind.allowed_sign() {
                Sign::Credit => [Err(AmountRequired), Err(ZeroAmount), Ok(()), Err(SignNotAllowed)],
                Sign::Debit => [Err(AmountRequired), Err(ZeroAmount), Err(SignNotAllowed), Ok(())],
                Sign::Either => [Err(AmountRequired), Err(ZeroAmount), Ok(()), Ok(())],
                Sign::None => [Ok(()), Err(AmountNotAllowed), Err(AmountNotAllowed), Err(AmountNotAllowed)],
            };
            assert_eq!(results, expected, "{kind}");
        }
    }
}
