//! Who acts: what the ledger and the audit log write down, and what they may do.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use domain::Permission;

use crate::reader::Reader;

/// Identity of whoever acts. Its text is stored as `actor` of operations and as `principal` of idempotency keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorId {
    User(i64),
    ApiKey(i64),
    /// The bank's webhook.
    Bank,
    /// The program itself: command line, jobs.
    System,
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::ApiKey(id) => write!(f, "api_key:{id}"),
            Self::Bank => f.write_str("bank"),
            Self::System => f.write_str("system"),
        }
    }
}

/// Whoever acts, with their rights.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: ActorId,
    pub permissions: BTreeSet<Permission>,
    /// The request, for the audit log.
    pub request_id: String,
}

impl Actor {
    /// The bank: may only report payments.
    pub fn bank(request_id: String) -> Self {
        Self { id: ActorId::Bank, permissions: [Permission::BankWrite].into(), request_id }
    }

    /// The program itself: may do everything.
    pub fn system() -> Self {
        Self {
            id: ActorId::System,
            permissions: Permission::ALL.iter().copied().collect(),
            request_id: String::new(),
        }
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// The names of those who are users or keys, by what is written of them in rows (`user:1`).
///
/// # Errors
/// The database.
pub async fn names(reader: &Reader, mut actors: Vec<String>) -> Result<HashMap<String, String>, sqlx::Error> {
    actors.sort_unstable();
    actors.dedup();
    let rows = sqlx::query!(
        r#"select actor as "actor!", actor_name(actor) as name from unnest($1::text[]) as asked (actor)"#,
        &actors
    )
    .fetch_all(reader)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.actor, row.name?))).collect())
}
