//! The task that makes new operations searchable through indexes. Searches are exact without it, only slower the longer it is away.

use crate::{App, Result};

/// Operations that are copied in one transaction.
const CHUNK: i32 = 2_000;

/// Settles what was posted since the last time, at most `chunks` portions of 2000; gives how many operations. To be called every
/// second or so; several servers may do it at once, one of them works.
///
/// # Errors
/// The database.
pub async fn index_texts(app: &App, chunks: usize) -> Result<u64> {
    let mut settled: u64 = 0;
    for _ in 0..chunks {
        let done = sqlx::query_scalar!(r#"select settle_operations($1) as "done!""#, CHUNK).fetch_one(&app.db.read).await?;
        settled = settled.saturating_add(u64::try_from(done).unwrap_or(0));
        if done < i64::from(CHUNK) {
            break;
        }
    }
    Ok(settled)
}
