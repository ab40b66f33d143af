//! Text search over ids: which ids have a document that fits, in the order of ids, a window of ids at a time.
//!
//! Invariant: the windows that are given out cover every id of the range once, in order; a window that would give too many ids is
//! split, so that a page which is soon full never pays for all that would fit.
//!
//! The index has a list of documents per trigram and costs what the lists are long. So it is asked for the rarest trigrams only, and
//! for the stretch of ids that the window is; the rest of the text is compared document by document.

mod grams;
mod windows;

use sqlx::{Postgres, QueryBuilder};

use crate::reader::Reader;

use grams::Grams;
use windows::{Window, Windows};

/// A table of documents with the index that is described above.
#[derive(Clone, Copy, Debug)]
pub struct Documents {
    pub table: &'static str,
    pub id: &'static str,
    /// Its name in `search_grams`.
    pub source: &'static str,
}

pub const CLIENTS: Documents = Documents { table: "client_documents", id: "client_id", source: "clients" };
pub const OPERATIONS: Documents =
    Documents { table: "operation_texts", id: "operation_id", source: "operations" };

/// One way for a text to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What is looked for, in the form of `search_key`.
    pub key: String,
    /// SQL of the `LIKE` pattern, before and after the bound text.
    pub form: (&'static str, &'static str),
    /// The text that is bound: the key, or a pattern made of it.
    pub bound: String,
}

impl Pattern {
    /// Appends the whole condition on a document.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str) {
        query.push(document).push(" like ").push(self.form.0).push_bind(self.bound.clone()).push(self.form.1);
    }

    /// Appends the condition so that the index is asked for the rarest trigrams only.
    fn push_indexed(&self, query: &mut QueryBuilder<Postgres>, document: &str, grams: &Grams) {
        let rarest = grams.rarest(&self.key);
        if rarest.is_empty() {
            return self.push(query, document);
        }
        for gram in rarest {
            query.push(document).push(" like ").push_bind(format!("%{gram}%")).push(" and ");
        }
        // The empty text makes it an expression that no index has.
        self.push(query, &format!("({document} || '')"));
    }
}

/// What is looked for: all of these groups, of each at least one pattern.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wanted(pub Vec<Vec<Pattern>>);

impl Wanted {
    /// Appends the condition on a document that was found by other means.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str) {
        self.push_with(query, |query, pattern| pattern.push(query, document));
    }

    fn push_with(
        &self,
        query: &mut QueryBuilder<Postgres>,
        push: impl Fn(&mut QueryBuilder<Postgres>, &Pattern),
    ) {
        for (at, group) in self.0.iter().enumerate() {
            query.push(if at == 0 { "(" } else { " and (" });
            for (at, pattern) in group.iter().enumerate() {
                query.push(if at == 0 { "(" } else { " or (" });
                push(query, pattern);
                query.push(")");
            }
            query.push(")");
        }
    }
}

/// A search that is under way.
pub struct Search<'a> {
    reader: &'a Reader,
    documents: Documents,
    wanted: &'a Wanted,
    grams: Grams,
    windows: Windows,
}

impl<'a> Search<'a> {
    /// A search of the ids `low..=high`, from the highest on when `falling`.
    pub async fn begin(
        reader: &'a Reader,
        documents: Documents,
        wanted: &'a Wanted,
        (low, high): (i64, i64),
        falling: bool,
    ) -> Result<Self, sqlx::Error> {
        let grams = Grams::read(
            reader,
            documents.source,
            wanted.0.iter().flatten().map(|pattern| pattern.key.as_str()),
        )
        .await?;
        Ok(Self { reader, documents, wanted, grams, windows: Windows::new(low, high, falling) })
    }

    /// The ids that fit in the next window, in no order, and that window; `None` when the range is covered.
    pub async fn next(&mut self) -> Result<Option<Found>, sqlx::Error> {
        while let Some(window) = self.windows.next() {
            let ids = self.ids(&window, window.most().saturating_add(1)).await?;
            if i64::try_from(ids.len()).is_ok_and(|count| count <= window.most()) {
                return Ok(Some(Found { ids, low: window.low, high: window.high }));
            }
            self.windows.split(window);
        }
        Ok(None)
    }

    /// Up to `most` ids that fit, whichever are met first.
    pub async fn any(&mut self, most: i64) -> Result<Vec<i64>, sqlx::Error> {
        let mut found = Vec::new();
        while let Some(window) = self.windows.next() {
            found.extend(self.ids(&window, most).await?);
            if i64::try_from(found.len()).unwrap_or(i64::MAX) >= most {
                break;
            }
        }
        Ok(found)
    }

    async fn ids(&self, window: &Window, limit: i64) -> Result<Vec<i64>, sqlx::Error> {
        let mut query = QueryBuilder::new("select array(select d.");
        query.push(self.documents.id).push(" from ").push(self.documents.table).push(" d where true");
        window.push(&mut query, &format!("d.{}", self.documents.id));
        query.push(" and ");
        self.wanted
            .push_with(&mut query, |query, pattern| pattern.push_indexed(query, "d.document", &self.grams));
        query.push(" limit ").push_bind(limit).push(")");
        query.build_query_scalar().fetch_one(self.reader).await
    }
}

/// What a window gave.
#[derive(Debug)]
pub struct Found {
    pub ids: Vec<i64>,
    pub low: i64,
    pub high: i64,
}
