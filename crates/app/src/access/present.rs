//! What somebody may do now, read in the transaction of what they do: rights can be taken while a request is on its way.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::problem::{FieldProblem, Problem, ProblemCode};
use domain::{Permission, Role, rights_of_key};
use sqlx::PgConnection;

use super::sql;
use crate::decode::valid;
use crate::{Actor, ActorId, Result};

/// The rights of `actor` at this moment; none for who is disabled, revoked or gone. Their row stays as it is until the end of the
/// transaction.
///
/// # Errors
/// The database; a role or scope that this build does not know.
pub async fn rights(
    tx: &mut PgConnection,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<BTreeSet<Permission>> {
    match actor.id {
        ActorId::User(id) => {
            let user = sql::users::hold(tx, id).await?.filter(|user| user.disabled_at.is_none());
            match user {
                Some(user) => Ok(valid(Role::parse(&user.role))?.permissions().collect()),
                None => Ok(BTreeSet::new()),
            }
        }
        ActorId::ApiKey(id) => {
            let Some(key) = sql::api_keys::hold(tx, id, now).await? else { return Ok(BTreeSet::new()) };
            let scopes = key.permissions()?;
            if key.service_account {
                return Ok(scopes.into_iter().collect());
            }
            let owner = sql::users::hold(tx, key.created_by).await?.filter(|user| user.disabled_at.is_none());
            match owner {
                Some(owner) => Ok(rights_of_key(scopes, valid(Role::parse(&owner.role))?)),
                None => Ok(BTreeSet::new()),
            }
        }
        ActorId::Bank | ActorId::System => Ok(actor.permissions.clone()),
    }
}

/// Whether the actor has a right now that changes of some fields need.
///
/// # Errors
/// `forbidden` with the right and the fields; the database.
pub async fn require(
    tx: &mut PgConnection,
    (actor, now): (&Actor, DateTime<Utc>),
    right: Permission,
    fields: &[&str],
) -> Result<()> {
    if rights(tx, actor, now).await?.contains(&right) {
        return Ok(());
    }
    let detail = format!("{} need the right {}", fields.join(", "), right.as_str());
    let mut problem = Problem::new(ProblemCode::Forbidden, detail);
    problem.errors = fields
        .iter()
        .map(|field| FieldProblem { field: (*field).into(), code: "forbidden".into() })
        .collect();
    Err(problem.into())
}
