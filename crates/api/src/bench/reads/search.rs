//! Autocomplete, as people type.

use anyhow::Result;
use contract::clients::{ClientSummary, SearchQuery};
use contract::paths;

use super::super::plan::Random;
use super::sample::{Sample, beginning, number, word};
use super::{Case, LIMIT_MS, with_query};

type Typed = fn(&mut Random, &ClientSummary) -> Option<String>;

/// Each with how many characters it has at least: fewer than three are measured without a target.
const TYPED: [(&str, usize, Typed); 14] = [
    ("search: 1 letter", 1, |_, client| beginning(word(&client.name, 0)?, 1)),
    ("search: 2 letters", 2, |_, client| beginning(word(&client.name, 0)?, 2)),
    ("search: 3 letters", 3, |_, client| beginning(word(&client.name, 0)?, 3)),
    ("search: surname", 3, |_, client| word(&client.name, 0).map(str::to_owned)),
    ("search: surname + 3 letters", 7, |_, client| {
        Some(format!("{} {}", word(&client.name, 0)?, beginning(word(&client.name, 1)?, 3)?))
    }),
    ("search: full name", 7, |_, client| word(&client.name, 1).map(|_| client.name.clone())),
    ("search: name before surname", 7, |_, client| {
        Some(format!("{} {}", word(&client.name, 1)?, word(&client.name, 0)?))
    }),
    ("search: 4 letters inside a word", 4, |_, client| {
        let inside: String = word(&client.name, 0)?.chars().skip(2).collect();
        beginning(&inside, 4)
    }),
    ("search: email, 6 characters", 6, |_, client| beginning(client.email.as_deref()?, 6)),
    ("search: phone, 8 9xx xxx", 7, |_, client| Some(format!("8{}", client.phone.as_deref()?.get(2..8)?))),
    ("search: phone, last 7 digits", 7, |_, client| {
        let phone = client.phone.as_deref()?;
        phone.get(phone.len().checked_sub(7)?..).map(str::to_owned)
    }),
    ("search: INN", 10, |_, client| client.inn.clone()),
    ("search: other layout", 3, |_, client| word(&client.name, 0).map(domain::swap_layout)),
    ("search: nothing found", 8, |random, _| Some(format!("щъ{:06}", number(random, 999_999)))),
];

pub fn cases(sample: &Sample, count: usize) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (name, characters, typed) in TYPED {
        let texts = sample.of_clients(count, typed);
        let paths =
            texts.into_iter().map(|q| with_query(paths::CLIENT_SEARCH, &SearchQuery { q, limit: None }));
        let limit_ms = (characters >= 3).then_some(LIMIT_MS);
        cases.push(Case { name, limit_ms, paths: paths.collect::<Result<_>>()? });
    }
    Ok(cases)
}
