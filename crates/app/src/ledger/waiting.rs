//! Work with somebody waiting for its outcome: what is known of earlier attempts at it, and what may still be said to the caller.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use contract::problem::ProblemCode;
use tokio::sync::oneshot;

use super::batch::Committing;
use super::work::RequestKey;
use super::{Outcome, Stats, Work};
use crate::keys::KnownKey;
use crate::{Error, Result};

/// Work with somebody waiting for its outcome.
pub struct Waiting {
    pub work: Work,
    answer: oneshot::Sender<Result<Outcome>>,
    since: Instant,
    /// A COMMIT with this work was sent and its answer lost.
    pub maybe_done: bool,
    /// When such an attempt decided, if it decided this work anew: what is found with that time is its own doing.
    attempts: Vec<DateTime<Utc>>,
    /// It needs a record that another transaction held: it takes only what is free.
    pub blocked: bool,
    _counted: Counted,
}

/// Counts its work as waiting for as long as it lives, whatever becomes of the caller.
struct Counted(Arc<Stats>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Waiting {
    pub fn new(work: Work, answer: oneshot::Sender<Result<Outcome>>, stats: &Arc<Stats>) -> Self {
        stats.waiting.fetch_add(1, Ordering::Relaxed);
        Self {
            work,
            answer,
            since: Instant::now(),
            maybe_done: false,
            attempts: Vec::new(),
            blocked: false,
            _counted: Counted(Arc::clone(stats)),
        }
    }

    /// The outcome of a key that is known.
    pub fn known(&self, key: &RequestKey, known: &KnownKey) -> Outcome {
        if known.hash != key.hash {
            return Outcome::KeyReused;
        }
        Outcome::Stored { kept: known.outcome.clone(), replayed: !self.tried_at(known.created_at) }
    }

    /// Whether what was written at `moment` was written by an attempt at this very work.
    pub fn tried_at(&self, moment: DateTime<Utc>) -> bool {
        self.attempts.contains(&moment)
    }

    /// How long its caller has waited.
    pub fn waited(&self) -> Duration {
        self.since.elapsed()
    }

    pub fn answer(self, outcome: Result<Outcome>) {
        // The caller may have gone; the work is done all the same.
        let _ = self.answer.send(outcome);
    }

    /// Answers work that cannot be done now: it is not known whether it happened, or nothing was done, for the reason given.
    pub fn refuse(self, code: ProblemCode, detail: &str) {
        let answer = if self.maybe_done {
            Error::new(
                ProblemCode::OutcomeUnknown,
                "the database went away while committing; repeat with the same key",
            )
        } else {
            Error::new(code, detail)
        };
        self.answer(Err(answer));
    }
}

/// Notes what a lost connection means for the work: after a COMMIT it may be done, and stays so whatever is lost later.
pub fn note_attempt(part: &mut [Waiting], committing: Option<Committing>) {
    let Some(Committing { now, fresh }) = committing else { return };
    for (waiting, fresh) in part.iter_mut().zip(fresh) {
        waiting.maybe_done = true;
        waiting.attempts.extend(fresh.then_some(now));
    }
}

/// Whether any of the work takes only what is free, because it has waited for a lock in vain.
pub fn takes_only_what_is_free(part: &[Waiting]) -> bool {
    part.iter().any(|waiting| waiting.blocked)
}

#[cfg(test)]
mod tests;
