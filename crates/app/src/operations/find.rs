//! Finding the operations of a page, newest first: three ways, from the cheapest to the surest (`clients::find` says why).
//!
//! 1. A short walk along the log, a service's part of it, or a client's own history. Common values fill a page here.
//! 2. Ids from an index, if there are few, sorted by time (`sorted.rs`).
//! 3. Text: the text index, a window of ids at a time (`texts.rs`). Kinds and amounts: their index, by stretches of ids (`kinds.rs`).
//!    Anything else: the walk of (1) without its bound.

use chrono::{DateTime, Utc};
use sqlx::{Postgres, QueryBuilder};

use super::condition::Conditions;
use super::{blocks, kinds};
use crate::Result;
use crate::reader::Reader;

/// Operations that the first walk looks at.
pub const WALK_ROWS: i64 = 2_000;
/// Ids that are taken from an index when they can be sorted without reading each.
const MANY_IDS: usize = 20_000;
/// Ids that are taken when each has to be read.
const SOME_IDS: usize = 4_000;

/// An operation found, or the place of one in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Found {
    pub id: i64,
    pub created_at: DateTime<Utc>,
    pub seq: i64,
}

/// A search for one page.
pub struct Finder<'a> {
    pub reader: &'a Reader,
    pub conditions: &'a Conditions,
    /// Operations wanted.
    pub wanted: usize,
    /// Oldest first: a page is read backward.
    pub rising: bool,
}

impl Finder<'_> {
    /// The operations after `place`, in the direction of reading.
    pub async fn page(&self, place: Option<Found>) -> Result<Vec<Found>, sqlx::Error> {
        let conditions = self.conditions;
        if let Some(ids) = conditions.ids.as_ref().and_then(few) {
            return self.sorted(ids, place, self.wanted).await;
        }
        let mut found = Vec::new();
        if let Some(text) = conditions.text.as_ref().filter(|_| conditions.client.is_none()) {
            self.by_text(text, place, &mut found).await?;
            return Ok(found);
        }
        let place = self.walk(place, Some(WALK_ROWS), &mut found).await?;
        if place.is_none() {
            return Ok(found);
        }
        if let Some(ids) = self.candidates().await? {
            let rest = self.wanted.saturating_sub(found.len());
            found.extend(self.sorted(ids, place, rest).await?);
        } else if conditions.by_kind_or_amount()
            && conditions.client.is_none()
            && conditions.service.is_none()
        {
            self.by_kind(place, &mut found).await?;
        } else {
            self.walk(place, None, &mut found).await?;
        }
        Ok(found)
    }

    /// Walks and appends what fits, until the page is full, the log ends (both give `None`), or `bound` operations were looked at:
    /// then it gives the place where it stopped.
    pub async fn walk(
        &self,
        place: Option<Found>,
        bound: Option<i64>,
        found: &mut Vec<Found>,
    ) -> Result<Option<Found>, sqlx::Error> {
        let times = match (&self.conditions.ids, self.conditions.client) {
            (Some(ids), None) => blocks::times_of(self.reader, ids.span().0, ids.span().1).await?,
            _ => (None, None),
        };
        let mut query =
            QueryBuilder::new("select o.id, o.created_at, o.seq from (select * from operations o where true");
        self.push_walk(&mut query, times, place);
        if let Some(bound) = bound {
            query.push(" limit ").push_bind(bound);
        }
        query.push(") o where true");
        self.conditions.push(&mut query);
        self.push_order(&mut query);
        let missing = self.wanted.saturating_sub(found.len());
        query.push(" limit ").push_bind(i64::try_from(missing).unwrap_or(i64::MAX));
        found.extend(query.build_query_as::<Found>().fetch_all(self.reader).await?);
        let Some(bound) = bound.filter(|_| found.len() < self.wanted) else { return Ok(None) };

        let mut query = QueryBuilder::new("select o.id, o.created_at, o.seq from operations o where true");
        self.push_walk(&mut query, times, place);
        query.push(" offset ").push_bind(bound.saturating_sub(1)).push(" limit 1");
        query.build_query_as().fetch_optional(self.reader).await
    }

    /// Appends the stretch of the log that is walked after `place`, and its order.
    fn push_walk(
        &self,
        query: &mut QueryBuilder<Postgres>,
        times: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
        place: Option<Found>,
    ) {
        if let Some(client) = self.conditions.client {
            query.push(" and o.client_id = ").push_bind(client);
            self.conditions.push_interval_of(query, client);
        } else {
            if let Some(service) = self.conditions.service {
                query.push(" and o.service_id = ").push_bind(service);
            }
            self.conditions.push_interval(query);
            for (comparison, moment) in [(" >= ", times.0), (" <= ", times.1)] {
                if let Some(moment) = moment {
                    query.push(" and o.created_at").push(comparison).push_bind(moment);
                }
            }
        }
        self.push_after(query, place);
        self.push_order(query);
    }

    pub fn push_after(&self, query: &mut QueryBuilder<Postgres>, place: Option<Found>) {
        let Some(place) = place else { return };
        let comparison = if self.rising { " > " } else { " < " };
        if self.conditions.client.is_some() {
            query.push(" and o.seq").push(comparison).push_bind(place.seq);
        } else {
            query.push(" and (o.created_at, o.id)").push(comparison).push("(").push_bind(place.created_at);
            query.push(", ").push_bind(place.id).push(")");
        }
    }

    fn push_order(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(match (self.conditions.client.is_some(), self.rising) {
            (true, false) => " order by o.seq desc",
            (true, true) => " order by o.seq",
            (false, false) => " order by o.created_at desc, o.id desc",
            (false, true) => " order by o.created_at, o.id",
        });
    }

    /// Whether `one` comes before `other` in the direction of reading.
    pub fn before(&self, one: &Found, other: &Found) -> std::cmp::Ordering {
        let key = |found: &Found| (found.created_at, found.id);
        let rising = if self.conditions.client.is_some() {
            one.seq.cmp(&other.seq)
        } else {
            key(one).cmp(&key(other))
        };
        if self.rising { rising } else { rising.reverse() }
    }

    /// The ids that fit some filters, when they are few enough; `None` when every filter has many.
    async fn candidates(&self) -> Result<Option<Vec<i64>>, sqlx::Error> {
        let conditions = self.conditions;
        let most = if conditions.client.is_some() { SOME_IDS } else { MANY_IDS };
        if let Some(order) = conditions.order {
            let mut query = QueryBuilder::new("select o.id from operations o where o.order_id = ");
            query.push_bind(order);
            if let Some(ids) = self.few(query, most).await? {
                return Ok(Some(ids));
            }
        }
        let Some(service) = conditions.service else { return Ok(None) };
        if let Some(client) = conditions.client {
            let mut query = QueryBuilder::new("select o.id from operations o where o.client_id = ");
            query.push_bind(client).push(" and o.service_id = ").push_bind(service);
            conditions.push_interval(&mut query);
            if let Some(ids) = self.few(query, most).await? {
                return Ok(Some(ids));
            }
        } else if conditions.by_kind_or_amount() {
            let mut query = QueryBuilder::new("select o.id from ");
            let all = (0, blocks::last_id(self.reader).await?);
            kinds::push_stretches(&mut query, conditions, all, self.rising, true);
            return self.few(query, most).await;
        }
        Ok(None)
    }

    /// The ids that a statement gives, unless there are more than `most`.
    async fn few(
        &self,
        mut query: QueryBuilder<Postgres>,
        most: usize,
    ) -> Result<Option<Vec<i64>>, sqlx::Error> {
        query.push(" limit ").push_bind(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1));
        let ids: Vec<i64> = query.build_query_scalar().fetch_all(self.reader).await?;
        Ok((ids.len() <= most).then_some(ids))
    }
}

/// The ids themselves, when all that can be meant are few.
fn few(ids: &crate::filter::Ids) -> Option<Vec<i64>> {
    let few = usize::try_from(ids.width()).is_ok_and(|width| width <= SOME_IDS);
    few.then(|| ids.ranges().iter().flat_map(|(low, high)| *low..=*high).collect())
}
