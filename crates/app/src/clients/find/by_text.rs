//! Clients by text: a window of ids of the text index at a time, in the order of the list.

use std::collections::HashSet;

use super::{ClientRow, Condition, Finder};
use crate::clients::order::Place;
use crate::text_index::{CLIENTS, Search, Wanted};

/// Where at least this share of the clients may fit, a short walk fills a page sooner than the index.
const COMMON: f32 = 0.2;
/// Rows that such a walk looks at.
const WALK_ROWS: i64 = 400;

impl Finder<'_> {
    /// Appends rows whose text fits, after `place`, in the order of ids.
    pub(super) async fn by_text(
        &self,
        text: &Wanted,
        mut place: Option<Place>,
        rows: &mut Vec<ClientRow>,
    ) -> Result<(), sqlx::Error> {
        let range = self.text_range().await?;
        let mut search =
            Search::begin(self.pool, CLIENTS, text, range, self.order.falling, self.wanted).await?;
        if search.share() >= COMMON {
            let Some(stop) = self.walk(place, Some(WALK_ROWS), rows).await? else { return Ok(()) };
            place = Some(stop);
        }
        if let Some(ids) = self.candidates().await? {
            return self.take(ids, place.as_ref(), true, rows).await;
        }
        if let Some(place) = place {
            let (low, high) = range;
            let after = if self.order.falling {
                (low, high.min(place.id.saturating_sub(1)))
            } else {
                (low.max(place.id.saturating_add(1)), high)
            };
            search.narrow(after, self.wanted.saturating_sub(rows.len()));
        }
        while let Some(found) = search.next().await? {
            self.take(found.ids, None, false, rows).await?;
            if rows.len() >= self.wanted {
                break;
            }
        }
        Ok(())
    }

    /// All ids whose text fits, unless there are more than `most`.
    pub(super) async fn texts(
        &self,
        text: &Wanted,
        most: usize,
    ) -> Result<Option<HashSet<i64>>, sqlx::Error> {
        let range = self.text_range().await?;
        let mut search = Search::begin(self.pool, CLIENTS, text, range, false, most).await?;
        let mut ids = HashSet::new();
        while let Some(found) = search.next().await? {
            ids.extend(found.ids);
            if ids.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(ids))
    }

    /// The least and the greatest id that a client which fits can have.
    pub async fn text_range(&self) -> Result<(i64, i64), sqlx::Error> {
        let ids = sqlx::query!(
            r#"select coalesce(min(id), 0) as "low!", coalesce(max(id), 0) as "high!" from clients"#
        )
        .fetch_one(self.pool)
        .await?;
        let asked = self.conditions.iter().find_map(|condition| match condition {
            Condition::Ids(ids) => Some(ids.span()),
            _ => None,
        });
        let (low, high) = asked.unwrap_or((i64::MIN, i64::MAX));
        Ok((low.max(ids.low), high.min(ids.high)))
    }
}
