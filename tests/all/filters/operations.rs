//! The log of operations against the model.

use rand::RngExt;
use rand::rngs::StdRng;

use super::data::{self, pick};
use super::model::{Model, Operation, kopecks, moment, named};
use super::pages::{Pairs, add, exported, get, page, size, walk};
use super::seeded;
use crate::harness::{Env, run};

const PATH: &str = "/api/v1/operations";

fn query(random: &mut StdRng, model: &Model) -> Pairs {
    let mut pairs = Pairs::new();
    let mut maybe = |random: &mut StdRng, odds: f64, name: &str, value: &dyn Fn(&mut StdRng) -> String| {
        if random.random_bool(odds) {
            let value = value(random);
            add(&mut pairs, name, value);
        }
    };
    let one = |random: &mut StdRng| model.operations[random.random_range(0..model.operations.len())].clone();
    maybe(random, 0.1, "id", &|random| {
        format!("{},{}..{}", one(random).id, random.random_range(1..100), random.random_range(100..500))
    });
    maybe(random, 0.25, "client_id", &|random| one(random).client.to_string());
    maybe(random, 0.25, "kind", &|random| {
        pick(random, &["TOP_UP", "USAGE,RECURRING_FEE", "NOTE", "ADJUSTMENT", "TOP_UP,NOTE"]).into()
    });
    maybe(random, 0.2, "service_id", &|random| one(random).service.unwrap_or(1).to_string());
    maybe(random, 0.25, "q", &|random| {
        pick(
            random,
            &[
                "оплата",
                "плата",
                "трафик",
                "50%",
                "елка",
                "a_b",
                "c\\d",
                "ab",
                "о",
                "тр",
                "ёл",
                "_",
                "звонки ",
            ],
        )
        .into()
    });
    maybe(random, 0.3, "from", &|random| {
        if random.random_bool(0.5) {
            data::moment(random)
        } else {
            format!("2024-01-{:02}", random.random_range(1..=20))
        }
    });
    maybe(random, 0.3, "to", &|random| format!("2024-02-{:02}", random.random_range(1..=10)));
    maybe(random, 0.2, "amount_min", &|random| format!("{}.50", random.random_range(-100..50)));
    maybe(random, 0.2, "amount_max", &|random| format!("{}", random.random_range(50..200)));
    maybe(random, 0.2, "sign", &|random| pick(random, &["credit", "debit", "none"]).into());
    // An interval that runs back is refused.
    if let (Some(from), Some(to)) = (get(&pairs, "from"), get(&pairs, "to"))
        && moment(from) >= moment(to)
    {
        pairs.retain(|(name, _)| name != "to");
    }
    pairs
}

pub fn fits(operation: &Operation, pairs: &Pairs) -> bool {
    let amount = operation.amount;
    let number = |name| get(pairs, name).map(|text| text.parse::<i64>().unwrap());
    let text = |typed: &str| {
        let key = domain::search_key(typed);
        if key.chars().count() < 3 {
            operation.description.starts_with(&key)
        } else {
            operation.description.contains(&key)
        }
    };
    get(pairs, "id").is_none_or(|ids| named(ids, operation.id))
        && number("client_id").is_none_or(|client| operation.client == client)
        && get(pairs, "kind").is_none_or(|kinds| kinds.split(',').any(|kind| kind == operation.kind))
        && number("service_id").is_none_or(|service| operation.service == Some(service))
        && get(pairs, "q").is_none_or(text)
        && get(pairs, "from").is_none_or(|from| operation.at >= moment(from))
        && get(pairs, "to").is_none_or(|to| operation.at < moment(to))
        && get(pairs, "amount_min").is_none_or(|least| amount.is_some_and(|amount| amount >= kopecks(least)))
        && get(pairs, "amount_max").is_none_or(|most| amount.is_some_and(|amount| amount <= kopecks(most)))
        && get(pairs, "sign").is_none_or(|sign| match sign {
            "credit" => amount > Some(0),
            "debit" => amount.is_some_and(|amount| amount < 0),
            _ => amount.is_none(),
        })
}

async fn check(env: &Env, model: &Model, random: &mut StdRng, pairs: &Pairs) -> usize {
    let found: Vec<&Operation> = model.operations.iter().filter(|operation| fits(operation, pairs)).collect();
    let expected: Vec<i64> = found.iter().map(|operation| operation.id).collect();
    let limit = size(random, expected.len());
    assert_eq!(walk(&env.api, PATH, pairs, limit).await, expected, "{pairs:?} by {limit}");
    assert_eq!(exported(&env.api, PATH, pairs).await, expected, "{pairs:?} exported");

    let mut summed = pairs.clone();
    add(&mut summed, "totals", "true");
    add(&mut summed, "count", "true");
    let page = page(&env.api, PATH, &summed, 1, None).await;
    let amounts = || found.iter().filter_map(|operation| operation.amount);
    let (credits, debits): (i64, i64) =
        (amounts().filter(|sum| *sum > 0).sum(), amounts().filter(|sum| *sum < 0).sum());
    let totals = ["credits", "debits", "net"].map(|name| kopecks(page["totals"][name].as_str().unwrap()));
    assert_eq!(totals, [credits, debits, credits + debits], "{pairs:?}");
    assert_eq!(page["totals"]["operations"].as_u64(), Some(expected.len() as u64), "{pairs:?}");
    assert_eq!(page["count"]["value"].as_u64(), Some(expected.len() as u64), "{pairs:?}");
    expected.len()
}

#[test]
fn random_combinations_of_all_filters_of_operations_agree_with_a_model_on_every_page() {
    let mut random = seeded();
    run(|env| async move {
        data::fill(&env, &mut random).await;
        let model = Model::read(&env).await;
        assert!(model.operations.len() > 300);
        let mut found = 0;
        for round in 0..120 {
            let pairs = if round == 0 { Pairs::new() } else { query(&mut random, &model) };
            found += usize::from(check(&env, &model, &mut random, &pairs).await > 0);
        }
        assert!(found > 40, "too few queries found anything: {found}");
        env
    });
}

#[test]
fn every_filter_of_operations_alone_agrees_with_the_model() {
    let mut random = seeded();
    run(|env| async move {
        data::fill(&env, &mut random).await;
        let model = Model::read(&env).await;
        let mut seen = std::collections::BTreeMap::<String, usize>::new();
        for _ in 0..60 {
            for (name, value) in query(&mut random, &model) {
                let tried = seen.entry(name.clone()).or_default();
                if *tried < 5 {
                    *tried += 1;
                    check(&env, &model, &mut random, &vec![(name, value)]).await;
                }
            }
        }
        assert_eq!(seen.len(), 10, "{seen:?}");
        env
    });
}
