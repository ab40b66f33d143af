//! Clients by text: a window of ids of the text index at a time, in the order of the list.

use std::collections::HashSet;

use super::{ClientRow, Finder};
use crate::text_index::{CLIENTS, Search, Wanted};

impl Finder<'_> {
    /// Appends rows whose text fits, after the id `after`.
    pub(super) async fn by_text(
        &self,
        text: &Wanted,
        after: i64,
        rows: &mut Vec<ClientRow>,
    ) -> Result<(), sqlx::Error> {
        let (low, high) = self.known_ids().await?;
        let range = if self.order.falling {
            (low, high.min(after.saturating_sub(1)))
        } else {
            (low.max(after.saturating_add(1)), high)
        };
        let mut search = Search::begin(self.reader, CLIENTS, text, range, self.order.falling).await?;
        while let Some(found) = search.next().await? {
            self.take(found.ids, None, rows).await?;
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
        let mut search = Search::begin(self.reader, CLIENTS, text, self.known_ids().await?, false).await?;
        let mut ids = HashSet::new();
        while let Some(found) = search.next().await? {
            ids.extend(found.ids);
            if ids.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(ids))
    }

    /// The least and the greatest id of all clients.
    pub async fn known_ids(&self) -> Result<(i64, i64), sqlx::Error> {
        let ids = sqlx::query!(
            r#"select coalesce(min(id), 0) as "low!", coalesce(max(id), 0) as "high!" from clients"#
        )
        .fetch_one(self.reader)
        .await?;
        Ok((ids.low, ids.high))
    }
}
