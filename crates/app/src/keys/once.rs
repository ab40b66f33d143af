//! A change that happens once per key: every change that does not go through the ledger.

use contract::problem::Problem;
use serde::Serialize;
use sqlx::{Connection, PgConnection};

use super::{IdempotencyKey, Kept, KeyRow, is_kept, request_hash, reused, sql};
use crate::operations::post::Answer;
use crate::{Actor, App, Error, Result};

/// What a change gives: the record's id, under which a repetition finds it again, and the answer.
pub type Changed<T> = (i64, T);

/// One request for a change, bound to its key if it has one.
pub struct Once<'a> {
    app: &'a App,
    principal: String,
    key: Option<(String, [u8; 32])>,
}

impl<'a> Once<'a> {
    /// A change of the record `target` (0: a new one) by that command. A password in `body` must be a digest already.
    ///
    /// # Errors
    /// As [`request_hash`].
    pub fn new(
        app: &'a App,
        actor: &Actor,
        key: Option<&IdempotencyKey>,
        (command, target): (&'static str, i64),
        body: &impl Serialize,
    ) -> Result<Self> {
        let key = match key {
            Some(key) => Some((key.as_str().to_owned(), request_hash(command, target, body)?)),
            None => None,
        };
        Ok(Self { app, principal: actor.id.to_string(), key })
    }

    /// Does `work` in a transaction and commits it with the key; or, for a key that is known, gives the outcome again: the record
    /// as `again` reads it now, or the refusal. A refusal undoes what `work` did and is kept under the key.
    ///
    /// # Errors
    /// Those of the work; `idempotency_key_reused`; `outcome_unknown` when the answer to COMMIT is lost.
    #[expect(clippy::disallowed_methods, reason = "a savepoint is given up, not a transaction committed")]
    pub async fn run<T>(
        self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<Changed<T>>,
        again: impl AsyncFnOnce(i64) -> Result<T>,
    ) -> Result<Answer<T>> {
        let mut tx = self.app.db.begin().await?;
        let Some((key, hash)) = self.key else {
            let (_, body) = work(&mut tx).await?;
            self.app.db.commit(tx).await?;
            return Ok(Answer { body, replayed: false });
        };
        sql::lock(&mut tx, &self.principal, &key).await?;
        // Read by a later statement than the lock: who waited for it sees what the other has done.
        let asked = (vec![self.principal.clone()], vec![key.clone()]);
        if let Some(known) = sql::find(&mut tx, &asked.0, &asked.1).await?.into_values().next() {
            drop(tx);
            if known.hash != hash {
                return Err(reused());
            }
            return match known.outcome.read()? {
                Kept::Record { id } => {
                    again(id).await.map(|body| Answer { body, replayed: true }).map_err(Error::after_commit)
                }
                Kept::Refused(problem) => Err(Error::RefusedAgain(problem)),
                Kept::Operations(_) | Kept::Event { .. } | Kept::Movements(_) => {
                    Err(Error::Internal("a key of the ledger came with a change of a record".into()))
                }
            };
        }
        let mut point = tx.begin().await?;
        let (outcome, answer) = match work(&mut point).await {
            Ok((id, body)) => {
                point.commit().await?;
                (Kept::Record { id }, Ok(body))
            }
            Err(Error::Refused(problem)) if is_kept(&problem) => {
                point.rollback().await?;
                (Kept::Refused(problem.clone()), Err(problem))
            }
            Err(error) => return Err(error),
        };
        let row = KeyRow { principal: self.principal, key, hash, outcome };
        sql::insert(&mut tx, &[row], self.app.clock.now()).await.map_err(taken_meanwhile)?;
        self.app.db.commit(tx).await?;
        answer
            .map(|body| Answer { body, replayed: false })
            .map_err(|problem: Box<Problem>| Error::Refused(problem))
    }
}

/// Requests with one key wait for each other here, so only a command of the ledger can have written it meanwhile: another request.
fn taken_meanwhile(error: sqlx::Error) -> Error {
    match Error::constraint(&error) {
        Some("idempotency_keys_pkey") => reused(),
        _ => error.into(),
    }
}
