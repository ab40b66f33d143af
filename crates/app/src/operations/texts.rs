//! Text search in the log: the text index up to the horizon, the log itself after it.
//!
//! The index is asked in the order of ids, the page is in the order of time. What was found is final once no id that was not asked
//! for reaches as far in time.

use super::blocks::{self, block_of};
use super::find::{Finder, Found};
use crate::text_index::{OPERATIONS, Search};
use sqlx::QueryBuilder;

/// Operations after the horizon that are held at once. There are more only while the task that settles them is far behind.
const MOST_UNSETTLED: usize = 4_096;

impl Finder<'_> {
    /// Appends operations whose description fits, after `place`, until the page is full.
    pub async fn by_text(&self, place: Found, found: &mut Vec<Found>) -> Result<(), sqlx::Error> {
        // The horizon first: what is settled meanwhile is then found twice, and never missed.
        let horizon = blocks::horizon(self.reader).await?;
        let (Some(text), Some(unsettled)) = (&self.conditions.text, self.unsettled(horizon, place).await?)
        else {
            self.walk(Some(place), None, found).await?;
            return Ok(());
        };
        let missing = self.wanted.saturating_sub(found.len());
        let mut pool = unsettled;
        let range = self.range(place, horizon).await?;
        let wanted = text.wanted();
        let mut search = Search::begin(self.reader, OPERATIONS, &wanted, range, !self.rising).await?;
        while let Some(window) = search.next().await? {
            if !window.ids.is_empty() {
                pool.extend(self.read(&window.ids, Some(place)).await?);
                pool.sort_unstable_by(|one, other| self.before(one, other));
                pool.dedup_by_key(|one| one.id);
            }
            let last = missing.checked_sub(1).and_then(|at| pool.get(at));
            if let Some(last) = last {
                let edge = block_of(if self.rising { window.high } else { window.low });
                if self.nothing_before(last, edge).await? {
                    break;
                }
            }
        }
        pool.sort_unstable_by(|one, other| self.before(one, other));
        pool.dedup_by_key(|one| one.id);
        pool.truncate(missing);
        found.extend(pool);
        Ok(())
    }

    /// Settled ids that can lie in the interval and after `place`.
    async fn range(&self, place: Found, horizon: i64) -> Result<(i64, i64), sqlx::Error> {
        let (from, to) = (self.conditions.interval.from(), self.conditions.interval.to());
        let at = Some(place.created_at);
        let (from, to) =
            if self.rising { (from.max(at), to) } else { (from, [to, at].into_iter().flatten().min()) };
        let (low, high) = blocks::ids_of(self.reader, from, to).await?;
        Ok((low, high.min(horizon)))
    }

    /// Operations after the horizon that fit; `None` when they are too many to be held.
    async fn unsettled(&self, horizon: i64, place: Found) -> Result<Option<Vec<Found>>, sqlx::Error> {
        let mut query = QueryBuilder::new("select o.id, o.created_at, o.seq from operations o where o.id > ");
        query.push_bind(horizon);
        self.conditions.push(&mut query);
        self.push_after(&mut query, Some(place));
        query.push(" limit ").push_bind(i64::try_from(MOST_UNSETTLED).unwrap_or(i64::MAX).saturating_add(1));
        let found: Vec<Found> = query.build_query_as().fetch_all(self.reader).await?;
        Ok((found.len() <= MOST_UNSETTLED).then_some(found))
    }
}
