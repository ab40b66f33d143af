//! Keyset pages: where a page begins, which way it goes, and the opaque cursors that say so.
//!
//! Invariant: a cursor is good only for the list and sort that it came from; any other is `invalid_cursor`. It names a place between
//! rows, not a number of rows, so that a deep page costs what the first one costs and nothing is shown twice or skipped.
//! Deliberately absent: filters inside the cursor. The caller repeats them; with others the place still means the same.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, Utc};
use contract::page::{DEFAULT_LIMIT, MAX_LIMIT};
use contract::problem::ProblemCode;
use serde::{Deserialize, Serialize};

use crate::filter::invalid;
use crate::{Error, Result};

const VERSION: u8 = 1;
/// Longer than any cursor that is given out: a name of 300 characters and change.
const MAX_TOKEN_CHARS: usize = 6000;

/// What was asked for: the place, the direction, the number of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    list: String,
    /// Rows of the page, 1..=200.
    pub limit: usize,
    /// Absent: the first page.
    pub cursor: Option<Cursor>,
}

/// A place in a sorted list: just after a row, or just before it when going backward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub backward: bool,
    /// The row's value of the sort column as text; `None` is a null, or a list that is sorted by id alone.
    pub key: Option<String>,
    pub id: i64,
}

/// A cursor as it is written, in base64url of JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    v: u8,
    l: String,
    b: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    k: Option<String>,
    i: i64,
}

/// A page ready for an answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Cut<T> {
    pub items: Vec<T>,
    pub next_cursor: Option<String>,
    pub prev_cursor: Option<String>,
}

impl Paging {
    /// Reads the parameters `limit` and `cursor`. `list` names the list and its sort, such as `clients:-balance`.
    ///
    /// # Errors
    /// `invalid_query` for a limit outside 1..=200, `invalid_cursor` for a text that this list did not give out.
    pub fn parse(list: impl Into<String>, cursor: Option<&str>, limit: Option<u16>) -> Result<Self> {
        let list = list.into();
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(invalid("limit", "out_of_range"));
        }
        let cursor =
            cursor.filter(|text| !text.is_empty()).map(|text| Cursor::read(&list, text)).transpose()?;
        Ok(Self { list, limit: usize::from(limit), cursor })
    }

    /// Whether rows are read against the order of the list.
    pub fn backward(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| cursor.backward)
    }

    /// How many rows to fetch: one more than the page, to know whether the list goes on.
    pub fn fetch(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// Cuts a page from the rows that were fetched, which stand in the order of reading. `place` gives a row's sort value and id.
    pub fn cut<T>(&self, mut rows: Vec<T>, place: impl Fn(&T) -> (Option<String>, i64)) -> Cut<T> {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let backward = self.backward();
        if backward {
            rows.reverse();
        }
        let token = |row: Option<&T>, backward: bool| {
            row.map(|row| {
                let (key, id) = place(row);
                Cursor { backward, key, id }.write(&self.list)
            })
        };
        let (has_next, has_prev) = if backward { (true, more) } else { (more, self.cursor.is_some()) };
        let next_cursor = if has_next { token(rows.last(), false) } else { None };
        let prev_cursor = if has_prev { token(rows.first(), true) } else { None };
        Cut { items: rows, next_cursor, prev_cursor }
    }
}

impl Cursor {
    fn read(list: &str, text: &str) -> Result<Self> {
        let token = (text.len() <= MAX_TOKEN_CHARS)
            .then(|| URL_SAFE_NO_PAD.decode(text).ok())
            .flatten()
            .and_then(|json| serde_json::from_slice::<Token>(&json).ok())
            .filter(|token| token.v == VERSION && token.l == list)
            .filter(|token| token.k.as_ref().is_none_or(|key| !key.contains('\0')));
        match token {
            Some(token) => Ok(Self { backward: token.b, key: token.k, id: token.i }),
            None => Err(invalid_cursor()),
        }
    }

    /// The place after the row with that sort value and id.
    pub fn after((key, id): (Option<String>, i64)) -> Self {
        Self { backward: false, key, id }
    }

    /// The sort value of a list that is sorted by time.
    ///
    /// # Errors
    /// `invalid_cursor`: it is no moment of the years that the database keeps.
    pub fn moment(&self) -> Result<DateTime<Utc>> {
        let micros = self.key.as_ref().and_then(|key| key.parse().ok());
        micros
            .and_then(DateTime::from_timestamp_micros)
            .filter(|at| (1900..=9999).contains(&at.year()))
            .ok_or_else(invalid_cursor)
    }

    fn write(self, list: &str) -> String {
        let token = Token { v: VERSION, l: list.to_owned(), b: self.backward, k: self.key, i: self.id };
        // A struct of texts and numbers always has a JSON form.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&token).unwrap_or_default())
    }
}

/// A moment as the sort value of a cursor.
pub fn moment_key(at: DateTime<Utc>) -> Option<String> {
    Some(at.timestamp_micros().to_string())
}

/// The answer to a cursor that this list did not give out.
pub fn invalid_cursor() -> Error {
    Error::new(ProblemCode::InvalidCursor, "the cursor does not belong to this list and sort")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(limit: u16) -> Paging {
        Paging::parse("clients:name", None, Some(limit)).unwrap()
    }

    fn at(cursor: &str) -> Paging {
        Paging::parse("clients:name", Some(cursor), Some(2)).unwrap()
    }

    fn place(row: &i64) -> (Option<String>, i64) {
        (Some(format!("имя {row}")), *row)
    }

    #[test]
    fn a_cursor_leads_to_the_next_page_and_back() {
        let page = first(2).cut(vec![1, 2, 3], place);
        assert_eq!((page.items, page.prev_cursor), (vec![1, 2], None));
        let next = at(&page.next_cursor.unwrap());
        assert_eq!(next.cursor, Some(Cursor { backward: false, key: Some("имя 2".into()), id: 2 }));

        let last = next.cut(vec![3], place);
        assert_eq!((last.items, last.next_cursor), (vec![3], None));
        let back = at(&last.prev_cursor.unwrap());
        assert_eq!(back.cursor, Some(Cursor { backward: true, key: Some("имя 3".into()), id: 3 }));
        assert_eq!(back.fetch(), 3);

        // Backward, rows come in the order of reading: the nearest first.
        let page = back.cut(vec![2, 1], place);
        assert_eq!((page.items, page.prev_cursor), (vec![1, 2], None));
        assert_eq!(at(&page.next_cursor.unwrap()), next);
    }

    #[test]
    fn a_cursor_of_another_list_or_a_spoilt_one_is_refused() {
        let good = first(1).cut(vec![1, 2], place).next_cursor.unwrap();
        let code = |list: &str, cursor: &str| {
            Paging::parse(list, Some(cursor), None).unwrap_err().code().map(str::to_owned)
        };
        for (list, cursor) in [
            ("clients:-name", good.clone()),
            ("services:name", good.clone()),
            ("clients:name", format!("{good}A")),
            ("clients:name", good[1..].to_owned()),
            ("clients:name", "null".to_owned()),
            ("clients:name", "'; --".to_owned()),
            ("clients:name", "\0".to_owned()),
            ("clients:name", "A".repeat(100_000)),
            ("clients:name", URL_SAFE_NO_PAD.encode(r#"{"v":2,"l":"clients:name","b":false,"i":1}"#)),
            (
                "clients:name",
                URL_SAFE_NO_PAD
                    .encode("{\"v\":1,\"l\":\"clients:name\",\"b\":false,\"k\":\"\\u0000\",\"i\":1}"),
            ),
        ] {
            assert_eq!(code(list, &cursor).as_deref(), Some("invalid_cursor"), "{list} {cursor:.50}");
        }
    }

    #[test]
    fn a_limit_is_between_1_and_200() {
        for limit in [0, 201, u16::MAX] {
            let error = Paging::parse("clients:id", None, Some(limit)).unwrap_err();
            assert_eq!(error.code(), Some("invalid_query"), "{limit}");
        }
        assert_eq!(Paging::parse("clients:id", None, None).unwrap().limit, 50);
        assert_eq!(Paging::parse("clients:id", Some(""), Some(200)).unwrap().cursor, None);
    }

    #[test]
    fn an_empty_list_has_no_cursors() {
        let page = first(2).cut(Vec::new(), place);
        assert_eq!(page, Cut { items: vec![], next_cursor: None, prev_cursor: None });
    }
}
