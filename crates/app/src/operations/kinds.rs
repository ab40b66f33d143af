//! Operations by kind and amount, newest first, when they are rare: their index has them by stretches of ids (migration 0011).
//!
//! One statement goes through the stretches from the end where a page begins and stops when it has enough ids, so it costs what it finds
//! and a probe for each stretch and kind where there is nothing, however old or few the matches are.

use sqlx::QueryBuilder;

use super::blocks::{self, block_of};
use super::condition::Conditions;
use super::find::{Finder, Found};

/// Bits of an id within a stretch, as the index has them.
const STRETCH_BITS: u32 = 16;
/// Ids that are taken at once.
const MOST: usize = 4_000;

/// Ids that the index gave, and the ids that it was asked about so far, which end at `edge`.
struct Taken {
    ids: Vec<i64>,
    edge: i64,
}

impl Finder<'_> {
    /// Appends operations of the kinds and amounts that fit, after `place`, until the page is full.
    pub async fn by_kind(&self, place: Option<Found>, found: &mut Vec<Found>) -> Result<(), sqlx::Error> {
        // The horizon first: what is settled meanwhile is then found twice, and never missed.
        let horizon = blocks::horizon(self.reader).await?;
        let Some(mut pool) = self.unsettled(horizon, place).await? else {
            self.walk(place, None, found).await?;
            return Ok(());
        };
        let missing = self.wanted.saturating_sub(found.len());
        let (mut low, mut high) = self.range(place, horizon).await?;
        while low <= high {
            let taken = self.of_kinds(low, high).await?;
            pool = self.first_of(taken.ids, pool, place, missing).await?;
            if self.rising {
                low = taken.edge.saturating_add(1);
            } else {
                high = taken.edge.saturating_sub(1);
            }
            if let Some(last) = missing.checked_sub(1).and_then(|at| pool.get(at))
                && self.nothing_before(last, block_of(if self.rising { low } else { high })).await?
            {
                break;
            }
        }
        pool.sort_unstable_by(|one, other| self.before(one, other));
        pool.truncate(missing);
        found.extend(pool);
        Ok(())
    }

    /// Ids of `low..=high` from the index, in whole stretches from the end where the page begins.
    async fn of_kinds(&self, low: i64, high: i64) -> Result<Taken, sqlx::Error> {
        let far = if self.rising { high } else { low };
        let mut ids = self.of_stretches(low, high, Some(MOST.saturating_add(1))).await?;
        let Some(last) = ids.last().copied().filter(|_| ids.len() > MOST) else {
            return Ok(Taken { ids, edge: far });
        };
        // All stretches but the last one are whole. When it is the first one too, it is taken whole.
        let last = stretch_of(last);
        let first = stretch_of(if self.rising { low } else { high });
        if last != first {
            ids.retain(|id| stretch_of(*id) != last);
            let edge =
                if self.rising { first_id(last).saturating_sub(1) } else { last_id(last).saturating_add(1) };
            return Ok(Taken { ids, edge });
        }
        let (low, high) = (low.max(first_id(last)), high.min(last_id(last)));
        let ids = self.of_stretches(low, high, None).await?;
        Ok(Taken { ids, edge: if self.rising { high } else { low } })
    }

    async fn of_stretches(&self, low: i64, high: i64, most: Option<usize>) -> Result<Vec<i64>, sqlx::Error> {
        let mut query = QueryBuilder::new("select o.id from ");
        push_stretches(&mut query, self.conditions, (low, high), self.rising, false);
        query.push(" where o.id between ").push_bind(low).push(" and ").push_bind(high);
        if let Some(most) = most {
            query.push(" limit ").push_bind(i64::try_from(most).unwrap_or(i64::MAX));
        }
        query.build_query_scalar().fetch_all(self.reader).await
    }
}

/// Appends the ids of all operations of the kinds and amounts as a table `o`, stretch by stretch; with the interval, each is read.
pub fn push_stretches(
    query: &mut QueryBuilder<sqlx::Postgres>,
    conditions: &Conditions,
    (low, high): (i64, i64),
    rising: bool,
    with_interval: bool,
) {
    let (low, high) = (stretch_of(low), stretch_of(high));
    let (from, to, step) = if rising { (low, high, 1) } else { (high, low, -1) };
    query.push("generate_series(").push_bind(from).push("::integer, ").push_bind(to).push("::integer, ");
    query
        .push(step)
        .push(") as s (stretch) cross join lateral (select o.id from operations o where (o.id >> ");
    query.push(STRETCH_BITS).push(")::integer = s.stretch");
    conditions.push_kind_and_amount(query, true);
    if with_interval {
        conditions.push_interval(query);
    }
    // The offset keeps the planner from joining the stretches in an order of its own.
    query.push(" offset 0) o");
}

fn stretch_of(id: i64) -> i32 {
    i32::try_from(id >> STRETCH_BITS).unwrap_or(i32::MAX)
}

fn first_id(stretch: i32) -> i64 {
    i64::from(stretch) << STRETCH_BITS
}

fn last_id(stretch: i32) -> i64 {
    first_id(stretch) | ((1 << STRETCH_BITS) - 1)
}
