//! The tables of actions, state by state.

use chrono::NaiveDate;

use super::*;
use crate::access::{Permission, Role};
use crate::credit::CreditTerms;
use crate::ledger::{Account, AccountStatus, Posting};
use crate::money::Money;
use crate::operation::OperationKind;

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn today() -> NaiveDate {
    "2026-04-28".parse().unwrap()
}

fn account(balance: &str, seq: i64, status: AccountStatus) -> Account {
    let terms = CreditTerms::new(money("50"), None).unwrap();
    Account { client_id: 1, balance: money(balance), seq, terms, status, last_at: None }
}

/// `action` for what is possible, `action:obstacle` for what is not.
fn words(offers: Vec<Offer>) -> Vec<String> {
    let word = |offer: Offer| match offer.obstacle {
        None => offer.action.to_string(),
        Some(obstacle) => format!("{}:{obstacle}", offer.action),
    };
    offers.into_iter().map(word).collect()
}

fn client(account: Account, inn_taken: bool, role: Role) -> String {
    let offers =
        ClientState { account, inn_taken, has_orders: false }.offers(today(), |right| role.grants(right));
    words(offers).join(" ")
}

#[test]
fn a_live_client_offers_what_its_account_can_take() {
    assert_eq!(
        client(account("10", 1, AccountStatus::Active), false, Role::Admin),
        "edit deposit withdraw spend operation statement delete:in_use archive restore:not_archived"
    );
    // Nothing to give back, but credit to be charged.
    assert_eq!(
        client(account("0", 0, AccountStatus::Active), true, Role::Admin),
        "edit deposit withdraw:insufficient_funds spend operation statement delete archive restore:not_archived"
    );
    assert!(
        client(account("-50", 9, AccountStatus::Active), false, Role::Admin)
            .contains("spend:insufficient_funds")
    );
    let full = Account { balance: Money::MAX, ..account("0", 9, AccountStatus::Active) };
    assert!(client(full, false, Role::Admin).contains("deposit:balance_out_of_bounds"));
}

#[test]
fn a_client_with_orders_stays_though_its_account_never_moved() {
    let state =
        ClientState { account: account("0", 0, AccountStatus::Active), inn_taken: false, has_orders: true };
    assert_eq!(state.delete(), Err(Obstacle::InUse));
}

#[test]
fn an_archived_client_can_only_come_back_or_go() {
    assert_eq!(
        client(account("10", 1, AccountStatus::Archived), false, Role::Admin),
        "edit:archived deposit:client_archived withdraw:client_archived spend:client_archived \
         operation:client_archived statement delete:in_use archive:archived restore"
    );
    assert!(
        client(account("0", 0, AccountStatus::Archived), true, Role::Admin)
            .ends_with("delete archive:archived restore:inn_taken")
    );
}

#[test]
fn nothing_is_done_with_the_system_client() {
    assert_eq!(
        client(account("0", 0, AccountStatus::System), false, Role::Admin),
        "edit:system_client deposit:system_client withdraw:system_client spend:system_client \
         operation:system_client statement delete:system_client archive:system_client restore:system_client"
    );
}

#[test]
fn who_lacks_the_right_is_told_nothing_of_the_state() {
    assert_eq!(
        client(account("0", 3, AccountStatus::Archived), true, Role::Viewer),
        "edit:not_permitted deposit:not_permitted withdraw:not_permitted spend:not_permitted \
         operation:not_permitted statement delete:not_permitted archive:not_permitted restore:not_permitted"
    );
}

#[test]
fn an_operation_is_reversed_once_and_only_if_it_moved_money() {
    use OperationKind::{Adjustment, Note, Reversal, TopUp, Usage};
    let offered = |kind, amount: Option<&str>, reversed, balance, status| {
        let account = account(balance, 5, status);
        let state = OperationState { kind, amount: amount.map(money), reversed, account };
        words(state.offers(today(), |right| Role::Admin.grants(right))).join(" ")
    };
    let active = AccountStatus::Active;
    for (kind, amount, reversed, balance, status, expected) in [
        (TopUp, Some("100"), false, "50", active, "reverse"),
        (TopUp, Some("100"), true, "50", active, "reverse:already_reversed"),
        (TopUp, Some("100"), false, "49.99", active, "reverse:insufficient_funds"),
        (Usage, Some("-100"), false, "-50", active, "reverse"),
        (Adjustment, Some("-100"), false, "-50", AccountStatus::Archived, "reverse:client_archived"),
        (Adjustment, Some("100"), false, "-50", AccountStatus::System, "reverse:system_client"),
        (Note, None, false, "0", active, "reverse:no_amount"),
        (Reversal, Some("100"), false, "0", active, "reverse:kind_not_reversible"),
        (Reversal, Some("100"), true, "0", AccountStatus::Archived, "reverse:kind_not_reversible"),
    ] {
        assert_eq!(offered(kind, amount, reversed, balance, status), expected, "{kind}");
    }
}

#[test]
fn services_views_and_deliveries_follow_their_state() {
    let service = |archived, in_use| {
        words(ServiceState { archived, in_use }.offers(|right| Role::Operator.grants(right))).join(" ")
    };
    assert_eq!(service(false, false), "edit delete archive restore:not_archived");
    assert_eq!(service(false, true), "edit delete:in_use archive restore:not_archived");
    assert_eq!(service(true, true), "edit:archived delete:in_use archive:archived restore");

    let view = |mine, role: Role| words(ViewState { mine }.offers(|right| role.grants(right))).join(" ");
    assert_eq!(view(true, Role::Viewer), "edit delete");
    assert_eq!(view(false, Role::Accountant), "edit:not_owner delete:not_owner");
    assert_eq!(view(false, Role::Admin), "edit:not_owner delete");

    let delivery = |settled, role: Role| {
        let state = DeliveryState { settled, objection: None };
        words(state.offers(|right| role.grants(right))).join(" ")
    };
    assert_eq!(delivery(false, Role::Operator), "bind");
    assert_eq!(delivery(true, Role::Operator), "bind:delivery_settled");
    assert_eq!(delivery(false, Role::Viewer), "bind:not_permitted");
    for objection in crate::Objection::ALL {
        let state = DeliveryState { settled: false, objection: Some(*objection) };
        assert_eq!(state.bind(), Err(Obstacle::DeliveryContradicts));
    }
}

#[test]
fn asking_an_account_moves_nothing() {
    let account = account("10", 4, AccountStatus::Active);
    let before = account;
    assert!(account.accepts(&Posting::withdrawal(money("10")), today()).is_ok());
    assert!(account.accepts(&Posting::withdrawal(money("10.01")), today()).is_err());
    assert_eq!(account, before);
    assert!(Permission::ALL.contains(&Permission::ViewsManage));
}

#[test]
fn what_an_order_or_another_reversal_did_is_not_reversed() {
    use OperationKind as K;
    for kind in K::ALL.iter().copied() {
        let of_an_order = match kind {
            K::OrderPayment | K::OrderRefund | K::Reversal => true,
            K::TopUp
            | K::BankPayment
            | K::ConnectionFee
            | K::RecurringFee
            | K::Usage
            | K::Adjustment
            | K::OpeningBalance
            | K::Purchase
            | K::Note => false,
        };
        let mirrored = OperationState::mirror(kind, Some(money("10.00")));
        let expected = if of_an_order { Err(Obstacle::KindNotReversible) } else { Ok(Some(money("-10.00"))) };
        assert_eq!(mirrored.map(|posting| posting.amount), expected, "{kind}");
        assert_eq!(
            OperationState::mirror(kind, None).map(|posting| posting.amount),
            Err(Obstacle::NoAmount),
            "{kind}"
        );
    }
}
