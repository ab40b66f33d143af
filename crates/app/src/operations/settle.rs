//! The task that makes new operations searchable through indexes, and keeps the samples of trigrams fresh. Searches are exact without
//! it, only slower the longer it is away.

use std::sync::atomic::Ordering;

use crate::{App, Result};

/// Operations that are copied in one transaction, at rest and while requests wait: posting goes first.
const CHUNK: i32 = 2_000;
const CHUNK_WHEN_BUSY: i32 = 500;
const BUSY: u64 = 4;

/// Settles what was posted since the last time, at most `chunks` portions; gives how many operations. To be called every second or so;
/// several servers may do it at once, one of them works.
///
/// # Errors
/// The database.
pub async fn index_texts(app: &App, chunks: usize) -> Result<u64> {
    let mut settled: u64 = 0;
    for _ in 0..chunks {
        let busy = app.ledger.stats().waiting.load(Ordering::Relaxed) > BUSY;
        let most = if busy { CHUNK_WHEN_BUSY } else { CHUNK };
        let done = sqlx::query_scalar!(r#"select settle_operations($1) as "done!""#, most)
            .fetch_one(&app.db.read)
            .await?;
        settled = settled.saturating_add(u64::try_from(done).unwrap_or(0));
        if busy || done < i64::from(most) {
            break;
        }
    }
    Ok(settled)
}

/// Takes new samples of trigrams where the old ones are out of date: a second of work, once a day or after much growth.
///
/// # Errors
/// The database.
pub async fn sample_texts(app: &App) -> Result<()> {
    sqlx::query!("select sample_client_grams(), sample_operation_grams()").fetch_one(&app.db.read).await?;
    Ok(())
}
