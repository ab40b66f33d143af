//! A batch decides what the same requests decide one by one, each after the one before was committed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Account, AccountStatus, CreditTerms, Floor, Inn, Money, OperationKind, Posting};
use proptest::prelude::*;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::*;
use crate::ActorId;
use crate::ledger::rows::Accounts;
use crate::ledger::{IdempotencyKey, Reverses, Task};

const INNS: [&str; 3] = ["1234567890", "7707083893", "5009051111"];

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000, 0).unwrap()
}

fn today() -> NaiveDate {
    now().date_naive()
}

/// The database, as far as the fold sees it.
#[derive(Default)]
struct Model {
    accounts: HashMap<i64, Account>,
    keys: HashMap<(String, String), (Vec<u8>, Kept)>,
    deliveries: Vec<(Uuid, bool, Delivery)>,
    reversals: HashMap<(i64, i64), i64>,
}

impl Model {
    fn new() -> Self {
        let terms = CreditTerms::new(Money::parse("5.00").unwrap(), None).unwrap();
        let account = |client_id| Account {
            client_id,
            balance: Money::ZERO,
            seq: 0,
            terms,
            status: AccountStatus::Active,
            last_at: None,
        };
        Self { accounts: (0..2).map(|client| (client, account(client))).collect(), ..Self::default() }
    }

    fn found(&self) -> Found {
        let mut deliveries: HashMap<Uuid, Vec<KnownDelivery>> = HashMap::new();
        for (at, (id, credited, delivery)) in self.deliveries.iter().enumerate() {
            deliveries.entry(*id).or_default().push(KnownDelivery {
                id: at as i64 + 1,
                credited: *credited,
                payer_inn: delivery.payer_inn.as_str().into(),
                amount: delivery.amount,
                document_number: delivery.document_number.clone(),
                document_date: delivery.document_date,
                last_at: now(),
                objection: delivery.objection,
            });
        }
        Found {
            accounts: Accounts {
                by_id: self.accounts.clone(),
                // The third INN belongs to nobody.
                by_inn: (0..2).map(|client| (INNS[client as usize].to_owned(), client)).collect(),
                busy: HashSet::new(),
            },
            keys: self
                .keys
                .iter()
                .map(|(name, (hash, outcome))| {
                    let outcome = keys::Outcome::Row(serde_json::to_value(outcome).unwrap());
                    (name.clone(), KnownKey { hash: hash.clone(), outcome, created_at: now() })
                })
                .collect(),
            deliveries,
            reversals: self.reversals.clone(),
            services: HashSet::new(),
            paid_out: HashMap::new(),
        }
    }

    fn commit(&mut self, rows: Rows) {
        for (operation, reversed) in rows.operations.iter().zip(&rows.reversed_seqs) {
            let account = self.accounts.get_mut(&operation.client_id).unwrap();
            assert_eq!(operation.seq, account.seq + 1, "no gaps");
            let before = account.balance.checked_add(operation.amount.unwrap_or_default()).unwrap();
            assert_eq!(operation.balance_after, before, "the chain");
            (account.balance, account.seq, account.last_at) =
                (before, operation.seq, Some(operation.created_at));
            if let Some(seq) = reversed {
                assert!(self.reversals.insert((operation.client_id, *seq), 0).is_none(), "reversed once");
            }
        }
        for row in rows.keys {
            assert!(
                self.keys.insert((row.principal, row.key), (row.hash.to_vec(), row.outcome)).is_none(),
                "one row per key"
            );
        }
        for row in rows.deliveries {
            self.deliveries.push((row.delivery.operation_id, row.status == "credited", row.delivery));
        }
        for row in rows.settled {
            self.deliveries[row.id as usize - 1].1 = true;
        }
        for credited in self.deliveries.iter().filter(|delivery| delivery.1) {
            assert_eq!(
                self.deliveries.iter().filter(|other| other.1 && other.0 == credited.0).count(),
                1,
                "one credit"
            );
        }
    }
}

/// What the caller is told, whether it was decided now or before.
fn told(outcome: Outcome) -> String {
    match outcome {
        Outcome::Decided { decisions, .. } => {
            format!("{:?}", Kept::Operations(decisions.iter().map(kept).collect()))
        }
        Outcome::Stored { kept, .. } => format!("{:?}", kept.read().unwrap()),
        other @ (Outcome::KeyReused
        | Outcome::Received(_)
        | Outcome::Settled { .. }
        | Outcome::Busy
        | Outcome::Postponed) => format!("{other:?}"),
    }
}

fn waiting(work: Work) -> Waiting {
    Waiting::new(work, oneshot::channel().0, &Arc::default())
}

fn any_request() -> impl Strategy<Value = Work> {
    let command = (0..3_i64, prop_oneof![Just(None), (1..4_i64).prop_map(Some)], -900..900_i64).prop_map(
        |(client, reversed, kopecks)| {
            let amount = Some(Money::from_kopecks(if kopecks == 0 { 1 } else { kopecks }).unwrap());
            let kind = if reversed.is_some() { OperationKind::Reversal } else { OperationKind::Adjustment };
            let mut command =
                Command::new(Addressee::Id(client), Posting { kind, amount, floor: Floor::Available });
            command.reverses = reversed.map(|seq| Reverses { seq, operation_id: seq });
            command
        },
    );
    (0..6_u8, 0..2_u8, prop::collection::vec(command, 1..4)).prop_map(|(key, hash, commands)| Work {
        actor: ActorId::User(1),
        key: WorkKey::Request(RequestKey {
            key: IdempotencyKey::parse(&format!("key {key}")).unwrap(),
            hash: [hash; 32],
        }),
        task: Task::Post(commands.into_iter().map(Ok).collect()),
    })
}

fn any_delivery() -> impl Strategy<Value = Work> {
    (0..4_u128, 0..3_usize, 1..3_i64).prop_map(|(id, inn, kopecks)| {
        let inn = Inn::parse(INNS[inn]).unwrap();
        let amount = Money::from_kopecks(kopecks).unwrap();
        let posting =
            Posting { kind: OperationKind::BankPayment, amount: Some(amount), floor: Floor::Absolute };
        let delivery = Delivery {
            operation_id: Uuid::from_u128(id),
            payer_inn: inn.clone(),
            amount,
            document_number: "1".into(),
            document_date: now(),
            body: String::new(),
            objection: None,
        };
        Work {
            actor: ActorId::Bank,
            key: WorkKey::Delivery(Box::new(delivery)),
            task: Task::Post(vec![Ok(Command::new(Addressee::Inn(inn), posting))]),
        }
    })
}

proptest! {
    #[test]
    fn a_batch_is_its_requests_one_by_one(works in prop::collection::vec(prop_oneof![any_request(), any_delivery()], 1..25)) {
        let mut alone = Model::new();
        let mut answers = Vec::new();
        for work in works.clone() {
            let decided = decide(&[waiting(work)], alone.found(), today(), now());
            answers.extend(decided.outcomes.into_iter().map(told));
            alone.commit(decided.rows);
        }
        let mut together = Model::new();
        let part: Vec<Waiting> = works.into_iter().map(waiting).collect();
        let decided = decide(&part, together.found(), today(), now());
        let batched: Vec<String> = decided.outcomes.into_iter().map(told).collect();
        together.commit(decided.rows);
        prop_assert_eq!(answers, batched);
        prop_assert_eq!(alone.accounts, together.accounts);
        prop_assert_eq!(alone.keys, together.keys);
        prop_assert_eq!(alone.deliveries.len(), together.deliveries.len());
    }
}

#[test]
fn a_refusal_that_came_with_the_request_is_decided_and_kept_in_its_place() {
    let posting = Posting {
        kind: OperationKind::TopUp,
        amount: Some(Money::from_kopecks(100).unwrap()),
        floor: Floor::Absolute,
    };
    let forbidden = Box::new(Problem::new(ProblemCode::Forbidden, "no"));
    let items = vec![Err(forbidden), Ok(Command::new(Addressee::Id(1), posting))];
    let key = RequestKey { key: IdempotencyKey::parse("k").unwrap(), hash: [1; 32] };
    let work = Work { actor: ActorId::User(1), key: WorkKey::Request(key), task: Task::Post(items) };
    let decided = decide(&[waiting(work)], Model::new().found(), today(), now());
    let Kept::Operations(kept) = &decided.rows.keys[0].outcome else { panic!("operations") };
    assert!(matches!(&kept[0], KeptDecision::Refused(problem) if problem.code == "forbidden"));
    assert_eq!(kept[1], KeptDecision::Posted { client_id: 1, seq: 1 });
}

#[test]
fn what_others_hold_makes_one_request_wait_and_no_other() {
    let top_up = |client| {
        let posting = Posting {
            kind: OperationKind::TopUp,
            amount: Some(Money::from_kopecks(100).unwrap()),
            floor: Floor::Absolute,
        };
        let key = RequestKey { key: IdempotencyKey::parse(&format!("k{client}")).unwrap(), hash: [1; 32] };
        let items = vec![Ok(Command::new(Addressee::Id(client), posting))];
        waiting(Work { actor: ActorId::User(1), key: WorkKey::Request(key), task: Task::Post(items) })
    };
    let mut found = Model::new().found();
    found.accounts.by_id.remove(&0);
    found.accounts.busy.insert(0);
    let decided = decide(&[top_up(0), top_up(1)], found, today(), now());
    assert!(matches!(decided.outcomes[0], Outcome::Busy), "{:?}", decided.outcomes[0]);
    assert!(matches!(&decided.outcomes[1], Outcome::Decided { decisions, .. } if decisions[0].is_ok()));
    assert_eq!(decided.rows.keys.len(), 1);
}
