//! The list of operations: each filter, the totals of the filtered set, the page of one client.

use serde_json::{Value, json};

use crate::harness::{Env, Past, address, run};

const OPERATIONS: &str = "/api/v1/operations";

/// Descriptions of the listed operations.
async fn listed(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address(OPERATIONS, pairs)).await;
    assert_eq!(reply.status, 200, "{pairs:?}: {reply:?}");
    let text = |item: &Value| item["description"].as_str().unwrap_or("-").to_owned();
    reply.body["items"].as_array().unwrap().iter().map(text).collect()
}

/// Two clients and a service with operations from the last day of March to the first of May, business time.
async fn history(env: &Env) -> (i64, i64, i64) {
    let (ivanov, petrov) = (env.client("Иванов").await, env.client("Петров").await);
    let service = env.service(json!({"name": "Интернет", "kind": "internet"})).await;
    let of = |at, kopecks, text| Past { description: Some(text), ..Past::of(at, kopecks) };
    let charge = |at, kopecks, text| Past { service: Some(service), ..of(at, kopecks, text) };
    let april = [
        of("2024-03-31T20:59:59.999999Z", 10_000, "март"),
        of("2024-03-31T21:00:00Z", 20_000, "Апрель Ёлка"),
        charge("2024-04-15T12:00:00Z", -5_050, "интернет 100%"),
        Past { kind: "NOTE", kopecks: None, ..of("2024-04-20T12:00:00Z", 0, "звонил a_b") },
        of("2024-04-30T21:00:00Z", 1, "май"),
    ];
    env.past(ivanov, &april).await;
    let other = [
        Past { kind: "ADJUSTMENT", ..of("2024-04-10T10:00:00Z", 30_000, "пересчёт") },
        charge("2024-04-15T12:00:00Z", -15_000, "интернет a\\b"),
    ];
    env.past(petrov, &other).await;
    (ivanov, petrov, service)
}

#[test]
fn each_filter_narrows_the_log() {
    run(|env| async move {
        let (ivanov, petrov, service) = history(&env).await;
        let all = ["май", "звонил a_b", "интернет a\\b", "интернет 100%", "пересчёт", "Апрель Ёлка", "март"];
        assert_eq!(listed(&env, &[]).await, all);
        let first = env.api.get(&address(OPERATIONS, &[("q", "март")])).await.body["items"][0]["id"]
            .as_i64()
            .unwrap();
        let ids = format!("{},{}..{}", first, first + 2, first + 3);
        let (ivanov, petrov, service) = (ivanov.to_string(), petrov.to_string(), service.to_string());
        for (pairs, expected) in [
            (vec![("id", ids.as_str())], vec!["звонил a_b", "интернет 100%", "март"]),
            (vec![("client_id", ivanov.as_str()), ("sign", "debit")], vec!["интернет 100%"]),
            (vec![("client_id", petrov.as_str())], vec!["интернет a\\b", "пересчёт"]),
            (vec![("kind", "NOTE,ADJUSTMENT")], vec!["звонил a_b", "пересчёт"]),
            (vec![("service_id", service.as_str())], vec!["интернет a\\b", "интернет 100%"]),
            (vec![("order_id", "5")], vec![]),
            (vec![("q", "ЕЛКА")], vec!["Апрель Ёлка"]),
            (vec![("q", "нтерн")], vec!["интернет a\\b", "интернет 100%"]),
            (vec![("q", "100%")], vec!["интернет 100%"]),
            (vec![("q", "a_b")], vec!["звонил a_b"]),
            (vec![("q", "a\\b")], vec!["интернет a\\b"]),
            (vec![("q", "ма")], vec!["май", "март"]),
            (vec![("sign", "none")], vec!["звонил a_b"]),
            (vec![("sign", "credit"), ("amount_max", "100")], vec!["май", "март"]),
            (
                vec![("amount_min", "-150.00"), ("amount_max", "-50.50")],
                vec!["интернет a\\b", "интернет 100%"],
            ),
            (vec![("amount_min", "300")], vec!["пересчёт"]),
        ] {
            assert_eq!(listed(&env, &pairs).await, expected, "{pairs:?}");
        }
        env
    });
}

#[test]
fn days_are_days_of_the_business_zone_and_the_end_is_outside() {
    run(|env| async move {
        history(&env).await;
        for (pairs, expected) in [
            (
                vec![("from", "2024-04-01"), ("to", "2024-05-01")],
                vec!["звонил a_b", "интернет a\\b", "интернет 100%", "пересчёт", "Апрель Ёлка"],
            ),
            (vec![("to", "2024-04-01")], vec!["март"]),
            (vec![("from", "2024-05-01")], vec!["май"]),
            (vec![("from", "2024-03-31T21:00:00Z"), ("to", "2024-03-31T21:00:01Z")], vec!["Апрель Ёлка"]),
            (vec![("from", "2024-04-01T00:00:00+03:00"), ("to", "2024-04-02")], vec!["Апрель Ёлка"]),
            (vec![("from", "2024-04-15T12:00:00.000001Z"), ("to", "2024-04-20T12:00:00Z")], vec![]),
        ] {
            assert_eq!(listed(&env, &pairs).await, expected, "{pairs:?}");
        }
        for pairs in [
            vec![("from", "2024-05-01"), ("to", "2024-05-01")],
            vec![("from", "2024-05-02"), ("to", "2024-05-01")],
            vec![("from", "вчера")],
            vec![("from", "2024-02-30")],
            vec![("to", "0000-01-01")],
            vec![("to", "infinity")],
            vec![("to", "294277-01-01")],
            vec![("from", "2024-04-01T00:00:00")],
        ] {
            let reply = env.api.get(&address(OPERATIONS, &pairs)).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{pairs:?}: {reply:?}");
        }
        env
    });
}

#[test]
fn totals_and_count_are_of_the_whole_filtered_set_and_only_on_request() {
    run(|env| async move {
        let (ivanov, ..) = history(&env).await;
        let plain = env.api.get(OPERATIONS).await.body;
        assert!(plain.get("totals").is_none() && plain.get("count").is_none(), "{plain}");
        let ivanov = ivanov.to_string();
        for (filter, totals) in [
            (vec![], json!({"credits": "600.01", "debits": "-200.50", "net": "399.51", "operations": 7})),
            (
                vec![("client_id", ivanov.as_str())],
                json!({"credits": "300.01", "debits": "-50.50", "net": "249.51", "operations": 5}),
            ),
            (
                vec![("sign", "debit")],
                json!({"credits": "0.00", "debits": "-200.50", "net": "-200.50", "operations": 2}),
            ),
            (
                vec![("kind", "NOTE")],
                json!({"credits": "0.00", "debits": "0.00", "net": "0.00", "operations": 1}),
            ),
            (
                vec![("q", "нет такого")],
                json!({"credits": "0.00", "debits": "0.00", "net": "0.00", "operations": 0}),
            ),
        ] {
            let count = totals["operations"].clone();
            let pairs = [filter, vec![("totals", "true"), ("count", "true"), ("limit", "1")]].concat();
            let page = env.api.get(&address(OPERATIONS, &pairs)).await.body;
            assert_eq!((&page["totals"], &page["count"]["value"]), (&totals, &count), "{pairs:?}");
            assert!(page["items"].as_array().unwrap().len() <= 1);
        }
        env
    });
}

#[test]
fn the_page_of_a_client_lists_that_client_only_with_the_same_filters() {
    run(|env| async move {
        let (ivanov, petrov, service) = history(&env).await;
        let path = format!("/api/v1/clients/{ivanov}/operations");
        let page = env.api.get(&path).await.body;
        let seqs: Vec<_> =
            page["items"].as_array().unwrap().iter().map(|item| item["seq"].as_i64().unwrap()).collect();
        assert_eq!(seqs, [5, 4, 3, 2, 1]);
        assert_eq!(
            (&page["items"][0]["client_name"], &page["items"][0]["client_id"]),
            (&json!("Иванов"), &json!(ivanov))
        );
        let service = service.to_string();
        for (pairs, expected) in [
            (vec![("service_id", service.as_str())], 1),
            (vec![("kind", "TOP_UP")], 3),
            (vec![("from", "2024-04-01"), ("to", "2024-05-01")], 3),
            (vec![("sign", "none")], 1),
            (vec![("q", "интернет")], 1),
            (vec![("amount_min", "0.02")], 2),
        ] {
            let page = env.api.get(&address(&path, &pairs)).await.body;
            assert_eq!(page["items"].as_array().unwrap().len(), expected, "{pairs:?}: {page}");
        }
        let other = env.api.get(&address(&path, &[("client_id", &petrov.to_string())])).await;
        let foreign = other.body["items"]
            .as_array()
            .is_some_and(|items| items.iter().any(|item| item["client_id"] != ivanov));
        assert!(!foreign, "{other:?}");
        assert_eq!(env.api.get("/api/v1/clients/999999/operations").await.status, 404);
        env
    });
}

#[test]
fn filters_that_make_no_sense_are_named() {
    run(|env| async move {
        for (name, value) in [
            ("amount_min", "abc"),
            ("amount_min", "0.005"),
            ("amount_max", "1e5"),
            ("amount_max", "１２"),
            ("kind", "DEPOSIT"),
            ("sign", "plus"),
            ("client_id", "x"),
            ("client_id", "99999999999999999999"),
            ("service_id", "1.5"),
            ("limit", "0"),
            ("limit", "201"),
            ("limit", "-1"),
            ("limit", "70000"),
            ("count", "да"),
            ("id", "5..1"),
            ("cursor", "abc"),
        ] {
            let reply = env.api.get(&address(OPERATIONS, &[(name, value)])).await;
            let code = if name == "cursor" { "invalid_cursor" } else { "invalid_query" };
            assert_eq!((reply.status, reply.code()), (400, code), "{name}={value}: {reply:?}");
            assert!(name == "cursor" || reply.text.contains(name), "{name} is not named: {reply:?}");
        }
        let reply = env.api.get(&address(OPERATIONS, &[("amount_min", "5"), ("amount_max", "1")])).await;
        assert_eq!(reply.faults(), ["amount_min:min_above_max"]);
        env
    });
}
