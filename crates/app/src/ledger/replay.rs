//! Giving an earlier outcome again: the operations are read from the log, which never changes.

use std::collections::HashMap;

use contract::operations::Operation;

use super::order::{self, Settlement};
use super::sql;
use super::work::{Decision, Outcome};
use crate::keys::{Kept, KeptDecision};
use crate::{Db, Error, Result};

/// Reads what a kept outcome names.
///
/// # Errors
/// The database; or a key that names something which is not there, which the construction excludes.
pub async fn load(db: &Db, kept: Kept, replayed: bool) -> Result<Outcome> {
    match kept {
        Kept::Operations(decisions) => operations(db, decisions, replayed).await,
        Kept::Event { order_id, event } => {
            let found = order::replay::events(&db.read, order_id, Some(event)).await?.pop();
            let change = found.ok_or_else(|| {
                Error::Internal(format!("a key names event {order_id}/{event}, which is not in the history"))
            })?;
            Ok(Outcome::Settled { result: Ok(Settlement::Order(Box::new(change))), replayed })
        }
        Kept::Movements(movements) => {
            let movements = order::replay::movements(&db.read, &movements).await?;
            Ok(Outcome::Settled { result: Ok(Settlement::Stock(movements)), replayed })
        }
        Kept::Refused(problem) => Ok(Outcome::Settled { result: Err(problem), replayed }),
        Kept::Record { id } => {
            Err(Error::Internal(format!("a key of the ledger names record {id} and no operation")))
        }
    }
}

async fn operations(db: &Db, decisions: Vec<KeptDecision>, replayed: bool) -> Result<Outcome> {
    let pairs: Vec<(i64, i64)> = decisions
        .iter()
        .filter_map(|decision| match decision {
            KeptDecision::Posted { client_id, seq } => Some((*client_id, *seq)),
            KeptDecision::Refused(_) => None,
        })
        .collect();
    let mut operations: HashMap<(i64, i64), Operation> = HashMap::new();
    if !pairs.is_empty() {
        for operation in sql::read_operations(&db.read, &pairs).await? {
            operations.insert((operation.client_id, operation.seq), operation);
        }
    }
    let decisions: Vec<Decision> = decisions
        .into_iter()
        .map(|decision| match decision {
            KeptDecision::Refused(problem) => Ok(Err(problem)),
            KeptDecision::Posted { client_id, seq } => {
                operations.get(&(client_id, seq)).cloned().map(Ok).ok_or_else(|| {
                    Error::Internal(format!(
                        "a key names operation {client_id}/{seq}, which is not in the log"
                    ))
                })
            }
        })
        .collect::<Result<_>>()?;
    Ok(Outcome::Decided { decisions, replayed })
}
