//! Giving an earlier outcome again: the operations are read from the log, which never changes.

use std::collections::HashMap;

use contract::operations::Operation;

use super::order::{self, Settlement};
use super::sql;
use super::work::{Decision, Outcome, StoredDecision};
use crate::{Db, Error, Result};

/// Reads the operations of an earlier outcome.
///
/// # Errors
/// The database; or a key that names an operation which is not in the log, which the construction excludes.
pub async fn load(db: &Db, decisions: Vec<StoredDecision>, replayed: bool) -> Result<Outcome> {
    match decisions.as_slice() {
        [StoredDecision::Happened { order_id, event }] => {
            let found = order::replay::events(&db.read, *order_id, Some(*event)).await?.pop();
            let change = found.ok_or_else(|| {
                Error::Internal(format!("a key names event {order_id}/{event}, which is not in the history"))
            })?;
            return Ok(Outcome::Settled { result: Ok(Settlement::Order(Box::new(change))), replayed });
        }
        [StoredDecision::Moved { movements }] => {
            let movements = order::replay::movements(&db.read, movements).await?;
            return Ok(Outcome::Settled { result: Ok(Settlement::Stock(movements)), replayed });
        }
        _ => {}
    }
    let pairs: Vec<(i64, i64)> = decisions
        .iter()
        .filter_map(|decision| match decision {
            StoredDecision::Posted { client_id, seq } => Some((*client_id, *seq)),
            StoredDecision::Happened { .. }
            | StoredDecision::Moved { .. }
            | StoredDecision::Refused { .. } => None,
        })
        .collect();
    let mut operations: HashMap<(i64, i64), Operation> = HashMap::new();
    if !pairs.is_empty() {
        for operation in sql::read_operations(&db.read, &pairs).await? {
            operations.insert((operation.client_id, operation.seq), operation);
        }
    }
    let decisions =
        decisions.into_iter().map(|decision| decision_of(decision, &operations)).collect::<Result<_>>()?;
    Ok(Outcome::Decided { decisions, replayed })
}

fn decision_of(stored: StoredDecision, operations: &HashMap<(i64, i64), Operation>) -> Result<Decision> {
    match stored {
        StoredDecision::Posted { client_id, seq } => {
            operations.get(&(client_id, seq)).cloned().map(Ok).ok_or_else(|| {
                Error::Internal(format!("a key names operation {client_id}/{seq}, which is not in the log"))
            })
        }
        StoredDecision::Refused { refused } => Ok(Err(refused)),
        StoredDecision::Happened { .. } | StoredDecision::Moved { .. } => {
            Err(Error::Internal("a key of operations names an event of an order".into()))
        }
    }
}
