//! The database's posting rules against the domain's: the database writes entries by its own copy.

use domain::accounting::POSTING_RULES;
use sqlx::PgExecutor;

/// Every rule that differs, as a sentence; empty when both have the same.
pub async fn faults(executor: impl PgExecutor<'_>) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query!("select source, debit, credit, storno from posting_rules order by source")
        .fetch_all(executor)
        .await?;
    let stored: Vec<_> =
        rows.into_iter().map(|row| (row.source, row.debit, row.credit, row.storno)).collect();
    let mut faults = Vec::new();
    for rule in POSTING_RULES {
        let wanted = (rule.debit, rule.credit, rule.storno);
        match stored.iter().find(|row| row.0 == rule.source) {
            Some(row) if (row.1.as_str(), row.2.as_str(), row.3) == wanted => {}
            Some(row) => faults.push(format!(
                "{}: the database has {} {}{}, this program {} {}{}",
                rule.source,
                row.1,
                row.2,
                sign(row.3),
                rule.debit,
                rule.credit,
                sign(rule.storno)
            )),
            None => faults.push(format!("{}: the database has no such rule", rule.source)),
        }
    }
    let unknown = stored.iter().filter(|row| POSTING_RULES.iter().all(|rule| rule.source != row.0));
    faults.extend(unknown.map(|row| format!("{}: this program has no such rule", row.0)));
    Ok(faults)
}

fn sign(storno: bool) -> &'static str {
    if storno { " storno" } else { "" }
}
