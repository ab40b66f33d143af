//! Autocomplete: one text over names, phones, emails, INN and number of clients and their contacts; best match first, at most ten.
//!
//! Steps from the best and cheapest match to the last resort, until ten are found: the number or INN itself, beginnings, words in
//! any order (those of a whole name only when nothing begins with it), text inside a word; and when there is nothing at all, the same
//! for what the keys give in the other keyboard layout.
//! Archived clients and the system client are never found.

use std::collections::HashSet;

use contract::clients::{SearchHit, SearchQuery, SearchResult};
use domain::{ClientKind, search_key, swap_layout};

use super::lookup::{self, FoundRow};
use crate::decode::{money, valid};
use crate::filter::{self, invalid};
use crate::{Actor, App, Result};

/// Words that make a whole name.
const WHOLE_NAME: usize = 3;
/// Most hits of one answer.
const MAX_HITS: u8 = 10;

/// Clients that match what was typed.
///
/// # Errors
/// `invalid_query` for a limit outside 1..=10 or a text with control characters or over 200 characters.
pub async fn search(app: &App, _actor: &Actor, query: SearchQuery) -> Result<SearchResult> {
    let limit = query.limit.unwrap_or(MAX_HITS);
    if !(1..=MAX_HITS).contains(&limit) {
        return Err(invalid("limit", "out_of_range"));
    }
    let Some(key) = filter::text("q", Some(&query.q))? else { return Ok(SearchResult { items: Vec::new() }) };
    let limit = usize::from(limit);
    let key = number(&key).unwrap_or(key);
    let mut rows = find(app, &key, limit).await?;
    let mut other_layout = false;
    if rows.is_empty() {
        let swapped = search_key(&swap_layout(&key));
        if swapped != key && !swapped.is_empty() {
            rows = find(app, &swapped, limit).await?;
            other_layout = true;
        }
    }
    let items = rows.into_iter().map(|row| hit(row, other_layout)).collect::<Result<_, sqlx::Error>>()?;
    Ok(SearchResult { items })
}

/// The digits after a number sign: who types `#12` or `№ 12` means client 12.
fn number(key: &str) -> Option<String> {
    let digits = key.strip_prefix(['#', '№'])?.trim_start();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.to_owned())
}

/// The best `limit` matches of a text in the form of `search_key`.
async fn find(app: &App, key: &str, limit: usize) -> Result<Vec<FoundRow>> {
    let reader = &app.db.lists();
    let mut found = Found::new(limit);
    found.add(lookup::beginnings(reader, key, limit).await?);
    let words = words(key);
    // Who types a whole name means it. Its words in another order, or in the names of several people, are looked for when nothing
    // begins with it.
    if !found.is_full() && (words.len() < WHOLE_NAME || found.rows.is_empty()) {
        let rows = lookup::words(reader, &words, limit).await?;
        // The client's own name before those of its contacts.
        let (own, others): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| begins_all(&row.name_key, &words));
        found.add(own);
        found.add(others);
    }
    if !found.is_full() && key.chars().count() >= 3 {
        found.add(lookup::inside(reader, key, limit).await?);
    }
    Ok(found.rows)
}

/// Clients found so far, each once, in the order of finding.
struct Found {
    rows: Vec<FoundRow>,
    known: HashSet<i64>,
    limit: usize,
}

impl Found {
    fn new(limit: usize) -> Self {
        Self { rows: Vec::new(), known: HashSet::new(), limit }
    }

    fn add(&mut self, rows: Vec<FoundRow>) {
        for row in rows {
            if !self.is_full() && self.known.insert(row.id) {
                self.rows.push(row);
            }
        }
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= self.limit
    }
}

/// The words that were typed, without the punctuation around them.
fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = key
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether every word begins a word of the name.
fn begins_all(name_key: &str, words: &[String]) -> bool {
    words.iter().all(|word| {
        name_key.match_indices(word.as_str()).any(|(at, _)| {
            !name_key
                .get(..at)
                .and_then(|before| before.chars().next_back())
                .is_some_and(char::is_alphanumeric)
        })
    })
}

fn hit(row: FoundRow, other_layout: bool) -> Result<SearchHit, sqlx::Error> {
    Ok(SearchHit {
        id: row.id,
        kind: valid(ClientKind::parse(&row.kind))?,
        name: row.name,
        inn: row.inn,
        phone: row.phone,
        email: row.email,
        balance: money(row.balance)?,
        other_layout,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_sign_says_that_a_number_follows() {
        for (key, digits) in
            [("#12", Some("12")), ("№ 12", Some("12")), ("12", None), ("#", None), ("#12а", None)]
        {
            assert_eq!(number(key).as_deref(), digits, "{key}");
        }
    }

    #[test]
    fn words_lose_the_punctuation_around_them() {
        assert_eq!(words("ооо \"ромашка-плюс\", , ооо"), ["ооо", "ромашка-плюс"]);
        assert!(words("--- \"").is_empty());
    }

    #[test]
    fn a_word_counts_where_it_begins_one() {
        let begins = |name: &str, typed: &[&str]| {
            begins_all(name, &typed.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        };
        assert!(begins("ооо \"ромашка-плюс\"", &["плюс", "ром"]));
        assert!(begins("иванов иван", &["иван"]));
        assert!(!begins("иванов петр", &["ванов"]));
        assert!(!begins("иванов петр", &["петр", "олег"]));
    }
}
