//! Autocomplete, as people type.

use anyhow::Result;
use contract::clients::{ClientSummary, SearchQuery};
use contract::paths;

use super::super::plan::Random;
use super::sample::{Sample, beginning, number};
use super::{Case, SEARCH_LIMIT_MS, with_query};

type Typed = fn(&mut Random, &ClientSummary) -> Option<String>;

/// Each with how many characters it has at least: fewer than three are measured without a target.
const TYPED: [(&str, usize, Typed); 14] = [
    ("search: 1 letter", 1, |_, client| beginning(&client.name, 1)),
    ("search: 2 letters", 2, |_, client| beginning(&client.name, 2)),
    ("search: 3 letters", 3, |_, client| beginning(&client.name, 3)),
    ("search: surname", 3, |_, client| word(client, 0)),
    ("search: surname + 3 letters", 7, |_, client| {
        Some(format!("{} {}", word(client, 0)?, beginning(&word(client, 1)?, 3)?))
    }),
    ("search: full name", 7, |_, client| Some(client.name.clone())),
    ("search: name before surname", 7, |_, client| {
        Some(format!("{} {}", word(client, 1)?, word(client, 0)?))
    }),
    ("search: 4 letters inside a word", 4, |_, client| {
        Some(word(client, 0)?.chars().skip(2).take(4).collect()).filter(|text: &String| long(text))
    }),
    ("search: email, 6 characters", 6, |_, client| beginning(client.email.as_deref()?, 6)),
    ("search: phone, 8 9xx xxx", 7, |_, client| Some(format!("8{}", client.phone.as_deref()?.get(2..8)?))),
    ("search: phone, last 7 digits", 7, |_, client| {
        let phone = client.phone.as_deref()?;
        phone.get(phone.len().checked_sub(7)?..).map(str::to_owned)
    }),
    ("search: INN", 10, |_, client| client.inn.clone()),
    ("search: other layout", 3, |_, client| word(client, 0).map(|typed| domain::swap_layout(&typed))),
    ("search: nothing found", 8, |random, _| Some(format!("щъ{:06}", number(random, 999_999)))),
];

pub fn cases(sample: &Sample, count: usize) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (name, characters, typed) in TYPED {
        let texts = sample.of_clients(count, typed);
        let paths =
            texts.into_iter().map(|q| with_query(paths::CLIENT_SEARCH, &SearchQuery { q, limit: None }));
        let limit_ms = (characters >= 3).then_some(SEARCH_LIMIT_MS);
        cases.push(Case { name, limit_ms, paths: paths.collect::<Result<_>>()? });
    }
    Ok(cases)
}

/// A word of the name with at least three letters; a person's first one is the surname.
fn word(client: &ClientSummary, position: usize) -> Option<String> {
    client.name.split_whitespace().nth(position).filter(|word| long(word)).map(str::to_owned)
}

fn long(text: &str) -> bool {
    text.chars().count() >= 3
}
