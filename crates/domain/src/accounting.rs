//! Posting rules: which two accounts of the chart an event moves an amount between.
//!
//! Invariant: an entry has one amount, one debit and one credit account, so debit = credit by construction; what undoes something
//! has the same accounts and a negative amount (storno). The database has a copy of this table and writes the entries by it; a
//! server whose copy differs does not start.
//! Absent on purpose: VAT and cost of goods, which the accountant keeps in 1C.

use crate::money::Money;
use crate::operation::OperationKind;
use crate::order::PaymentMethod;

/// One rule. `source` is its name in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostingRule {
    pub source: &'static str,
    pub debit: &'static str,
    pub credit: &'static str,
    /// Undoes: the entry's amount is negative.
    pub storno: bool,
}

/// Debit, credit, signed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub debit: &'static str,
    pub credit: &'static str,
    pub amount: Money,
}

const CASH: &str = "50";
const BANK: &str = "51";
const TRANSIT: &str = "57";
const ADVANCES: &str = "62.02";
const SUNDRY: &str = "76";
const REVENUE: &str = "90.01";
const OPENING: &str = "000";

const fn rule(source: &'static str, debit: &'static str, credit: &'static str) -> PostingRule {
    PostingRule { source, debit, credit, storno: false }
}

const fn storno(source: &'static str, debit: &'static str, credit: &'static str) -> PostingRule {
    PostingRule { source, debit, credit, storno: true }
}

/// Every rule.
pub const POSTING_RULES: &[PostingRule] = &[
    rule("TOP_UP", CASH, ADVANCES),
    rule("BANK_PAYMENT", BANK, ADVANCES),
    rule("CONNECTION_FEE", ADVANCES, REVENUE),
    rule("RECURRING_FEE", ADVANCES, REVENUE),
    rule("USAGE", ADVANCES, REVENUE),
    rule("ORDER_PAYMENT", ADVANCES, REVENUE),
    storno("ORDER_REFUND", ADVANCES, REVENUE),
    rule("ADJUSTMENT_CREDIT", SUNDRY, ADVANCES),
    rule("ADJUSTMENT_DEBIT", ADVANCES, SUNDRY),
    rule("OPENING_BALANCE_CREDIT", OPENING, ADVANCES),
    rule("OPENING_BALANCE_DEBIT", ADVANCES, OPENING),
    rule("PAYMENT_CASH", CASH, REVENUE),
    rule("PAYMENT_CARD", TRANSIT, REVENUE),
    rule("PAYMENT_ONLINE", BANK, REVENUE),
    storno("REFUND_CASH", CASH, REVENUE),
    storno("REFUND_CARD", TRANSIT, REVENUE),
    storno("REFUND_ONLINE", BANK, REVENUE),
];

/// The entry of an operation; none for an event without money. A reversal has that of what it reverses, negative: ask for that one
/// and use [`Entry::undone`].
pub fn of_operation(kind: OperationKind, amount: Option<Money>) -> Option<Entry> {
    let amount = amount?;
    let signed = |credit, debit| if amount.is_positive() { credit } else { debit };
    let source = match kind {
        OperationKind::Adjustment => signed("ADJUSTMENT_CREDIT", "ADJUSTMENT_DEBIT"),
        OperationKind::OpeningBalance => signed("OPENING_BALANCE_CREDIT", "OPENING_BALANCE_DEBIT"),
        OperationKind::Reversal | OperationKind::Purchase | OperationKind::Note => return None,
        OperationKind::TopUp
        | OperationKind::BankPayment
        | OperationKind::ConnectionFee
        | OperationKind::RecurringFee
        | OperationKind::Usage
        | OperationKind::OrderPayment
        | OperationKind::OrderRefund => kind.as_str(),
    };
    by_rule(source, amount)
}

/// The entry of money taken for an order outside the wallet; the wallet's part is an operation.
pub fn of_payment(method: PaymentMethod, amount: Money) -> Option<Entry> {
    let source = match method {
        PaymentMethod::Wallet => return None,
        PaymentMethod::Cash => "PAYMENT_CASH",
        PaymentMethod::Card => "PAYMENT_CARD",
        PaymentMethod::Online => "PAYMENT_ONLINE",
    };
    by_rule(source, amount)
}

/// The entry of money given back outside the wallet.
pub fn of_refund(method: PaymentMethod, amount: Money) -> Option<Entry> {
    of_payment(method, amount).map(Entry::undone)
}

fn by_rule(source: &str, amount: Money) -> Option<Entry> {
    let rule = POSTING_RULES.iter().find(|rule| rule.source == source)?;
    let size = if amount.is_negative() { amount.negated() } else { amount };
    let amount = if rule.storno { size.negated() } else { size };
    Some(Entry { debit: rule.debit, credit: rule.credit, amount })
}

impl Entry {
    /// The entry that undoes this one.
    pub fn undone(self) -> Self {
        Self { amount: self.amount.negated(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    fn words(entry: Option<Entry>) -> String {
        entry.map_or_else(
            || "-".to_owned(),
            |entry| format!("{} {} {}", entry.debit, entry.credit, entry.amount),
        )
    }

    #[test]
    fn every_operation_with_money_has_an_entry() {
        use OperationKind as K;
        for (kind, amount, entry) in [
            (K::TopUp, Some("100"), "50 62.02 100.00"),
            (K::BankPayment, Some("100"), "51 62.02 100.00"),
            (K::Usage, Some("-100"), "62.02 90.01 100.00"),
            (K::OrderPayment, Some("-100"), "62.02 90.01 100.00"),
            (K::OrderRefund, Some("100"), "62.02 90.01 -100.00"),
            (K::Adjustment, Some("-5"), "62.02 76 5.00"),
            (K::Adjustment, Some("5"), "76 62.02 5.00"),
            (K::OpeningBalance, Some("5"), "000 62.02 5.00"),
            (K::Note, None, "-"),
        ] {
            assert_eq!(words(of_operation(kind, amount.map(money))), entry, "{kind}");
        }
    }

    #[test]
    fn money_for_orders_comes_and_goes_by_the_same_accounts() {
        for method in PaymentMethod::ALL {
            let (taken, back) = (of_payment(*method, money("7")), of_refund(*method, money("7")));
            assert_eq!(taken.map(Entry::undone), back, "{method}");
            assert_eq!(taken.is_none(), *method == PaymentMethod::Wallet);
        }
        assert_eq!(words(of_payment(PaymentMethod::Cash, money("7"))), "50 90.01 7.00");
        assert_eq!(words(of_refund(PaymentMethod::Online, money("7"))), "51 90.01 -7.00");
    }

    #[test]
    fn no_rule_moves_money_to_the_account_that_it_comes_from() {
        assert!(POSTING_RULES.iter().all(|rule| rule.debit != rule.credit));
    }
}
