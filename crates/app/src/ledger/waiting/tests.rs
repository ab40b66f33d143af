//! What is told about work whose COMMIT was lost.

use chrono::{DateTime, Utc};
use tokio::sync::oneshot::{self, Receiver};

use super::*;
use crate::ActorId;
use crate::keys::{IdempotencyKey, Kept, KnownKey};
use crate::ledger::{Task, WorkKey};

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn key() -> RequestKey {
    RequestKey { key: IdempotencyKey::parse("k").unwrap(), hash: [7; 32] }
}

fn waiting() -> (Waiting, Receiver<Result<Outcome>>) {
    let (answer, answered) = oneshot::channel();
    let work = Work { actor: ActorId::User(1), key: WorkKey::Request(key()), task: Task::Post(Vec::new()) };
    (Waiting::new(work, answer, &Arc::default()), answered)
}

fn told(waiting: Waiting, mut answered: Receiver<Result<Outcome>>) -> String {
    waiting.refuse(ProblemCode::DatabaseUnavailable, "nothing was done");
    answered.try_recv().unwrap().unwrap_err().code().unwrap().to_owned()
}

#[test]
fn after_a_lost_commit_nothing_was_done_is_never_said_again() {
    let (mut one, answered) = waiting();
    note_attempt(std::slice::from_mut(&mut one), None);
    let (untouched, other) = waiting();
    assert_eq!(told(untouched, other), "database_unavailable");
    note_attempt(std::slice::from_mut(&mut one), Some(Committing { now: moment(1), fresh: vec![false] }));
    // The next attempt does not even reach its COMMIT.
    note_attempt(std::slice::from_mut(&mut one), None);
    assert_eq!(told(one, answered), "outcome_unknown");
}

#[test]
fn only_what_ones_own_attempt_wrote_is_no_repetition() {
    let (mut one, _answered) = waiting();
    let found = |at| {
        let known = KnownKey::fresh([7; 32], Kept::Record { id: 1 }, at);
        move |waiting: &Waiting| {
            let Outcome::Stored { replayed, .. } = waiting.known(&key(), &known) else { return None };
            Some(replayed)
        }
    };
    note_attempt(std::slice::from_mut(&mut one), Some(Committing { now: moment(1), fresh: vec![true] }));
    note_attempt(std::slice::from_mut(&mut one), Some(Committing { now: moment(2), fresh: vec![false] }));
    assert_eq!(found(moment(1))(&one), Some(false), "its own");
    assert_eq!(found(moment(2))(&one), Some(true), "of a batch that only repeated it");
    assert_eq!(found(moment(3))(&one), Some(true), "of somebody else");
    let other = KnownKey::fresh([8; 32], Kept::Record { id: 1 }, moment(1));
    assert!(matches!(one.known(&key(), &other), Outcome::KeyReused));
}

#[test]
fn of_a_lost_batch_only_what_it_decided_itself_is_its_own() {
    let problem = Box::new(contract::problem::Problem::new(ProblemCode::NotFound, ""));
    let stored =
        Outcome::Stored { kept: crate::keys::Outcome::Fresh(Kept::Record { id: 1 }), replayed: true };
    let outcomes = vec![
        Outcome::Decided { decisions: Vec::new(), replayed: false },
        Outcome::Received(crate::ledger::Received::Success),
        Outcome::Settled { result: Err(problem), replayed: false },
        stored,
        Outcome::KeyReused,
        Outcome::Received(crate::ledger::Received::AlreadyProcessed),
        Outcome::Received(crate::ledger::Received::Conflict),
        Outcome::Busy,
        Outcome::Postponed,
    ];
    let pending = crate::ledger::fold::Pending { outcomes, posted: 0, refused: 0, now: moment(5) };
    let Committing { now, fresh } = pending.committing();
    assert_eq!((now, fresh), (moment(5), [[true; 3].as_slice(), &[false; 6]].concat()));
}

#[test]
fn work_is_counted_for_as_long_as_it_lives() {
    let stats: Arc<Stats> = Arc::default();
    let waits = || stats.waiting.load(Ordering::Relaxed);
    let (answer, answered) = oneshot::channel();
    let work = Work { actor: ActorId::User(1), key: WorkKey::Request(key()), task: Task::Post(Vec::new()) };
    let one = Waiting::new(work, answer, &stats);
    drop(answered);
    assert_eq!(waits(), 1, "the caller is gone, the work is not");
    one.answer(Ok(Outcome::KeyReused));
    assert_eq!(waits(), 0);
}
