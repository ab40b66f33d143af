//! The same against thousands of clients, where the server has to choose its ways: a bounded walk is not enough there, ids come from
//! an index, texts are looked for stretch by stretch.

use rand::RngExt;
use rand::rngs::StdRng;
use serde_json::Value;

use super::clients::{self, SORTS};
use super::data::pick;
use super::model::Model;
use super::pages::{Pairs, add, get, ids, page};
use super::{operations, seeded};
use crate::harness::{Env, run, saldo};

const CLIENTS: &str = "9000";
const OPERATIONS: &str = "30000";
/// Pages that are walked of one list at most.
const PAGES: usize = 8;

/// Walks some pages forward and back and compares them with the beginning of what is expected.
async fn check(env: &Env, path: &str, pairs: &Pairs, limit: usize, expected: &[i64]) {
    let mut there = vec![page(&env.api, path, pairs, limit, None).await];
    while let Some(cursor) =
        there.last().unwrap()["next_cursor"].as_str().filter(|_| there.len() < PAGES).map(str::to_owned)
    {
        there.push(page(&env.api, path, pairs, limit, Some(&cursor)).await);
    }
    let seen: Vec<i64> = there.iter().flat_map(ids).collect();
    let wanted = &expected[..expected.len().min(limit * PAGES)];
    let differs = seen.iter().zip(wanted).position(|(seen, wanted)| seen != wanted);
    assert!(
        seen == wanted,
        "{pairs:?} by {limit}: {} rows instead of {}, the first difference at {differs:?}",
        seen.len(),
        wanted.len()
    );
    let whole = there.last().unwrap()["next_cursor"] == Value::Null;
    assert_eq!(whole, expected.len() <= limit * there.len(), "{pairs:?}: the end of the list");
    for at in (1..there.len()).rev().take(2) {
        let back = page(&env.api, path, pairs, limit, there[at]["prev_cursor"].as_str()).await;
        assert_eq!(ids(&back), ids(&there[at - 1]), "{pairs:?}: the way back from page {at}");
    }
    let mut counted = pairs.clone();
    add(&mut counted, "count", "true");
    let count = page(&env.api, path, &counted, 1, None).await["count"].clone();
    assert_eq!(count["value"].as_u64(), Some(expected.len().min(10_000) as u64), "{pairs:?}");
    assert_eq!(count["capped"], expected.len() > 10_000, "{pairs:?}");
}

/// A piece of a text: a word, some letters out of the middle, or one or two first letters.
fn piece(random: &mut StdRng, text: &str) -> Option<String> {
    let word: Vec<char> = text.split_whitespace().nth(random.random_range(0..3))?.chars().collect();
    let begin = if random.random_bool(0.5) { 0 } else { random.random_range(0..word.len()) };
    let length = random.random_range(3..12).min(word.len() - begin);
    Some(word[begin..begin + length].iter().collect()).filter(|piece: &String| piece.chars().count() >= 3)
}

fn clients_query(random: &mut StdRng, model: &Model) -> Pairs {
    let mut pairs = Pairs::new();
    let one = &model.clients[random.random_range(0..model.clients.len())];
    let operation = &model.operations[random.random_range(0..model.operations.len())];
    let rubles = one.balance / 100;
    for _ in 0..random.random_range(0..4) {
        let (name, value) = match random.random_range(0..12) {
            0 => ("q", one.texts.first().and_then(|text| piece(random, text)).unwrap_or_default()),
            1 => ("q", one.texts.last().and_then(|text| piece(random, text)).unwrap_or_default()),
            2 => ("city", one.city.clone().unwrap_or_default()),
            3 => ("kind", one.kind.clone()),
            4 => ("balance_min", rubles.to_string()),
            5 => ("balance_max", (rubles + 1).to_string()),
            6 => ("credit_limit_min", (one.credit_limit / 100).to_string()),
            7 => ("credit_due_from", one.due.map(|day| day.to_string()).unwrap_or_default()),
            8 => ("id", format!("{}..{}", one.id, one.id + random.random_range(1..6000))),
            9 => ("debtors", "true".to_owned()),
            10 => ("archived", pick(random, &["no", "only", "any"]).to_owned()),
            _ => ("service_id", operation.service.unwrap_or(1).to_string()),
        };
        if !value.is_empty() && get(&pairs, name).is_none() {
            add(&mut pairs, name, value);
        }
    }
    if let (Some(low), Some(high)) = (get(&pairs, "balance_min"), get(&pairs, "balance_max"))
        && low.parse::<i64>().unwrap() > high.parse::<i64>().unwrap()
    {
        pairs.retain(|(name, _)| name != "balance_max");
    }
    if get(&pairs, "service_id").is_some() && random.random_bool(0.5) {
        add(&mut pairs, "service_from", (operation.at.date_naive() - chrono::Days::new(30)).to_string());
    }
    let sort = pick(random, &SORTS);
    if !sort.is_empty() {
        add(&mut pairs, "sort", sort);
    }
    pairs
}

fn operations_query(random: &mut StdRng, model: &Model) -> Pairs {
    let mut pairs = Pairs::new();
    let one = &model.operations[random.random_range(0..model.operations.len())];
    for _ in 0..random.random_range(0..4) {
        let (name, value) = match random.random_range(0..10) {
            0 => ("q", piece(random, &one.description).unwrap_or_default()),
            1 => ("client_id", one.client.to_string()),
            2 => ("kind", one.kind.clone()),
            3 => ("service_id", one.service.map(|id| id.to_string()).unwrap_or_default()),
            4 => ("from", one.at.to_rfc3339()),
            5 => ("to", (one.at + chrono::TimeDelta::days(random.random_range(1..400))).to_rfc3339()),
            6 => ("amount_min", (one.amount.unwrap_or(0) / 100).to_string()),
            7 => ("amount_max", (one.amount.unwrap_or(0) / 100 + random.random_range(0..100)).to_string()),
            8 => ("sign", pick(random, &["credit", "debit", "none"]).to_owned()),
            _ => ("id", format!("{}..{}", one.id, one.id + random.random_range(1..20_000))),
        };
        if !value.is_empty() && get(&pairs, name).is_none() {
            add(&mut pairs, name, value);
        }
    }
    pairs
}

#[test]
fn lists_of_thousands_agree_with_the_model_whichever_way_the_server_goes() {
    let mut random = seeded();
    run(|env| async move {
        let demo = saldo(
            &["demo", "--clients", CLIENTS, "--operations", OPERATIONS],
            &[("DATABASE_URL", &env.database.url)],
        );
        assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
        let model = Model::read(&env).await;
        let mut found = 0;
        for _ in 0..50 {
            let pairs = clients_query(&mut random, &model);
            let expected = clients::expected(&model, &pairs);
            found += usize::from(!expected.is_empty());
            let limit = random.random_range(1..=200);
            check(&env, "/api/v1/clients", &pairs, limit, &expected).await;
        }
        for _ in 0..50 {
            let pairs = operations_query(&mut random, &model);
            let fits = model.operations.iter().filter(|operation| operations::fits(operation, &pairs));
            let expected: Vec<i64> = fits.map(|operation| operation.id).collect();
            found += usize::from(!expected.is_empty());
            let limit = random.random_range(1..=200);
            check(&env, "/api/v1/operations", &pairs, limit, &expected).await;
        }
        assert!(found > 50, "too few queries found anything: {found}");
        env
    });
}
