//! Text search over ids: which ids have a document that fits, in the order of ids, a window of ids at a time.
//!
//! Invariant: the windows that are given out cover every id of the range once, in order; a window that would give too many ids is
//! split, so that a page which is soon full never pays for all that would fit.
//!
//! The index has a list of documents per trigram and costs what the lists are long. So it is asked for the rarest trigrams only, and
//! for the stretch of ids that the window is; the rest of the text is compared document by document. What else there is of lists is in
//! migrations 0011 and 0016.

mod asked;
mod grams;
mod windows;

use sqlx::{Postgres, QueryBuilder};

use crate::reader::Reader;

use asked::Asked;
use grams::{Grams, is_known};
use windows::{Expected, Window, Windows};

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

/// The name of tags in `search_grams`.
const TAGS: &str = "client tags";

/// One way for a text to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What is looked for, in the form of `search_key`.
    pub key: String,
    /// SQL of the `LIKE` pattern, before and after the bound text.
    pub form: (&'static str, &'static str),
    /// The text that is bound: the key, or a pattern made of it.
    pub bound: String,
    /// Whether the key has to begin a word.
    pub begins: bool,
    /// Whether only words of people have to begin so, whose beginnings have lists of their own.
    pub starts: bool,
    /// What stands before every word of a document but perhaps the first.
    pub mark: char,
}

impl Pattern {
    /// Whether a `LIKE` pattern says all that this one says.
    fn is(&self, like: &str) -> bool {
        let plain = !self.begins && matches!(self.form.1, "" | ")") && self.key.chars().all(is_known);
        plain && like.strip_prefix('%').and_then(|like| like.strip_suffix('%')) == Some(self.key.as_str())
    }

    /// Appends the whole condition on a document.
    fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str) {
        query.push(document).push(" like ").push(self.form.0).push_bind(self.bound.clone()).push(self.form.1);
    }
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wanted {
    /// All of these groups, of each at least one pattern.
    pub texts: Vec<Vec<Pattern>>,
    /// Of each of these groups at least one tag, beside the document. Conditions that hold anyway: they only make the search faster.
    pub tags: Vec<Vec<String>>,
}

impl Wanted {
    /// A text, whatever the tags.
    pub fn text(texts: Vec<Vec<Pattern>>) -> Self {
        Self { texts, tags: Vec::new() }
    }

    /// Appends the condition of the texts on a document that was found by other means.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str) {
        for (at, group) in self.texts.iter().enumerate() {
            query.push(if at == 0 { "(" } else { " and (" });
            for (at, pattern) in group.iter().enumerate() {
                query.push(if at == 0 { "" } else { " or " });
                pattern.push(query, document);
            }
            query.push(")");
        }
    }

    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.texts.iter().flatten()
    }
}

/// A search that is under way.
pub struct Search<'a> {
    reader: &'a Reader,
    documents: Documents,
    asked: Asked<'a>,
    expected: Expected,
    falling: bool,
    windows: Windows,
    /// How many more ids the caller can use; at least one.
    missing: i64,
}

impl<'a> Search<'a> {
    /// A search of the ids `low..=high` of `all`, from the highest on when `falling`, for a caller who needs about `missing`.
    pub async fn begin(
        reader: &'a Reader,
        documents: Documents,
        wanted: &'a Wanted,
        (low, high): (i64, i64),
        all: i64,
        falling: bool,
        missing: usize,
    ) -> Result<Self, sqlx::Error> {
        let grams = Grams::read(reader, documents.source, wanted.patterns()).await?;
        let tags = Grams::known(reader, TAGS, wanted.tags.concat()).await?;
        let asked = Asked::new(wanted, &grams, &tags);
        let missing = i64::try_from(missing).unwrap_or(i64::MAX).max(1);
        let expected = asked.expected(all);
        let windows = Windows::new(low, high, falling, expected, missing);
        Ok(Self { reader, documents, asked, expected, falling, windows, missing })
    }

    /// The share of documents that may fit: there are not many more.
    pub fn most(&self) -> f32 {
        self.expected.most
    }

    /// Narrows a search that has not begun to other ids; `missing` as in `begin`.
    pub fn narrow(&mut self, (low, high): (i64, i64), missing: usize) {
        self.missing = i64::try_from(missing).unwrap_or(i64::MAX).max(1);
        self.windows = Windows::new(low, high, self.falling, self.expected, self.missing);
    }

    /// The ids that fit in the next window, in rising order, and that window; `None` when the range is covered.
    pub async fn next(&mut self) -> Result<Option<Found>, sqlx::Error> {
        while let Some(window) = self.windows.next() {
            let mut ids = self.ids(&window, window.most().saturating_add(1)).await?;
            let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            if count > window.most() {
                self.windows.split(window);
                continue;
            }
            self.missing = self.missing.saturating_sub(count).max(1);
            self.windows.gave(&window, count, self.missing);
            ids.sort_unstable();
            return Ok(Some(Found { ids, low: window.low, high: window.high }));
        }
        Ok(None)
    }

    /// Up to `missing` ids that fit, whichever are met first.
    pub async fn any(&mut self) -> Result<Vec<i64>, sqlx::Error> {
        let (most, mut found) = (self.missing, Vec::new());
        while let Some(window) = self.windows.next() {
            let ids = self.ids(&window, most).await?;
            let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            found.extend(ids);
            self.missing = self.missing.saturating_sub(count);
            if self.missing <= 0 {
                break;
            }
            self.windows.gave(&window, count, self.missing);
        }
        Ok(found)
    }

    async fn ids(&self, window: &Window, limit: i64) -> Result<Vec<i64>, sqlx::Error> {
        let mut query = QueryBuilder::new("select array(select d.");
        query.push(self.documents.id).push(" from ").push(self.documents.table).push(" d where true");
        window.push(&mut query, &format!("d.{}", self.documents.id));
        query.push(" and ");
        self.asked.push(&mut query, "d.document", "d.tags");
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
