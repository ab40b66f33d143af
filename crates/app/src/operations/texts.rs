//! Text search in the log: stretches of hours of the text index, and what is not in it yet read from the log itself.

use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;

use super::blocks;
use super::find::{Finder, Found};
use crate::stretch::Stretches;

/// Operations that are taken from one stretch. More: the stretch is tried shorter.
const MOST_OF_A_STRETCH: usize = 4_096;
const FIRST_HOURS: i64 = 24;
const HOUR_SECONDS: i64 = 3_600;

impl Finder<'_> {
    /// Appends operations whose description fits, after `place`, until the page is full.
    pub async fn by_text(&self, place: Found, found: &mut Vec<Found>) -> Result<(), sqlx::Error> {
        // The horizon first: what is settled meanwhile is then found twice, and never missed.
        let horizon = blocks::horizon(self.pool).await?;
        let Some(mut tail) = self.unsettled(horizon, place).await? else {
            self.walk(Some(place), None, found).await?;
            return Ok(());
        };
        let Some((first, last)) = self.hours(place).await? else { return Ok(()) };
        let mut stretches = Stretches::new((first, last), !self.rising, None, 1).of_length(FIRST_HOURS);
        while let Some((low, high)) = stretches.current() {
            let Some(indexed) = self.indexed(place, low, high).await? else {
                if low < high {
                    stretches.shorten();
                    continue;
                }
                // One hour alone is too full: it is dense enough to be walked.
                self.hour(place, low, found).await?;
                if found.len() >= self.wanted {
                    return Ok(());
                }
                tail.retain(|one| hour_of(one.created_at) != low);
                stretches.advance();
                continue;
            };
            let (here, later): (Vec<Found>, Vec<Found>) =
                tail.into_iter().partition(|one| (low..=high).contains(&hour_of(one.created_at)));
            tail = later;
            let mut ids: Vec<i64> = indexed;
            ids.extend(here.iter().map(|one| one.id));
            let rest = self.wanted.saturating_sub(found.len());
            found.extend(self.sorted(ids, Some(place), rest).await?);
            if found.len() >= self.wanted {
                return Ok(());
            }
            stretches.advance();
        }
        Ok(())
    }

    /// Operations after the horizon that fit; `None` when they are too many to be held.
    async fn unsettled(&self, horizon: i64, place: Found) -> Result<Option<Vec<Found>>, sqlx::Error> {
        let mut query = QueryBuilder::new("select o.id, o.created_at, o.seq from operations o where o.id > ");
        query.push_bind(horizon);
        self.conditions.push(&mut query);
        self.push_after(&mut query, Some(place));
        query.push(" limit ").push_bind(i64::try_from(MOST_OF_A_STRETCH).unwrap_or(i64::MAX).saturating_add(1));
        let found: Vec<Found> = query.build_query_as().fetch_all(self.pool).await?;
        Ok((found.len() <= MOST_OF_A_STRETCH).then_some(found))
    }

    /// The first and last hour in which something may be found after `place`; `None`: in none.
    async fn hours(&self, place: Found) -> Result<Option<(i64, i64)>, sqlx::Error> {
        let log = sqlx::query!("select min(created_at) as first_at, max(created_at) as last_at from operations")
            .fetch_one(self.pool)
            .await?;
        let (Some(mut first), Some(mut last)) = (log.first_at, log.last_at) else { return Ok(None) };
        first = self.conditions.interval.from().map_or(first, |from| from.max(first));
        last = self.conditions.interval.to().map_or(last, |to| to.min(last));
        if self.rising {
            first = first.max(place.created_at);
        } else {
            last = last.min(place.created_at);
        }
        Ok((first <= last).then(|| (hour_of(first), hour_of(last))))
    }

    /// Ids of the text index within some hours; `None` when they are too many.
    async fn indexed(&self, place: Found, low: i64, high: i64) -> Result<Option<Vec<i64>>, sqlx::Error> {
        let Some(text) = &self.conditions.text else { return Ok(Some(Vec::new())) };
        let mut query = QueryBuilder::new("select array(select t.operation_id from operation_texts t where hour_of(t.created_at) between ");
        query.push_bind(i32::try_from(low).unwrap_or(i32::MIN)).push(" and ").push_bind(i32::try_from(high).unwrap_or(i32::MAX));
        query.push(" and t.document like ").push_bind(text.pattern.clone());
        query.push(if self.rising { " and t.created_at >= " } else { " and t.created_at <= " }).push_bind(place.created_at);
        query.push(" limit ").push_bind(i64::try_from(MOST_OF_A_STRETCH).unwrap_or(i64::MAX).saturating_add(1)).push(")");
        let ids: Vec<i64> = query.build_query_scalar().fetch_one(self.pool).await?;
        Ok((ids.len() <= MOST_OF_A_STRETCH).then_some(ids))
    }

    /// Walks the log within one hour.
    async fn hour(&self, place: Found, hour: i64, found: &mut Vec<Found>) -> Result<(), sqlx::Error> {
        let start = |hour: i64| DateTime::from_timestamp(hour.saturating_mul(HOUR_SECONDS), 0);
        let (Some(from), Some(to)) = (start(hour), start(hour.saturating_add(1))) else { return Ok(()) };
        let mut conditions = self.conditions.clone();
        let from = conditions.interval.from().map_or(from, |begin| begin.max(from));
        let to = conditions.interval.to().map_or(to, |end| end.min(to));
        let Ok(interval) = domain::Interval::new(Some(from), Some(to)) else { return Ok(()) };
        conditions.interval = interval;
        let within = Finder { conditions: &conditions, ..*self };
        within.walk(Some(place), None, found).await.map(|_| ())
    }
}

/// Hours since 1970, as the database's function of the same name.
fn hour_of(moment: DateTime<Utc>) -> i64 {
    moment.timestamp().div_euclid(HOUR_SECONDS)
}
