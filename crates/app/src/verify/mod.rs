//! Proving the invariants of a whole database from nothing: every chain, balance, reference and guard is recomputed, none believed.
//!
//! One check is one statement that yields the offenders; a clean database yields none. It only reads, in one snapshot, so it may run
//! beside a working server.

mod accounting;
mod checks;
mod guards;
mod jobs;
mod stock_and_orders;

use sqlx::{Connection, PgConnection};

use crate::Result;
use crate::accounting::rule_faults;
use crate::error::is_connection_lost;

/// How many offenders of one check are named.
pub const NAMED: usize = 20;

/// What one check found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The invariant, as a sentence.
    pub invariant: &'static str,
    /// How many rows break it.
    pub broken: i64,
    /// The first of them, by name.
    pub offenders: Vec<String>,
}

/// What a database holds and which invariants it keeps.
#[derive(Clone, Debug)]
pub struct Report {
    pub clients: i64,
    pub operations: i64,
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether every invariant holds.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.broken == 0)
    }
}

/// Runs every check in one snapshot. `progress` is told the invariant before each.
///
/// # Errors
/// The database; offenders are no error but findings.
pub async fn verify(connection: &mut PgConnection, mut progress: impl FnMut(&str)) -> Result<Report> {
    let mut snapshot = connection.begin().await?;
    sqlx::raw_sql(
        "set transaction isolation level repeatable read read only;
         set local statement_timeout = 0; set local work_mem = '256MB'; set local jit = off; set local idle_in_transaction_session_timeout = 0",
    )
    .execute(&mut *snapshot)
    .await?;
    let (clients, operations): (i64, i64) = sqlx::query_as(
        "select (select count(*) from clients where not is_system), (select count(*) from operations)",
    )
    .fetch_one(&mut *snapshot)
    .await?;
    let mut findings = Vec::new();
    let all = [checks::CHECKS, stock_and_orders::CHECKS, accounting::CHECKS, guards::CHECKS, jobs::CHECKS];
    for (invariant, offenders) in all.into_iter().flatten() {
        progress(invariant);
        findings.push(run(&mut snapshot, invariant, offenders).await?);
    }
    let offenders = rule_faults(&mut *snapshot).await?;
    let broken = i64::try_from(offenders.len()).unwrap_or(i64::MAX);
    findings.push(Finding { invariant: "entries are made by the rules of this program", broken, offenders });
    snapshot.rollback().await?;
    Ok(Report { clients, operations, findings })
}

async fn run(
    connection: &mut PgConnection,
    invariant: &'static str,
    offenders: &'static str,
) -> Result<Finding> {
    // The text of a check is a constant of this program.
    let statement =
        format!("select offender, count(*) over () from ({offenders}) as found (offender) limit {NAMED}");
    // A row that a check cannot read is what it looks for: it is named, and the other checks go on.
    let mut point = connection.begin().await?;
    let found: Result<Vec<(String, i64)>, sqlx::Error> =
        sqlx::query_as(sqlx::AssertSqlSafe(statement)).fetch_all(&mut *point).await;
    point.rollback().await?;
    let rows = match found {
        Ok(rows) => rows,
        Err(error) if is_connection_lost(&error) => return Err(error.into()),
        Err(error) => vec![(format!("something that cannot be read: {error}"), 1)],
    };
    Ok(Finding {
        invariant,
        broken: rows.first().map_or(0, |(_, broken)| *broken),
        offenders: rows.into_iter().map(|(offender, _)| offender).collect(),
    })
}
