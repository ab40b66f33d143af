//! Times and ids of operations, each bounded by the other.
//!
//! Ids grow with time, but not strictly, because several processes post at once. The table `operation_blocks` keeps the first and last
//! time of each 4096 settled ids; ids after the horizon are not in it and may have any time.

use crate::reader::Reader;

use chrono::{DateTime, Utc};

const BLOCK_BITS: u32 = 12;

/// The block of an id.
pub fn block_of(id: i64) -> i64 {
    id >> BLOCK_BITS
}

/// The last settled id.
pub async fn horizon(reader: &Reader) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select upto from operation_horizon").fetch_one(reader).await
}

/// The greatest id of all operations; 0 when there are none.
pub async fn last_id(reader: &Reader) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "last!" from operations"#).fetch_one(reader).await
}

/// Times that hold every operation with an id of `low..=high`; an end is open when unsettled ids are meant.
pub async fn times_of(
    reader: &Reader,
    low: i64,
    high: i64,
) -> Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>), sqlx::Error> {
    if high > horizon(reader).await? {
        return Ok((None, None));
    }
    let row = sqlx::query!(
        "select min(first_at) as first_at, max(last_at) as last_at from operation_blocks where block between $1 and $2",
        block_of(low),
        block_of(high)
    )
    .fetch_one(reader)
    .await?;
    Ok((row.first_at, row.last_at))
}

/// Settled ids outside of the answer (inclusive ends) have no operation at or between two moments.
pub async fn ids_of(
    reader: &Reader,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"select min(block) as low, max(block) as high from operation_blocks
            where ($1::timestamptz is null or last_at >= $1) and ($2::timestamptz is null or first_at <= $2)"#,
        from,
        to
    )
    .fetch_one(reader)
    .await?;
    Ok(match (row.low, row.high) {
        (Some(low), Some(high)) => {
            (low << BLOCK_BITS, (high.saturating_add(1) << BLOCK_BITS).saturating_sub(1))
        }
        _ => (i64::MAX, i64::MIN),
    })
}

/// The latest time in blocks before `block`; `None` when there is none.
pub async fn latest_before(reader: &Reader, block: i64) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!("select max(last_at) from operation_blocks where block < $1", block)
        .fetch_one(reader)
        .await
}

/// The earliest time in blocks after `block`; `None` when there is none.
pub async fn earliest_after(reader: &Reader, block: i64) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!("select min(first_at) from operation_blocks where block > $1", block)
        .fetch_one(reader)
        .await
}
