//! Fields of a client that need rights of their own: requisites, by which the bank's money finds its way, and the terms of credit. Every
//! command that changes who is paid asks here: making, editing, archiving, restoring, deleting.

use chrono::{DateTime, Utc};
use domain::{CreditTerms, Permission};
use sqlx::PgConnection;

use super::input::Record;
use super::read::Stored;
use crate::access::present;
use crate::{Actor, Result};

/// Identifying data that are requisites.
const BANK_DATA: [&str; 2] = ["bank_account", "bik"];

/// What a record would change of guarded fields, compared with nothing for a new client; `actor` with the moment.
///
/// # Errors
/// `forbidden` with the right that is missing and the fields.
pub async fn allow(
    tx: &mut PgConnection,
    actor: (&Actor, DateTime<Utc>),
    before: Option<&Stored>,
    record: &Record,
) -> Result<()> {
    let stored_inn = before.and_then(|before| before.client.inn.as_deref());
    let stored = |key: &str| before.and_then(|before| before.client_info.get(key));
    let mut requisites = Vec::new();
    if stored_inn != record.inn.as_ref().map(|inn| inn.as_str()) {
        requisites.push("inn");
    }
    let changed = |key: &&str| stored(key) != record.client_info.get(*key);
    if BANK_DATA.iter().any(changed) {
        requisites.push("client_info");
    }
    if !requisites.is_empty() {
        present::require(tx, actor, Permission::ClientsRequisites, &requisites).await?;
    }
    let terms = before.map_or(Ok(CreditTerms::NONE), |before| before.client.terms())?;
    let mut credit = Vec::new();
    if terms.limit() != record.terms.limit() {
        credit.push("credit_limit");
    }
    if terms.due_date() != record.terms.due_date() {
        credit.push("credit_due_date");
    }
    if !credit.is_empty() {
        present::require(tx, actor, Permission::ClientsCredit, &credit).await?;
    }
    Ok(())
}

/// Archiving and deleting give an INN free, restoring takes it: all three decide whom the bank pays.
///
/// # Errors
/// `forbidden` when the client has an INN and the right is missing.
pub async fn allow_release(
    tx: &mut PgConnection,
    actor: (&Actor, DateTime<Utc>),
    stored: &Stored,
) -> Result<()> {
    match stored.client.inn {
        Some(_) => present::require(tx, actor, Permission::ClientsRequisites, &["inn"]).await,
        None => Ok(()),
    }
}
