//! Tests of `ledger`: tables of examples, and properties.

use chrono::TimeDelta;

use super::*;

pub(super) fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn now() -> DateTime<Utc> {
    "2026-01-31T12:00:00Z".parse().unwrap()
}

fn account(balance: &str, limit: &str, due_date: Option<&str>) -> Account {
    Account {
        client_id: 7,
        balance: money(balance),
        seq: 3,
        terms: CreditTerms::new(money(limit), due_date.map(day)).unwrap(),
        status: AccountStatus::Active,
        last_at: None,
    }
}

fn posting(kind: OperationKind, amount: &str, floor: Floor) -> Posting {
    Posting { kind, amount: Some(money(amount)), floor }
}

fn charge(amount: &str) -> Posting {
    posting(OperationKind::Usage, amount, Floor::Available)
}

/// Posts at noon of a day and gives the balance or the code and figures of the refusal.
fn balance_after(mut account: Account, posting: Posting, today: &str) -> Result<String, Refusal> {
    account.post(&posting, day(today), now()).map(|posted| posted.balance_after.to_string())
}

fn insufficient(available: &str, required: &str) -> Result<String, Refusal> {
    Err(Refusal::InsufficientFunds { available: money(available), required: money(required) })
}

#[test]
fn a_credit_moves_the_head() {
    let mut account = account("100", "0", None);
    let posted =
        account.post(&posting(OperationKind::TopUp, "45.50", Floor::Absolute), day("2026-01-31"), now());
    let expected = Posted { seq: 4, amount: Some(money("45.50")), balance_after: money("145.50"), at: now() };
    assert_eq!(posted, Ok(expected));
    assert_eq!((account.balance, account.seq, account.last_at), (money("145.50"), 4, Some(now())));
}

#[test]
fn the_credit_limit_is_exact_to_a_kopeck_and_counts_on_its_last_day() {
    let debtor = || account("-100", "500", Some("2026-01-31"));
    assert_eq!(balance_after(debtor(), charge("-400.00"), "2026-01-31"), Ok("-500.00".to_owned()));
    assert_eq!(balance_after(debtor(), charge("-400.01"), "2026-01-31"), insufficient("400.00", "400.01"));
    assert_eq!(balance_after(debtor(), charge("-0.01"), "2026-02-01"), insufficient("0.00", "0.01"));
    let saver = || account("50", "500", Some("2026-01-31"));
    assert_eq!(balance_after(saver(), charge("-50.00"), "2026-02-01"), Ok("0.00".to_owned()));
    assert_eq!(balance_after(saver(), charge("-50.01"), "2026-02-01"), insufficient("50.00", "50.01"));
}

#[test]
fn a_withdrawal_never_uses_credit() {
    let take = |amount| posting(OperationKind::Adjustment, amount, Floor::Zero);
    assert_eq!(
        balance_after(account("100", "500", None), take("-100.00"), "2026-01-31"),
        Ok("0.00".to_owned())
    );
    assert_eq!(
        balance_after(account("100", "500", None), take("-100.01"), "2026-01-31"),
        insufficient("100.00", "100.01")
    );
    assert_eq!(
        balance_after(account("-100", "500", None), take("-0.01"), "2026-01-31"),
        insufficient("0.00", "0.01")
    );
}

#[test]
fn corrections_reach_the_raw_limit_and_no_further_even_after_the_due_date() {
    let correct = |amount| posting(OperationKind::Adjustment, amount, Floor::Absolute);
    let expired = || account("-100", "500", Some("2026-01-31"));
    assert_eq!(balance_after(expired(), correct("-400.00"), "2026-02-01"), Ok("-500.00".to_owned()));
    assert_eq!(balance_after(expired(), correct("-400.01"), "2026-02-01"), insufficient("400.00", "400.01"));
}

#[test]
fn a_credit_is_accepted_even_if_the_debt_stays_below_the_limit_of_the_day() {
    let expired = account("-400", "500", Some("2026-01-31"));
    let pay = posting(OperationKind::BankPayment, "10", Floor::Zero);
    assert_eq!(balance_after(expired, pay, "2026-02-01"), Ok("-390.00".to_owned()));
}

#[test]
fn the_bounds_of_money_are_a_refusal() {
    let mut rich = account("0", "0", None);
    rich.balance = Money::MAX;
    let refused =
        rich.post(&posting(OperationKind::TopUp, "0.01", Floor::Absolute), day("2026-01-31"), now());
    assert_eq!(refused, Err(Refusal::BalanceOutOfBounds));
    let mut poor = account("0", "0", None);
    (poor.balance, poor.terms) = (Money::MIN, CreditTerms::new(Money::MAX, None).unwrap());
    assert_eq!(balance_after(poor, charge("-0.01"), "2026-01-31"), insufficient("0.00", "0.01"));
    let mut last = account("0", "0", None);
    last.seq = i64::MAX;
    let refused = last.post(&posting(OperationKind::TopUp, "1", Floor::Absolute), day("2026-01-31"), now());
    assert_eq!(refused, Err(Refusal::BalanceOutOfBounds));
}

#[test]
fn informative_operations_count_but_move_nothing() {
    let mut account = account("100", "0", None);
    let note = Posting { kind: OperationKind::Note, amount: None, floor: Floor::Absolute };
    let posted = account.post(&note, day("2026-01-31"), now()).unwrap();
    assert_eq!((posted.seq, posted.amount, posted.balance_after), (4, None, money("100")));
}

#[test]
fn an_amount_that_does_not_go_with_the_kind_is_refused_with_its_code() {
    let codes = [
        (posting(OperationKind::TopUp, "-1", Floor::Absolute), "sign_not_allowed"),
        (posting(OperationKind::TopUp, "0", Floor::Absolute), "zero_amount"),
        (posting(OperationKind::Note, "1", Floor::Absolute), "amount_not_allowed"),
        (Posting { kind: OperationKind::Usage, amount: None, floor: Floor::Available }, "amount_required"),
    ];
    for (posting, code) in codes {
        assert_eq!(balance_after(account("0", "0", None), posting, "2026-01-31").unwrap_err().code(), code);
    }
}

#[test]
fn archived_and_system_accounts_take_nothing() {
    for (status, code) in
        [(AccountStatus::Archived, "client_archived"), (AccountStatus::System, "system_client")]
    {
        for kind in OperationKind::ALL {
            let mut account = Account { status, ..account("100", "100", None) };
            let posting = Posting { kind: *kind, amount: Some(money("1")), floor: Floor::Absolute };
            assert_eq!(account.post(&posting, day("2026-01-31"), now()).unwrap_err().code(), code);
            assert_eq!(withdraw_max(&account, day("2026-01-31")), Money::ZERO);
            assert_eq!(charge_max(&account, day("2026-01-31")), Money::ZERO);
        }
    }
}

#[test]
fn the_clock_may_go_back_but_the_account_does_not() {
    let mut account = account("0", "0", None);
    let late = now() + TimeDelta::seconds(5);
    account.last_at = Some(late);
    let posted = account.post(&posting(OperationKind::TopUp, "1", Floor::Absolute), day("2026-01-31"), now());
    assert_eq!(posted.map(|posted| posted.at), Ok(late));
}

#[test]
fn the_screen_is_told_the_most_that_will_be_accepted() {
    let cases = [
        ("100", "500", Some("2026-01-31"), "2026-01-31", "100.00", "600.00"),
        ("100", "500", Some("2026-01-31"), "2026-02-01", "100.00", "100.00"),
        ("-100", "500", None, "2026-02-01", "0.00", "400.00"),
        ("-100", "500", Some("2026-01-31"), "2026-02-01", "0.00", "0.00"),
        ("0", "0", None, "2026-02-01", "0.00", "0.00"),
    ];
    for (balance, limit, due_date, today, withdraw, spend) in cases {
        let account = account(balance, limit, due_date);
        assert_eq!(withdraw_max(&account, day(today)), money(withdraw));
        assert_eq!(charge_max(&account, day(today)), money(spend));
    }
}
