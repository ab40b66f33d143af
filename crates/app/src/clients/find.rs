//! Finding the rows of a page: three ways, from the cheapest to the surest, each bounded where it could be long.
//!
//! 1. A short walk along the order of the list, among what the index of that order leads to. Filters that many clients pass fill a page
//!    here.
//! 2. Ids from the index of a filter, if there are few: they are sorted, and only as many rows are read as the page needs.
//! 3. Filters that many clients pass but few at this place: the walk of (1) without its bound.
//!
//! Text in the order of ids is asked of the text index, a window of ids at a time (`by_text`).
//!
//! One statement for all would be shorter, but no plan of it is good for both a common and a rare value: walking to a rare or
//! clustered match reads the whole table, and sorting all matches of a common one costs as much.

use std::collections::HashSet;

use sqlx::{Postgres, QueryBuilder};

use super::condition::{Condition, push_all};
use super::order::{Order, Place, Segment};
use super::read::{ClientRow, ROW_COLUMNS};
use crate::reader::Reader;
use crate::text_index::Wanted;

mod by_text;

/// Rows that the first walk looks at.
const WALK_ROWS: i64 = 2_000;
/// Ids that are taken from an index when they only have to be sorted by themselves.
const MANY_IDS: usize = 20_000;
/// Ids that are taken from an index when each one's sort key has to be read.
const SOME_IDS: usize = 4_000;

/// A search for one page.
pub struct Finder<'a> {
    pub reader: &'a Reader,
    pub order: &'a Order,
    pub conditions: &'a [Condition],
    /// Rows wanted.
    pub wanted: usize,
}

impl Finder<'_> {
    /// The rows after `place`, in the direction of reading.
    pub async fn page(&self, place: Option<Place>) -> Result<Vec<ClientRow>, sqlx::Error> {
        let mut rows = Vec::new();
        if let Some(text) = self.text().filter(|_| self.order.by_id()) {
            self.by_text(text, place, &mut rows).await?;
            return Ok(rows);
        }
        let Some(place) = self.walk(place, Some(WALK_ROWS), &mut rows).await? else { return Ok(rows) };
        if let Some(ids) = self.candidates().await? {
            self.take(ids, Some(&place), true, &mut rows).await?;
        } else {
            self.walk(Some(place), None, &mut rows).await?;
        }
        Ok(rows)
    }

    /// Walks along the order and appends what fits, until the page is full, the list ends (both give `None`), or `bound` rows were
    /// looked at: then it gives the place where it stopped.
    async fn walk(
        &self,
        mut place: Option<Place>,
        bound: Option<i64>,
        rows: &mut Vec<ClientRow>,
    ) -> Result<Option<Place>, sqlx::Error> {
        let first = place.as_ref().map_or(0, |place| place.segment);
        for (segment, walked) in self.order.segments.iter().enumerate().skip(first) {
            if self.conditions.iter().any(|condition| walked.excluded_by(condition)) {
                place = None;
                continue;
            }
            let mut query = QueryBuilder::new("");
            self.push_walk(&mut query, segment, place.as_ref(), bound, self.missing(rows));
            rows.extend(query.build_query_as::<ClientRow>().fetch_all(self.reader).await?);
            if rows.len() >= self.wanted {
                return Ok(None);
            }
            if let Some(bound) = bound
                && let Some(stop) = self.stopped(segment, place.as_ref(), bound).await?
            {
                return Ok(Some(stop));
            }
            place = None;
        }
        Ok(None)
    }

    fn push_walk(
        &self,
        query: &mut QueryBuilder<Postgres>,
        segment: usize,
        place: Option<&Place>,
        bound: Option<i64>,
        limit: i64,
    ) {
        let Some(walked) = self.order.segments.get(segment) else { return };
        let (table, other) =
            if walked.on_accounts { ("accounts a", "clients c") } else { ("clients c", "accounts a") };
        query.push("select ").push(ROW_COLUMNS).push(" from (select * from ").push(table).push(" where true");
        self.push_served(query, walked);
        self.order.push_after(query, segment, place);
        self.order.push_order(query, segment);
        match bound {
            Some(bound) => query.push(" limit ").push_bind(bound),
            // It keeps the planner from looking for all that fits first and sorting that.
            None => query.push(" offset 0"),
        };
        let name = if walked.on_accounts { "a" } else { "c" };
        query.push(") ").push(name).push(" join ").push(other).push(" on a.client_id = c.id where ");
        push_all(query, self.conditions, true);
        self.order.push_order(query, segment);
        query.push(" limit ").push_bind(limit);
    }

    /// Keeps a walk among what its index leads to.
    fn push_served(&self, query: &mut QueryBuilder<Postgres>, walked: &Segment) {
        for condition in self.conditions.iter().filter(|condition| walked.serves(condition)) {
            query.push(" and ");
            if let Condition::Ids(ids) = condition {
                let (low, high) = ids.span();
                query.push(walked.id).push(" between ").push_bind(low).push(" and ").push_bind(high);
            } else {
                condition.push(query);
            }
        }
    }

    /// The row at which a bounded walk stopped; `None` when the segment was shorter.
    async fn stopped(
        &self,
        segment: usize,
        place: Option<&Place>,
        bound: i64,
    ) -> Result<Option<Place>, sqlx::Error> {
        let Some(walked) = self.order.segments.get(segment) else { return Ok(None) };
        let mut query = QueryBuilder::new("select ");
        query
            .push(walked.key.map_or("null", |(column, _)| column))
            .push("::text, ")
            .push(walked.id)
            .push(" from ");
        query.push(if walked.on_accounts { "accounts a" } else { "clients c" }).push(" where true");
        self.push_served(&mut query, walked);
        self.order.push_after(&mut query, segment, place);
        self.order.push_order(&mut query, segment);
        query.push(" offset ").push_bind(bound.saturating_sub(1)).push(" limit 1");
        let row: Option<(Option<String>, i64)> = query.build_query_as().fetch_optional(self.reader).await?;
        Ok(row.map(|(key, id)| Place { segment, key, id }))
    }

    /// The ids that fit some filters, when they are few enough to be taken one by one; `None` when every filter has many.
    pub async fn candidates(&self) -> Result<Option<Vec<i64>>, sqlx::Error> {
        let most = if self.order.by_id() { MANY_IDS } else { SOME_IDS };
        let tagged = self.text().is_some();
        let mut found: Option<HashSet<i64>> = None;
        // Kinds have so many clients each that they are asked for only when there is nothing else.
        let (kinds, others): (Vec<_>, Vec<_>) =
            self.conditions.iter().partition(|condition| matches!(condition, Condition::Kinds(_)));
        for condition in others.into_iter().chain(kinds) {
            let ids = match condition {
                Condition::Kinds(_) if found.is_some() => None,
                // The text index is asked for the tags too.
                Condition::Kinds(_) | Condition::City(_) if tagged => None,
                Condition::Ids(ids) => listed(ids, most),
                // In the order of ids, the text index is asked by windows.
                Condition::Text(_) if self.order.by_id() => None,
                Condition::Text(text) => self.texts(text, most).await?,
                Condition::Kinds(_)
                | Condition::City(_)
                | Condition::Balance(..)
                | Condition::CreditLimit(..)
                | Condition::CreditDue(..)
                | Condition::Live
                | Condition::Archived
                | Condition::Services(..) => self.source(condition, most).await?,
            };
            if let Some(ids) = ids {
                found = Some(match found {
                    Some(found) => found.intersection(&ids).copied().collect(),
                    None => ids,
                });
                if found.as_ref().is_some_and(|found| found.len() <= self.wanted) {
                    break;
                }
            }
        }
        Ok(found.map(|found| found.into_iter().collect()))
    }

    async fn source(&self, condition: &Condition, most: usize) -> Result<Option<HashSet<i64>>, sqlx::Error> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let mut query = QueryBuilder::new("select array(");
        if !condition.push_source(&mut query) {
            return Ok(None);
        }
        query.push(" limit ").push_bind(limit).push(")");
        let ids: Vec<i64> = query.build_query_scalar().fetch_one(self.reader).await?;
        Ok((ids.len() <= most).then(|| ids.into_iter().collect()))
    }

    /// Appends the rows of `ids` that fit and lie after `place`. `with_text`: the text is not known to fit.
    async fn take(
        &self,
        mut ids: Vec<i64>,
        place: Option<&Place>,
        with_text: bool,
        rows: &mut Vec<ClientRow>,
    ) -> Result<(), sqlx::Error> {
        if !self.order.by_id() {
            return self.take_sorted(&ids, place, rows).await;
        }
        if let Some(place) = place {
            ids.retain(|id| if self.order.falling { *id < place.id } else { *id > place.id });
        }
        ids.sort_unstable();
        if self.order.falling {
            ids.reverse();
        }
        let mut rest = ids.as_slice();
        let mut size = self.wanted.saturating_mul(2);
        while rows.len() < self.wanted && !rest.is_empty() {
            let (chunk, later) = rest.split_at(size.min(rest.len()));
            let mut query = QueryBuilder::new("");
            self.push_chosen(&mut query, chunk, with_text);
            self.order.push_order(&mut query, 0);
            query.push(" limit ").push_bind(self.missing(rows));
            rows.extend(query.build_query_as::<ClientRow>().fetch_all(self.reader).await?);
            rest = later;
            size = size.saturating_mul(4);
        }
        Ok(())
    }

    async fn take_sorted(
        &self,
        ids: &[i64],
        place: Option<&Place>,
        rows: &mut Vec<ClientRow>,
    ) -> Result<(), sqlx::Error> {
        let first = place.map_or(0, |place| place.segment);
        for segment in first..self.order.segments.len() {
            if rows.len() < self.wanted {
                let mut query = QueryBuilder::new("");
                self.push_chosen(&mut query, ids, true);
                self.order.push_after(&mut query, segment, place);
                self.order.push_order(&mut query, segment);
                query.push(" limit ").push_bind(self.missing(rows));
                rows.extend(query.build_query_as::<ClientRow>().fetch_all(self.reader).await?);
            }
        }
        Ok(())
    }

    fn push_chosen(&self, query: &mut QueryBuilder<Postgres>, ids: &[i64], with_text: bool) {
        query.push("select ").push(ROW_COLUMNS).push(" from ");
        if self.conditions.iter().any(Condition::on_account) {
            // Accounts first: a client is read only if its account fits.
            query
                .push("(select * from accounts a where a.client_id = any(")
                .push_bind(ids.to_vec())
                .push(")");
            for condition in self.conditions.iter().filter(|condition| condition.on_account()) {
                query.push(" and ");
                condition.push(query);
            }
            query.push(" offset 0) a join clients c on c.id = a.client_id where ");
        } else {
            query.push("clients c join accounts a on a.client_id = c.id where c.id = any(");
            query.push_bind(ids.to_vec()).push(") and ");
        }
        push_all(query, self.conditions, with_text);
    }

    pub fn text(&self) -> Option<&Wanted> {
        self.conditions
            .iter()
            .find_map(|condition| if let Condition::Text(text) = condition { Some(text) } else { None })
    }

    fn missing(&self, rows: &[ClientRow]) -> i64 {
        i64::try_from(self.wanted.saturating_sub(rows.len())).unwrap_or(i64::MAX)
    }
}

/// The ids themselves, when all that can be meant are few.
fn listed(ids: &crate::filter::Ids, most: usize) -> Option<HashSet<i64>> {
    let few = usize::try_from(ids.width()).is_ok_and(|width| width <= most);
    few.then(|| ids.ranges().iter().flat_map(|(low, high)| *low..=*high).collect())
}
