//! Asking for jobs.

use domain::JobKind;
use sqlx::PgConnection;

use super::sql;
use crate::{Actor, Clock, Result};

/// Sees to it that a job of that kind runs from its start, after this transaction, for each subject. One that is queued already is
/// done at once; one that runs now is done once more. The last lock that a transaction takes.
///
/// # Errors
/// Only the database's.
pub async fn enqueue(
    tx: &mut PgConnection,
    clock: &Clock,
    actor: &Actor,
    kind: JobKind,
    subjects: &[String],
) -> Result<()> {
    if subjects.is_empty() {
        return Ok(());
    }
    Ok(sql::enqueue(tx, kind, subjects, &actor.id.to_string(), clock.now()).await?)
}
