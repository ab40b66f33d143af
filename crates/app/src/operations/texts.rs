//! Text search in the log: the text index up to the horizon, the log itself after it.
//!
//! The index is asked in the order of ids, the page is in the order of time. What was found is final once no id that was not asked
//! for reaches as far in time.

use super::blocks::{self, block_of};
use super::condition::Text;
use super::find::{Finder, Found, WALK_ROWS};
use crate::filter::Ids;
use crate::text_index::{OPERATIONS, Search};
use sqlx::QueryBuilder;

/// Operations after the horizon that are held at once. There are more only while the task that settles them is far behind.
const MOST_UNSETTLED: usize = 4_096;

/// Where fewer than this share of the operations may fit, the index fills a page sooner than a walk.
const RARE: f32 = 0.02;

impl Finder<'_> {
    /// Appends operations whose description fits, after `place`, until the page is full.
    pub async fn by_text(
        &self,
        text: &Text,
        place: Option<Found>,
        found: &mut Vec<Found>,
    ) -> Result<(), sqlx::Error> {
        // The horizon first: what is settled meanwhile is then found twice, and never missed.
        let horizon = blocks::horizon(self.reader).await?;
        let (wanted, range) = (text.wanted(), self.range(place, horizon).await?);
        let mut search =
            Search::begin(self.reader, OPERATIONS, &wanted, range, horizon, !self.rising, self.wanted)
                .await?;
        let mut place = place;
        if search.most() >= RARE {
            let Some(stop) = self.walk(place, Some(WALK_ROWS), found).await? else { return Ok(()) };
            place = Some(stop);
            search.narrow(self.range(place, horizon).await?, self.wanted.saturating_sub(found.len()));
        }
        let Some(mut pool) = self.unsettled(horizon, place).await? else {
            self.walk(place, None, found).await?;
            return Ok(());
        };
        let missing = self.wanted.saturating_sub(found.len());
        while let Some(window) = search.next().await? {
            pool = self.first_of(window.ids, pool, place, missing).await?;
            if let Some(last) = missing.checked_sub(1).and_then(|at| pool.get(at)) {
                let edge =
                    if self.rising { window.high.saturating_add(1) } else { window.low.saturating_sub(1) };
                if self.nothing_before(last, block_of(edge)).await? {
                    break;
                }
            }
        }
        pool.sort_unstable_by(|one, other| self.before(one, other));
        pool.truncate(missing);
        found.extend(pool);
        Ok(())
    }

    /// Settled ids that can lie in the interval and after `place`.
    pub async fn range(&self, place: Option<Found>, horizon: i64) -> Result<(i64, i64), sqlx::Error> {
        let (from, to) = (self.conditions.interval.from(), self.conditions.interval.to());
        let at = place.map(|place| place.created_at);
        let (from, to) =
            if self.rising { (from.max(at), to) } else { (from, [to, at].into_iter().flatten().min()) };
        let (low, high) = blocks::ids_of(self.reader, from, to).await?;
        let (least, greatest) = self.conditions.ids.as_ref().map_or((0, i64::MAX), Ids::span);
        Ok((low.max(least), high.min(greatest).min(horizon)))
    }

    /// Operations after the horizon that fit; `None` when they are too many to be held.
    pub async fn unsettled(
        &self,
        horizon: i64,
        place: Option<Found>,
    ) -> Result<Option<Vec<Found>>, sqlx::Error> {
        let mut query = QueryBuilder::new("select o.id, o.created_at, o.seq from operations o where o.id > ");
        query.push_bind(horizon);
        self.conditions.push(&mut query);
        self.push_after(&mut query, place);
        query.push(" limit ").push_bind(i64::try_from(MOST_UNSETTLED).unwrap_or(i64::MAX).saturating_add(1));
        let found: Vec<Found> = query.build_query_as().fetch_all(self.reader).await?;
        Ok((found.len() <= MOST_UNSETTLED).then_some(found))
    }
}
