//! Clients by text: a window of ids of the text index at a time, in the order of the list.

use std::collections::HashSet;

use sqlx::QueryBuilder;

use super::{ClientRow, Condition, Finder};
use crate::clients::order::Place;
use crate::text_index::{CLIENTS, Search, Wanted};

/// Where at least this share of the clients may fit, a short walk fills a page sooner than the index.
const COMMON: f32 = 0.2;
/// More documents than this are too many to be asked of the text index before the other filters were.
const SOME_DOCUMENTS: f32 = 1_000.0;
/// Documents that are compared at first.
const FIRST_TEXTS: usize = 500;
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
        let (range, all) = self.text_range().await?;
        let mut search =
            Search::begin(self.reader, CLIENTS, text, range, all, self.order.falling, self.wanted).await?;
        if search.most() >= COMMON {
            let Some(stop) = self.walk(place, Some(WALK_ROWS), rows).await? else { return Ok(()) };
            place = Some(stop);
        }
        // Few that the other filters leave are compared one by one, unless the text leaves fewer.
        let documents = search.most() * all as f32;
        let mut known = None;
        if documents > SOME_DOCUMENTS {
            known = self.candidates().await?;
        }
        if let Some(ids) = known.take_if(|ids| (ids.len() as f32) < documents) {
            return self.take_texts(text, ids, place.as_ref(), rows).await;
        }
        let known: Option<HashSet<i64>> = known.map(|ids| ids.into_iter().collect());
        if let Some(place) = place {
            let (low, high) = range;
            let after = if self.order.falling {
                (low, high.min(place.id.saturating_sub(1)))
            } else {
                (low.max(place.id.saturating_add(1)), high)
            };
            search.narrow(after, self.wanted.saturating_sub(rows.len()));
        }
        while let Some(mut found) = search.next().await? {
            found.ids.retain(|id| known.as_ref().is_none_or(|known| known.contains(id)));
            self.take(found.ids, None, false, rows).await?;
            if rows.len() >= self.wanted {
                break;
            }
        }
        Ok(())
    }

    /// Appends the rows of `ids` that fit and lie after `place`; the texts are compared first.
    async fn take_texts(
        &self,
        text: &Wanted,
        mut ids: Vec<i64>,
        place: Option<&Place>,
        rows: &mut Vec<ClientRow>,
    ) -> Result<(), sqlx::Error> {
        if let Some(place) = place {
            ids.retain(|id| if self.order.falling { *id < place.id } else { *id > place.id });
        }
        ids.sort_unstable();
        if self.order.falling {
            ids.reverse();
        }
        let mut rest = ids.as_slice();
        let mut size = FIRST_TEXTS;
        while rows.len() < self.wanted && !rest.is_empty() {
            let (chunk, later) = rest.split_at(size.min(rest.len()));
            let mut query =
                QueryBuilder::new("select d.client_id from client_documents d where d.client_id = any(");
            query.push_bind(chunk.to_vec()).push(") and ");
            // The empty text keeps the index on texts out of it.
            text.push(&mut query, "(d.document || '')");
            let fit: Vec<i64> = query.build_query_scalar().fetch_all(self.reader).await?;
            self.take(fit, None, false, rows).await?;
            rest = later;
            size = size.saturating_mul(2);
        }
        Ok(())
    }

    /// All ids whose text fits, unless there are more than `most`.
    pub(super) async fn texts(
        &self,
        text: &Wanted,
        most: usize,
    ) -> Result<Option<HashSet<i64>>, sqlx::Error> {
        let (range, all) = self.text_range().await?;
        let mut search = Search::begin(self.reader, CLIENTS, text, range, all, false, most).await?;
        let mut ids = HashSet::new();
        while let Some(found) = search.next().await? {
            ids.extend(found.ids);
            if ids.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(ids))
    }

    /// The least and the greatest id that a client which fits can have, and the greatest of all.
    pub async fn text_range(&self) -> Result<((i64, i64), i64), sqlx::Error> {
        let ids = sqlx::query!(
            r#"select coalesce(min(id), 0) as "low!", coalesce(max(id), 0) as "high!" from clients"#
        )
        .fetch_one(self.reader)
        .await?;
        let asked = self
            .conditions
            .iter()
            .find_map(|condition| if let Condition::Ids(ids) = condition { Some(ids.span()) } else { None });
        let (low, high) = asked.unwrap_or((i64::MIN, i64::MAX));
        Ok(((low.max(ids.low), high.min(ids.high)), ids.high))
    }
}
