//! Idempotency keys: the one room that knows the table `idempotency_keys` and what is kept in it.
//!
//! A key is written in the transaction of its effect, with a digest of the request and its outcome. Invariants: the digest is
//! compared before the outcome is read, so a key of another command is refused whatever its outcome looks like; an outcome that
//! this build cannot read concerns one request and nobody else.
//! Commands on money and goods read and write keys in batches (`ledger`); every other change goes through [`Once`].

mod once;
pub(crate) mod sql;

use chrono::{DateTime, Utc};
use contract::problem::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

pub use once::{Changed, Once};

/// 1 to 255 printable ASCII characters, chosen by the caller, one per intended effect.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// # Errors
    /// `idempotency_key_required` for an empty, too long or unprintable key.
    pub fn parse(text: &str) -> Result<Self> {
        let good = (1..=255).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::new(
                ProblemCode::IdempotencyKeyRequired,
                "the key must be 1 to 255 printable ASCII characters",
            ))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Digest of what was asked: the command's name, its target and its body in normal form, so that `100` and `"100.00"` are the
/// same request.
///
/// # Errors
/// A body that cannot be written as JSON; wire types always can.
pub fn request_hash(command: &str, target: i64, body: &impl Serialize) -> Result<[u8; 32]> {
    let body =
        serde_json::to_vec(body).map_err(|error| Error::Internal(format!("body of {command}: {error}")))?;
    let mut digest = Sha256::new();
    // Lengths first: no two different requests can give the same bytes.
    for part in [command.as_bytes(), &target.to_be_bytes(), &body] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    Ok(digest.finalize().into())
}

/// The answer to a key that came before with another request.
pub fn reused() -> Error {
    Error::new(ProblemCode::IdempotencyKeyReused, "this Idempotency-Key came before with another request")
}

/// The outcome of a command, as it is stored with its key: what to read again, never a copy of personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Decisions on operations, in the order asked.
    Operations(Vec<KeptDecision>),
    /// An event of an order, by the order and the number of the event.
    Event { order_id: i64, event: i64 },
    /// Movements of the stock: product and number.
    Movements(Vec<(i64, i64)>),
    /// The record that was made, changed or removed. A repetition is answered with the record as it is by then.
    Record { id: i64 },
    /// Refused by a rule.
    Refused(Box<Problem>),
}

/// What became of one operation of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptDecision {
    Posted { client_id: i64, seq: i64 },
    Refused(Box<Problem>),
}

/// A key that is known.
#[derive(Clone, Debug)]
pub struct KnownKey {
    pub hash: Vec<u8>,
    pub outcome: Outcome,
    /// When the transaction that wrote it decided; tells one attempt of this process from everybody else's.
    pub created_at: DateTime<Utc>,
}

impl KnownKey {
    /// A key of this very batch.
    pub fn fresh(hash: [u8; 32], outcome: Kept, now: DateTime<Utc>) -> Self {
        Self { hash: hash.to_vec(), outcome: Outcome::Fresh(outcome), created_at: now }
    }
}

/// An outcome that is read only when its answer is needed.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Of this very batch.
    Fresh(Kept),
    /// Of the table.
    Row(Value),
}

impl Outcome {
    /// # Errors
    /// `outcome_unknown` for an outcome that this build does not know: a newer one wrote it.
    pub fn read(self) -> Result<Kept> {
        match self {
            Self::Fresh(kept) => Ok(kept),
            Self::Row(value) => serde_json::from_value(value).map_err(|error| {
                log::error!("the outcome of a key cannot be read: {error}");
                Error::new(
                    ProblemCode::OutcomeUnknown,
                    "this key was used already, and this server cannot read what came of it; look at the record",
                )
            }),
        }
    }
}

/// A key to be written.
#[derive(Debug)]
pub struct KeyRow {
    pub principal: String,
    pub key: String,
    pub hash: [u8; 32],
    pub outcome: Kept,
}

/// Whether a refusal is kept under its key. What does not exist is not: it may come, and the key is still good. Neither is what
/// says nothing about the request: no database, no place, no time; nor an offer to a person, which carries personal data.
pub fn is_kept(problem: &Problem) -> bool {
    const PASSING: [ProblemCode; 4] = [
        ProblemCode::NotFound,
        ProblemCode::UnknownReference,
        ProblemCode::IdempotencyKeyReused,
        ProblemCode::DuplicateClient,
    ];
    matches!(problem.status, 403 | 409 | 422) && PASSING.iter().all(|code| problem.code != code.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn outcomes_have_one_tag_each_and_are_read_back() {
        let refused = Box::new(Problem::new(ProblemCode::InsufficientFunds, "no"));
        let decisions =
            vec![KeptDecision::Posted { client_id: 1, seq: 2 }, KeptDecision::Refused(refused.clone())];
        for kept in [
            Kept::Operations(decisions),
            Kept::Event { order_id: 3, event: 4 },
            Kept::Movements(vec![(5, 6)]),
            Kept::Record { id: 7 },
            Kept::Refused(refused),
        ] {
            let value = serde_json::to_value(&kept).unwrap();
            assert_eq!(value.as_object().unwrap().len(), 1, "{value}");
            assert_eq!(Outcome::Row(value).read().unwrap(), kept);
        }
    }

    #[test]
    fn an_unknown_outcome_is_an_answer_and_no_failure() {
        for value in [
            json!(null),
            json!([]),
            json!({}),
            json!({"subscription": {"id": 1}}),
            json!("x"),
            json!({"record": 5}),
        ] {
            let error = Outcome::Row(value).read().unwrap_err();
            assert_eq!(error.code(), Some("outcome_unknown"));
        }
    }

    #[test]
    fn only_decisions_are_kept() {
        let kept = |code| is_kept(&Problem::new(code, ""));
        assert!(
            kept(ProblemCode::InsufficientFunds)
                && kept(ProblemCode::Forbidden)
                && kept(ProblemCode::StaleVersion)
        );
        for code in [
            ProblemCode::NotFound,
            ProblemCode::UnknownReference,
            ProblemCode::Overloaded,
            ProblemCode::OutcomeUnknown,
        ] {
            assert!(!kept(code), "{code:?}");
        }
    }
}
