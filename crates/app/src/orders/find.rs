//! Finding the orders of a page.
//!
//! Without a text one walk along an index finds them. With one, a short walk along the newest orders fills a page for common texts;
//! for the others the clients whose names have the text are few, and their orders and the comments that have it come from indexes.

use chrono::{DateTime, Utc};
use sqlx::{Postgres, QueryBuilder};

use super::condition::{COMMENT, Conditions};
use crate::clients;
use crate::filter::like_literal;
use crate::reader::Reader;
use crate::text_index::{self, Search};

/// Orders that the first walk looks at.
const WALK_ROWS: i64 = 2_000;
/// Clients that are taken from the text index; when there are more, the text is common and the walk goes on.
const MANY_CLIENTS: usize = 20_000;
/// Texts shorter than this have no letters that the text index knows.
const INDEXED_CHARS: usize = 3;

/// An order found, or the place of one in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Found {
    pub id: i64,
    pub created_at: DateTime<Utc>,
}

/// A search for one page.
pub struct Finder<'a> {
    pub reader: &'a Reader,
    pub conditions: &'a Conditions,
    /// Orders wanted.
    pub wanted: i64,
    /// Oldest first: the list's order, or a page that is read backward.
    pub rising: bool,
}

impl Finder<'_> {
    /// The orders after `place`, in the direction of reading.
    pub async fn page(&self, place: Option<Found>) -> Result<Vec<Found>, sqlx::Error> {
        let Some(text) = &self.conditions.text else { return self.walk(place, None).await };
        let near = self.walk(place, Some(WALK_ROWS)).await?;
        let full = i64::try_from(near.len()).is_ok_and(|found| found >= self.wanted);
        if full || text.chars().count() < INDEXED_CHARS {
            return if full { Ok(near) } else { self.walk(place, None).await };
        }
        match self.clients(text).await? {
            Some(clients) => self.among(text, clients, place).await,
            None => self.walk(place, None).await,
        }
    }

    /// Orders that fit; of the first `bound` that fit all but the text, if there is a bound.
    async fn walk(&self, place: Option<Found>, bound: Option<i64>) -> Result<Vec<Found>, sqlx::Error> {
        let mut sql = QueryBuilder::new(
            "select o.id, o.created_at from (select o.id, o.client_id, o.created_at, o.comment from orders o where true",
        );
        self.conditions.push(&mut sql);
        self.push_after(&mut sql, place);
        self.push_order(&mut sql);
        sql.push(" limit ").push_bind(if self.conditions.text.is_some() { bound } else { Some(self.wanted) });
        sql.push(") o where true");
        self.conditions.push_text(&mut sql);
        self.push_order(&mut sql);
        sql.push(" limit ").push_bind(self.wanted);
        sql.build_query_as().fetch_all(self.reader).await
    }

    /// Orders of these clients, or whose comment has the text.
    async fn among(
        &self,
        text: &str,
        clients: Vec<i64>,
        place: Option<Found>,
    ) -> Result<Vec<Found>, sqlx::Error> {
        let mut sql = QueryBuilder::new(
            "select o.id, o.created_at from orders o where o.id in (select o.id from orders o where o.client_id = any(",
        );
        sql.push_bind(clients)
            .push(") union all select o.id from orders o where o.comment <> '' and ")
            .push(COMMENT);
        sql.push(" like ").push_bind(format!("%{}%", like_literal(text))).push(r" escape '\')");
        self.conditions.push(&mut sql);
        self.push_after(&mut sql, place);
        self.push_order(&mut sql);
        sql.push(" limit ").push_bind(self.wanted);
        sql.build_query_as().fetch_all(self.reader).await
    }

    /// The clients with the text in their names, unless they are many. The index knows of their contacts too, so names are compared.
    async fn clients(&self, text: &str) -> Result<Option<Vec<i64>>, sqlx::Error> {
        let wanted = clients::text_wanted(text);
        let all =
            sqlx::query_scalar!(r#"select coalesce(max(client_id), 0) as "all!" from client_documents"#)
                .fetch_one(self.reader)
                .await?;
        let most = MANY_CLIENTS.saturating_add(1);
        let documents = text_index::CLIENTS;
        let mut search = Search::begin(self.reader, documents, &wanted, (0, all), all, false, most).await?;
        let found = search.any().await?;
        if found.len() > MANY_CLIENTS {
            return Ok(None);
        }
        // The system client has no document.
        let named = sqlx::query_scalar!(
            r#"select id from clients where (id = any($1) or is_system) and name_key like $2 escape '\'"#,
            &found,
            format!("%{}%", like_literal(text))
        );
        Ok(Some(named.fetch_all(self.reader).await?))
    }

    fn push_after(&self, sql: &mut QueryBuilder<Postgres>, place: Option<Found>) {
        let Some(place) = place else { return };
        let comparison = if self.rising { " > " } else { " < " };
        if self.conditions.by_time() {
            sql.push(" and (o.created_at, o.id)").push(comparison).push("(").push_bind(place.created_at);
            sql.push(", ").push_bind(place.id).push(")");
        } else {
            sql.push(" and o.id").push(comparison).push_bind(place.id);
        }
    }

    fn push_order(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(match (self.conditions.by_time(), self.rising) {
            (false, false) => " order by o.id desc",
            (false, true) => " order by o.id",
            (true, false) => " order by o.created_at desc, o.id desc",
            (true, true) => " order by o.created_at, o.id",
        });
    }
}
