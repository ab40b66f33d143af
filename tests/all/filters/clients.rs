//! The list of clients against the model.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rand::RngExt;
use rand::rngs::StdRng;

use super::data::{self, pick};
use super::model::{Client, Model, finds, kopecks, moment, named, priced};
use super::pages::{Pairs, add, exported, get, page, size, walk};
use super::seeded;
use crate::harness::{Env, run};

const PATH: &str = "/api/v1/clients";
pub const SORTS: [&str; 11] = [
    "",
    "id",
    "-id",
    "name",
    "-name",
    "balance",
    "-balance",
    "credit_limit",
    "-credit_limit",
    "credit_due_date",
    "-credit_due_date",
];

/// A random combination of filters.
fn query(random: &mut StdRng, model: &Model) -> Pairs {
    let mut pairs = Pairs::new();
    let mut maybe = |random: &mut StdRng, odds: f64, name: &str, value: &dyn Fn(&mut StdRng) -> String| {
        if random.random_bool(odds) {
            let value = value(random);
            add(&mut pairs, name, value);
        }
    };
    let first = model.clients[0].id;
    maybe(random, 0.15, "id", &|random| {
        format!("{},{}..{}", first, first + random.random_range(0..30), first + random.random_range(30..60))
    });
    maybe(random, 0.2, "balance_min", &|random| format!("{}.50", random.random_range(-500..500)));
    maybe(random, 0.2, "balance_max", &|random| format!("{}", random.random_range(500..1500)));
    maybe(random, 0.3, "q", &text);
    maybe(random, 0.2, "kind", &|random| {
        pick(random, &["INDIVIDUAL", "LEGAL_ENTITY,OTHER", "SOLE_PROPRIETOR"]).into()
    });
    maybe(random, 0.15, "city", &|random| pick(random, &["Ялта", "симферополь", "Нигде", "КЕРЧЬ"]).into());
    maybe(random, 0.1, "debtors", &|random| random.random_bool(0.7).to_string());
    maybe(random, 0.15, "credit_limit_min", &|random| (random.random_range(0..4) * 100).to_string());
    maybe(random, 0.15, "credit_limit_max", &|random| (random.random_range(4..7) * 100).to_string());
    maybe(random, 0.15, "credit_due_from", &|random| format!("2026-{:02}-01", random.random_range(1..=12)));
    maybe(random, 0.15, "credit_due_to", &|random| format!("2028-{:02}-01", random.random_range(1..=12)));
    maybe(random, 0.1, "credit_expiring_days", &|random| random.random_range(0..900).to_string());
    maybe(random, 0.3, "archived", &|random| pick(random, &["no", "only", "any"]).into());
    maybe(random, 0.25, "service_from", &|random| format!("2024-01-{:02}", random.random_range(1..=20)));
    maybe(random, 0.25, "service_to", &|random| format!("2024-02-{:02}", random.random_range(1..=10)));
    maybe(random, 0.1, "service_id", &|random| format!("1..{}", random.random_range(2..12)));
    maybe(random, 0.15, "service_kind", &|random| pick(random, &["calls", "sms,internet"]).into());
    maybe(random, 0.1, "service_q", &|random| pick(random, &["услуга 1", "елка", "50%", "c\\d"]).into());
    maybe(random, 0.1, "service_param", &|random| {
        pick(random, &["price:100..600", "price:..300", "plan~unlim", "plan~5%"]).into()
    });
    maybe(random, 0.05, "service_param", &|random| pick(random, &["plan:0..", "price~базовый"]).into());
    let sort = pick(random, &SORTS);
    if !sort.is_empty() {
        add(&mut pairs, "sort", sort);
    }
    pairs
}

fn text(random: &mut StdRng) -> String {
    let typed = [
        "иванов",
        "ванов",
        "ИВАН",
        "елкин",
        "ёл",
        "и",
        "ан",
        "о'нил",
        "аб_",
        "_",
        "100%",
        "%",
        "петров фекла",
        "петров  фёкла",
        "mail",
        "@nick_1",
        "example.ru",
        "box2",
        "ялта",
        "д. 5",
        "978",
        "8978",
        "8 (978) 00",
        "97800",
        "+7978",
        "@",
        "нет такого",
    ];
    pick(random, &typed).into()
}

fn fits(client: &Client, pairs: &Pairs, model: &Model) -> bool {
    let money = |name| get(pairs, name).map(kopecks);
    let day = |name| get(pairs, name).map(|text| text.parse::<NaiveDate>().unwrap());
    let archived = get(pairs, "archived").unwrap_or("no");
    let credit_days = day("credit_due_from").is_some() || day("credit_due_to").is_some();
    (archived == "any" || client.archived == (archived == "only"))
        && get(pairs, "id").is_none_or(|ids| named(ids, client.id))
        && money("balance_min").is_none_or(|least| client.balance >= least)
        && money("balance_max").is_none_or(|most| client.balance <= most)
        && get(pairs, "q").is_none_or(|typed| finds(&client.texts, typed))
        && get(pairs, "kind").is_none_or(|kinds| kinds.split(',').any(|kind| kind == client.kind))
        && get(pairs, "city").is_none_or(|city| client.city == Some(domain::search_key(city)))
        && (get(pairs, "debtors") != Some("true") || client.balance < 0)
        && money("credit_limit_min").is_none_or(|least| client.credit_limit >= least)
        && money("credit_limit_max").is_none_or(|most| client.credit_limit <= most)
        && (!credit_days || client.due.is_some())
        && day("credit_due_from").is_none_or(|from| client.due >= Some(from))
        && day("credit_due_to").is_none_or(|to| client.due <= Some(to))
        && get(pairs, "credit_expiring_days").is_none_or(|days| expires(client, days.parse().unwrap()))
        && served(client, pairs, model)
}

/// Whether the credit ends today, business time, or within so many days.
fn expires(client: &Client, days: u64) -> bool {
    let now = chrono::DateTime::<chrono::Utc>::from(
        std::time::UNIX_EPOCH + std::time::UNIX_EPOCH.elapsed().unwrap(),
    );
    let today = (now + chrono::TimeDelta::hours(3)).date_naive();
    client.due.is_some_and(|due| (today..=today + chrono::Days::new(days)).contains(&due))
}

/// "Services in an interval": one operation fits the interval and its service the whole service filter.
fn served(client: &Client, pairs: &Pairs, model: &Model) -> bool {
    if !pairs.iter().any(|(name, _)| name.starts_with("service_")) {
        return true;
    }
    model.operations.iter().filter(|operation| operation.client == client.id).any(|operation| {
        let Some(id) = operation.service else { return false };
        let service = &model.services[&id];
        get(pairs, "service_from").is_none_or(|from| operation.at >= moment(from))
            && get(pairs, "service_to").is_none_or(|to| operation.at < moment(to))
            && get(pairs, "service_id").is_none_or(|ids| named(ids, id))
            && get(pairs, "service_kind")
                .is_none_or(|kinds| kinds.split(',').any(|kind| kind == service.kind))
            && get(pairs, "service_q").is_none_or(|typed| service.text.contains(&domain::search_key(typed)))
            && pairs
                .iter()
                .filter(|(name, _)| name == "service_param")
                .all(|(_, param)| priced(param, &service.billing))
    })
}

/// The order of the list; a falling order turns the ids too, and clients without a due date come last in both.
fn order(sort: &str, a: &Client, b: &Client) -> Ordering {
    let (key, falling) = sort.strip_prefix('-').map_or((sort, false), |key| (key, true));
    let by_key = match key {
        "name" => a.name.cmp(&b.name),
        "balance" => a.balance.cmp(&b.balance),
        "credit_limit" => a.credit_limit.cmp(&b.credit_limit),
        "credit_due_date" => match (a.due, b.due) {
            (Some(a), Some(b)) => a.cmp(&b),
            (None, Some(_)) => return Ordering::Greater,
            (Some(_), None) => return Ordering::Less,
            (None, None) => Ordering::Equal,
        },
        _ => Ordering::Equal,
    };
    let whole = by_key.then(a.id.cmp(&b.id));
    if falling { whole.reverse() } else { whole }
}

pub fn expected(model: &Model, pairs: &Pairs) -> Vec<i64> {
    let sort = get(pairs, "sort").unwrap_or_default();
    let mut found: Vec<&Client> = model.clients.iter().filter(|client| fits(client, pairs, model)).collect();
    found.sort_by(|a, b| order(sort, a, b));
    found.iter().map(|client| client.id).collect()
}

async fn check(env: &Env, model: &Model, pairs: &Pairs, limit: usize) -> usize {
    let expected = expected(model, pairs);
    assert_eq!(walk(&env.api, PATH, pairs, limit).await, expected, "{pairs:?} by {limit}");
    assert_eq!(exported(&env.api, PATH, pairs).await, expected, "{pairs:?} exported");
    let mut counted = pairs.clone();
    add(&mut counted, "count", "true");
    let count = page(&env.api, PATH, &counted, 1, None).await["count"]["value"].as_u64();
    assert_eq!(count, Some(expected.len() as u64), "{pairs:?}");
    expected.len()
}

#[test]
fn random_combinations_of_all_filters_of_clients_agree_with_a_model_on_every_page() {
    let mut random = seeded();
    run(|env| async move {
        data::fill(&env, &mut random).await;
        let model = Model::read(&env).await;
        let (mut found, mut several) = (0, 0);
        for round in 0..160 {
            let pairs = match SORTS.get(round) {
                Some(sort) => {
                    vec![("sort".to_owned(), (*sort).to_owned()), ("archived".into(), "any".into())]
                }
                None => query(&mut random, &model),
            };
            let limit = size(&mut random, expected(&model, &pairs).len());
            let rows = check(&env, &model, &pairs, limit).await;
            found += usize::from(rows > 0);
            several += usize::from(rows > limit);
        }
        assert!(found > 50 && several > 20, "too few queries found anything: {found} {several}");
        env
    });
}

#[test]
fn every_filter_of_clients_alone_agrees_with_the_model() {
    let mut random = seeded();
    run(|env| async move {
        data::fill(&env, &mut random).await;
        let model = Model::read(&env).await;
        let mut seen = std::collections::BTreeMap::<String, usize>::new();
        for _ in 0..60 {
            for (name, value) in query(&mut random, &model) {
                let tried = seen.entry(name.clone()).or_default();
                if *tried < 4 && name != "sort" {
                    *tried += 1;
                    check(&env, &model, &vec![(name, value)], 50).await;
                }
            }
        }
        assert_eq!(seen.len(), 20, "{seen:?}");
        env
    });
}
