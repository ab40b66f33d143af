//! A page of a list: what all of them have, read once for all; the records stay texts until somebody shows them.
//!
//! Invariant: what `contract` calls a page is read to the same parts (compared in the tests).

use contract::page::Count;
use serde::de::DeserializeOwned;

use super::{Reader, Unreadable, from_str};

/// What every page of the API has.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page<'a> {
    /// Each record as it came.
    pub items: Vec<&'a str>,
    pub next: Option<String>,
    pub previous: Option<String>,
    /// Only if it was asked for.
    pub count: Option<Count>,
    /// Sums of the whole list as they came; only if they were asked for.
    pub totals: Option<&'a str>,
}

/// # Errors
/// [`Unreadable`] for text that is no page.
pub fn page(text: &str) -> Result<Page<'_>, Unreadable> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let (mut page, mut is_page) = (Page::default(), false);
    reader.each(b'{', b'}', |reader| {
        let name = reader.string()?;
        reader.expect(b':')?;
        if name == "items" {
            is_page = true;
            return reader.each(b'[', b']', |reader| {
                page.items.push(reader.passed()?);
                Ok(())
            });
        }
        let value = reader.passed()?;
        match &*name {
            "next_cursor" => page.next = read(value)?,
            "prev_cursor" => page.previous = read(value)?,
            "count" => page.count = read(value)?,
            "totals" => page.totals = Some(value),
            _ => {}
        }
        Ok(())
    })?;
    reader.space();
    if is_page && reader.at == text.len() { Ok(page) } else { Err(Unreadable) }
}

fn read<T: DeserializeOwned>(value: &str) -> Result<Option<T>, Unreadable> {
    from_str(value)
}
