//! Properties of the fold: what holds for every sequence of postings.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::tests::{day, money, now};
use super::*;
use crate::operation::Sign;

fn any_floor() -> impl Strategy<Value = Floor> {
    prop_oneof![Just(Floor::Absolute), Just(Floor::Zero), Just(Floor::Available)]
}

/// Mostly sensible postings near the floor, some senseless.
fn any_posting() -> impl Strategy<Value = Posting> {
    let kind = proptest::sample::select(OperationKind::ALL);
    (kind, 0_i64..20_000, any::<bool>(), any_floor(), 0_u8..10).prop_map(
        |(kind, kopecks, debit, floor, odd)| {
            let size = Money::from_kopecks(kopecks).unwrap();
            let amount = match kind.allowed_sign() {
                _ if odd == 0 => Some(if debit { -size } else { size }),
                Sign::Credit => Some(size),
                Sign::Debit => Some(-size),
                Sign::Either => Some(if debit { -size } else { size }),
                Sign::None => None,
            };
            Posting { kind, amount, floor }
        },
    )
}

fn any_account() -> impl Strategy<Value = Account> {
    let status = prop_oneof![
        8 => Just(AccountStatus::Active),
        1 => Just(AccountStatus::Archived),
        1 => Just(AccountStatus::System)
    ];
    (0_i64..50_000, 0_i64..50_000, any::<bool>(), 0_i64..100, status, -30_i64..30).prop_map(
        |(limit, above, due, seq, status, last)| {
            let limit = Money::from_kopecks(limit).unwrap();
            let due_date = (due && limit.is_positive()).then(|| day("2026-01-31"));
            Account {
                client_id: 1,
                balance: Money::from_kopecks(above - limit.kopecks()).unwrap(),
                seq,
                terms: CreditTerms::new(limit, due_date).unwrap(),
                status,
                last_at: Some(now() + TimeDelta::seconds(last)),
            }
        },
    )
}

fn any_today() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![Just(day("2026-01-30")), Just(day("2026-01-31")), Just(day("2026-02-01"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_step_of_a_fold_keeps_the_invariants(
        start in any_account(),
        steps in proptest::collection::vec((any_posting(), any_today(), -60_i64..60), 0..40),
    ) {
        let mut account = start;
        let mut sum = start.balance;
        for (posting, today, seconds) in steps {
            let before = account;
            match account.post(&posting, today, now() + TimeDelta::seconds(seconds)) {
                Ok(posted) => {
                    sum = sum.checked_add(posted.amount.unwrap_or_default()).unwrap();
                    prop_assert_eq!(posted.amount, posting.amount);
                    prop_assert_eq!(posted.seq, before.seq + 1);
                    prop_assert!(Some(posted.at) >= before.last_at);
                    prop_assert_eq!(
                        (posted.balance_after, posted.seq, Some(posted.at)),
                        (account.balance, account.seq, account.last_at)
                    );
                    if posted.amount.is_some_and(Money::is_negative) && posting.floor == Floor::Zero {
                        prop_assert!(!account.balance.is_negative());
                    }
                }
                Err(refusal) => {
                    prop_assert_eq!(account, before);
                    if let Refusal::InsufficientFunds { available, required } = refusal {
                        prop_assert!(required > available && !available.is_negative());
                    }
                }
            }
            prop_assert_eq!(account.balance, sum);
            prop_assert!(account.balance >= account.terms.limit().negated());
            prop_assert_eq!((account.client_id, account.terms, account.status), (start.client_id, start.terms, start.status));
        }
    }

    #[test]
    fn a_fold_of_a_concatenation_is_the_fold_of_its_parts(
        start in any_account(),
        postings in proptest::collection::vec(any_posting(), 0..30),
        cut in 0_usize..30,
        today in any_today(),
    ) {
        let mut whole = start;
        let results = fold(&mut whole, &postings, today, now());
        let (head, tail) = postings.split_at(cut.min(postings.len()));
        let mut parts = start;
        let mut joined = fold(&mut parts, head, today, now());
        joined.extend(fold(&mut parts, tail, today, now()));
        prop_assert_eq!(whole, parts);
        prop_assert_eq!(results, joined);
    }

    #[test]
    fn the_figure_of_a_refusal_is_exactly_what_would_have_been_accepted(
        start in any_account(),
        kopecks in 1_i64..200_000,
        floor in any_floor(),
        today in any_today(),
    ) {
        let take = |sum: Money| Posting { kind: OperationKind::Adjustment, amount: Some(-sum), floor };
        let mut account = start;
        if let Err(Refusal::InsufficientFunds { available, .. }) =
            account.post(&take(Money::from_kopecks(kopecks).unwrap()), today, now())
        {
            let kopeck = money("0.01");
            prop_assert!(account.post(&take(available.checked_add(kopeck).unwrap()), today, now()).is_err());
            if available.is_positive() {
                prop_assert!(account.post(&take(available), today, now()).is_ok());
            }
        }
    }

    #[test]
    fn the_limits_of_the_screen_are_those_of_the_fold(start in any_account(), today in any_today()) {
        for (most, floor) in
            [(withdraw_max(&start, today), Floor::Zero), (charge_max(&start, today), Floor::Available)]
        {
            let take = |sum: Money| Posting { kind: OperationKind::Adjustment, amount: Some(-sum), floor };
            let mut account = start;
            prop_assert!(account.post(&take(most.checked_add(money("0.01")).unwrap()), today, now()).is_err());
            prop_assert!(most.is_zero() || account.post(&take(most), today, now()).is_ok());
        }
    }
}
