//! Taking the first operations, by time, of a set of ids, without reading them all.
//!
//! Ids are read from the end where the page begins, a chunk at a time. What was read is final once no block that was not read
//! reaches as far in time: operations with smaller ids may be newer, but never newer than the blocks say.

use sqlx::QueryBuilder;

use super::blocks::{self, block_of};
use super::find::{Finder, Found};

impl Finder<'_> {
    /// The first `wanted` operations of `ids` that fit all conditions, after `place`, in the direction of reading.
    pub async fn sorted(
        &self,
        ids: Vec<i64>,
        place: Option<Found>,
        wanted: usize,
    ) -> Result<Vec<Found>, sqlx::Error> {
        if self.conditions.client.is_some() {
            // In a client's history numbers decide, and ids say nothing of them.
            let mut found = self.read(&ids, place).await?;
            found.sort_unstable_by(|one, other| self.before(one, other));
            found.truncate(wanted);
            return Ok(found);
        }
        let horizon = blocks::horizon(self.reader).await?;
        let (settled, unsettled): (Vec<i64>, Vec<i64>) = ids.into_iter().partition(|id| *id <= horizon);
        let settled = self.in_reach(settled, place).await?;
        let found = if unsettled.is_empty() { Vec::new() } else { self.read(&unsettled, place).await? };
        self.first_of(settled, found, place, wanted).await
    }

    /// The first `wanted` of `found` and those of the settled `ids` that fit, after `place`.
    pub async fn first_of(
        &self,
        mut ids: Vec<i64>,
        mut found: Vec<Found>,
        place: Option<Found>,
        wanted: usize,
    ) -> Result<Vec<Found>, sqlx::Error> {
        ids.sort_unstable();
        ids.dedup();
        if !self.rising {
            ids.reverse();
        }
        let mut rest = ids.as_slice();
        let mut size = wanted.saturating_mul(2).max(100);
        while !rest.is_empty() {
            let (chunk, later) = rest.split_at(self.whole_blocks(rest, size));
            found.extend(self.read(chunk, place).await?);
            rest = later;
            found.sort_unstable_by(|one, other| self.before(one, other));
            if found.len() >= wanted && self.is_final(&found, wanted, rest).await? {
                break;
            }
            size = size.saturating_mul(4);
        }
        found.sort_unstable_by(|one, other| self.before(one, other));
        found.dedup_by_key(|one| one.id);
        found.truncate(wanted);
        Ok(found)
    }

    /// The settled ids that can lie in the interval and after `place`.
    async fn in_reach(&self, mut ids: Vec<i64>, place: Option<Found>) -> Result<Vec<i64>, sqlx::Error> {
        let (from, to) = (self.conditions.interval.from(), self.conditions.interval.to());
        let at = place.map(|place| place.created_at);
        let (from, to) =
            if self.rising { (from.max(at), to) } else { (from, [to, at].into_iter().flatten().min()) };
        if from.is_some() || to.is_some() {
            let (low, high) = blocks::ids_of(self.reader, from, to).await?;
            ids.retain(|id| (low..=high).contains(id));
        }
        Ok(ids)
    }

    /// The length of a chunk of about `size` ids that ends where a block ends.
    fn whole_blocks(&self, rest: &[i64], size: usize) -> usize {
        let Some(last) = size.min(rest.len()).checked_sub(1).and_then(|at| rest.get(at)) else {
            return rest.len();
        };
        let last = block_of(*last);
        let read = |id: &&i64| if self.rising { block_of(**id) <= last } else { block_of(**id) >= last };
        rest.iter().take_while(read).count()
    }

    /// Whether nothing of `rest` can come before the last of the `wanted`.
    async fn is_final(&self, found: &[Found], wanted: usize, rest: &[i64]) -> Result<bool, sqlx::Error> {
        match (wanted.checked_sub(1).and_then(|at| found.get(at)), rest.first()) {
            (Some(last), Some(next)) => self.nothing_before(last, block_of(*next)).await,
            _ => Ok(true),
        }
    }

    /// Whether no operation of `edge` or a block beyond it, in the direction of reading, can come before `last`.
    pub async fn nothing_before(&self, last: &Found, edge: i64) -> Result<bool, sqlx::Error> {
        Ok(if self.rising {
            let earliest = blocks::earliest_after(self.reader, edge.saturating_sub(1)).await?;
            earliest.is_none_or(|earliest| earliest > last.created_at)
        } else {
            let latest = blocks::latest_before(self.reader, edge.saturating_add(1)).await?;
            latest.is_none_or(|latest| latest < last.created_at)
        })
    }

    pub async fn read(&self, ids: &[i64], place: Option<Found>) -> Result<Vec<Found>, sqlx::Error> {
        let mut query =
            QueryBuilder::new("select o.id, o.created_at, o.seq from operations o where o.id = any(");
        query.push_bind(ids.to_vec()).push(")");
        self.conditions.push(&mut query);
        self.push_after(&mut query, place);
        query.build_query_as().fetch_all(self.reader).await
    }
}
