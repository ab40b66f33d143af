//! Walking a list page by page, there and back.

use serde_json::Value;

use crate::harness::{Api, address, csv_rows};

pub type Pairs = Vec<(String, String)>;

/// Adds a filter.
pub fn add(pairs: &mut Pairs, name: &str, value: impl ToString) {
    pairs.push((name.to_owned(), value.to_string()));
}

/// The value of a filter, if given.
pub fn get<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

pub async fn page(api: &Api, path: &str, pairs: &Pairs, limit: usize, cursor: Option<&str>) -> Value {
    let limit = limit.to_string();
    let mut all: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.push(("limit", &limit));
    all.extend(cursor.map(|cursor| ("cursor", cursor)));
    let reply = api.get(&address(path, &all)).await;
    assert_eq!(reply.status, 200, "{all:?}: {reply:?}");
    reply.body
}

pub fn ids(page: &Value) -> Vec<i64> {
    page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

/// Walks forward through all pages, then back to the first, and gives the ids; both ways must show the same pages.
pub async fn walk(api: &Api, path: &str, pairs: &Pairs, limit: usize) -> Vec<i64> {
    let mut there = vec![page(api, path, pairs, limit, None).await];
    assert_eq!(there[0]["prev_cursor"], Value::Null, "{pairs:?}: nothing is before the first page");
    while let Some(cursor) = there.last().unwrap()["next_cursor"].as_str().map(str::to_owned) {
        let next = page(api, path, pairs, limit, Some(&cursor)).await;
        assert_eq!(ids(there.last().unwrap()).len(), limit, "{pairs:?}: a page with a next one is full");
        assert!(!ids(&next).is_empty(), "{pairs:?}: a page that was promised is empty");
        there.push(next);
    }
    for at in (1..there.len()).rev() {
        let cursor = there[at]["prev_cursor"]
            .as_str()
            .unwrap_or_else(|| panic!("{pairs:?}: no way back from page {at}"));
        let back = page(api, path, pairs, limit, Some(cursor)).await;
        assert_eq!(
            ids(&back),
            ids(&there[at - 1]),
            "{pairs:?} limit {limit}: page {at} leads back elsewhere"
        );
    }
    there.iter().flat_map(ids).collect()
}

/// The ids in the file of the whole list.
pub async fn exported(api: &Api, path: &str, pairs: &Pairs) -> Vec<i64> {
    let all: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let reply = api.get(&address(&format!("{path}/export"), &all)).await;
    assert_eq!(reply.status, 200, "{all:?}: {reply:?}");
    csv_rows(&reply.text)[1..].iter().map(|row| row[0].parse().unwrap()).collect()
}

/// A page size that keeps the number of requests small: 1 to 7, or more for long lists.
pub fn size(random: &mut rand::rngs::StdRng, expected: usize) -> usize {
    use rand::RngExt;
    random.random_range(1..=7).max(expected / 8)
}
