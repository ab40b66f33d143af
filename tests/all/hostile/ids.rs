//! Numbers that are no ids, limits that are no limits, cursors that nobody gave out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{address, read, run};

const NOT_IDS: [&str; 12] = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999",
    "1.0",
    "1e3",
    "abc",
    "%00",
    "%27",
    "%D0%B0",
    "1%2F2",
];

#[test]
fn what_is_no_id_is_a_404_on_every_path() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        for (path, item) in
            document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.contains("{id}"))
        {
            for method in item
                .as_object()
                .unwrap()
                .keys()
                .filter(|method| ["get", "post", "put", "patch", "delete"].contains(&method.as_str()))
            {
                for id in NOT_IDS {
                    let method: Method = method.to_uppercase().parse().unwrap();
                    let request = env
                        .api
                        .request(method.clone(), &path.replace("{id}", id))
                        .header("idempotency-key", "k")
                        .json(&json!({}));
                    let reply = read(request).await;
                    assert!(matches!(reply.status, 404 | 405 | 422), "{method} {path} {id}: {reply:?}");
                    assert!(!reply.code().is_empty(), "{method} {path} {id}: {reply:?}");
                    assert!(reply.status == 404 || method != Method::GET, "{method} {path} {id}: {reply:?}");
                }
            }
        }
        env
    });
}

#[test]
fn hostile_numbers_in_bodies_are_refused() {
    run(|env| async move {
        for id in [
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "1e3",
            "1.5",
            "\"1\"",
            "null",
            "-9223372036854775809",
        ] {
            let body =
                format!(r#"{{"client_id":{id},"kind":"TOP_UP","amount":"1.00","description":"проверка"}}"#);
            let reply = env.api.command_text("/api/v1/operations", &body).await;
            assert_eq!(reply.status, 422, "{id}: {reply:?}");
            let batch = format!(r#"{{"operations":[{body}]}}"#);
            let reply = env.api.command_text("/api/v1/operations/batch", &batch).await;
            let refused = reply.status == 422 || reply.body["results"][0]["status"] == 422;
            assert!(refused, "{id}: {reply:?}");
        }
        env
    });
}

#[test]
fn limits_and_ranges_out_of_range_are_named() {
    run(|env| async move {
        for path in [
            "/api/v1/clients",
            "/api/v1/services",
            "/api/v1/operations",
            "/api/v1/users",
            "/api/v1/api-keys",
            "/api/v1/bank-deliveries",
        ] {
            for limit in
                ["0", "-1", "201", "65535", "65536", "99999999999999999999", "1.5", "1e2", "x", "%31%00"]
            {
                let reply = env.api.get(&format!("{path}?limit={limit}")).await;
                assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{path} {limit}: {reply:?}");
                assert!(reply.faults()[0].starts_with("limit:"), "{reply:?}");
            }
            for limit in ["1", "200", ""] {
                assert_eq!(env.api.get(&format!("{path}?limit={limit}")).await.status, 200, "{path} {limit}");
            }
        }
        for (path, name, value) in [
            ("/api/v1/clients", "balance_min", "1e400"),
            ("/api/v1/clients", "balance_min", "NaN"),
            ("/api/v1/clients", "balance_max", "9999999999999999"),
            ("/api/v1/clients", "credit_due_from", "infinity"),
            ("/api/v1/clients", "credit_due_from", "0000-00-00"),
            ("/api/v1/clients", "credit_expiring_days", "3661"),
            ("/api/v1/clients", "credit_expiring_days", "-1"),
            ("/api/v1/clients", "id", "1..2..3"),
            ("/api/v1/clients", "id", "9223372036854775808..1"),
            ("/api/v1/clients", "service_from", "294277-01-01"),
            ("/api/v1/services", "param", "price:99999999999999999999999999999999..1"),
            ("/api/v1/operations", "client_id", "9223372036854775808"),
            ("/api/v1/operations", "to", "+99999-01-01T00:00:00Z"),
        ] {
            let reply = env.api.get(&address(path, &[(name, value)])).await;
            assert_eq!(
                (reply.status, reply.code()),
                (400, "invalid_query"),
                "{path} {name}={value}: {reply:?}"
            );
        }
        for (path, name, value) in [
            ("/api/v1/clients", "id", "99999999999999999999..".to_owned()),
            ("/api/v1/clients", "id", "0..9223372036854775807".to_owned()),
            ("/api/v1/operations", "id", (1..100).map(|id| id.to_string()).collect::<Vec<_>>().join(",")),
            ("/api/v1/clients", "credit_due_from", "-262143-01-01".to_owned()),
            ("/api/v1/clients", "credit_due_to", "+262142-12-31".to_owned()),
            (
                "/api/v1/services",
                "param",
                "price:-79228162514264337593543950335..79228162514264337593543950335".to_owned(),
            ),
            ("/api/v1/operations", "order_id", "-9223372036854775808".to_owned()),
        ] {
            let reply = env.api.get(&address(path, &[(name, &value)])).await;
            assert!(matches!(reply.status, 200 | 400), "{path} {name}={value}: {reply:?}");
        }
        env
    });
}

#[test]
fn a_cursor_that_was_tampered_with_is_refused_or_harmless() {
    run(|env| async move {
        for name in ["Раз", "Два", "Три"] {
            let client = env.client(name).await;
            env.api.deposit(client, "1.00").await;
        }
        for (path, sorts) in [
            ("/api/v1/clients", vec!["id", "name", "-balance", "credit_limit", "-credit_due_date"]),
            ("/api/v1/operations", vec![]),
        ] {
            let sorts = if sorts.is_empty() { vec![""] } else { sorts };
            for sort in sorts {
                let ask = async |cursor: &str| {
                    let mut pairs = vec![("limit", "1"), ("cursor", cursor)];
                    pairs.extend((!sort.is_empty()).then_some(("sort", sort)));
                    env.api.get(&address(path, &pairs)).await
                };
                let good = ask("").await.body["next_cursor"].as_str().unwrap().to_owned();
                assert_eq!(ask(&good).await.status, 200);
                let token: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&good).unwrap_or_default())
                    .unwrap_or_default();
                let mut forged = vec![
                    format!("{good}A"),
                    good[1..].to_owned(),
                    good.to_uppercase(),
                    "'; --".into(),
                    "null".into(),
                    "A".repeat(10_000),
                ];
                for (field, values) in [
                    (
                        "k",
                        vec![
                            json!("NaN"),
                            json!("1e400"),
                            json!("'"),
                            json!("a\u{0}"),
                            json!(1),
                            Value::Null,
                            json!("infinity"),
                            json!("x".repeat(4000)),
                        ],
                    ),
                    ("i", vec![json!(-1), json!(i64::MAX), json!(i64::MIN), json!("1"), json!(1.5)]),
                    ("b", vec![json!(true), json!("x")]),
                    ("l", vec![json!("users"), json!("clients:balance")]),
                    ("v", vec![json!(0), json!(255), json!(256)]),
                ] {
                    for value in values {
                        let mut token = token.clone();
                        token[field] = value;
                        forged.push(URL_SAFE_NO_PAD.encode(token.to_string()));
                    }
                }
                for cursor in forged {
                    let reply = ask(&cursor).await;
                    let fine =
                        reply.status == 200 || (reply.status == 400 && reply.code() == "invalid_cursor");
                    assert!(
                        fine,
                        "{path} {sort} {}: {reply:?}",
                        String::from_utf8_lossy(&URL_SAFE_NO_PAD.decode(&cursor).unwrap_or_default())
                    );
                }
            }
        }
        env
    });
}

#[test]
fn a_cursor_of_one_list_or_sort_is_not_taken_by_another() {
    run(|env| async move {
        for name in ["Раз", "Два"] {
            let client = env.client(name).await;
            env.api.deposit(client, "1.00").await;
            env.service(json!({"name": name, "kind": "sms"})).await;
        }
        let lists = [
            "/api/v1/clients?limit=1",
            "/api/v1/clients?limit=1&sort=name",
            "/api/v1/services?limit=1",
            "/api/v1/operations?limit=1",
        ];
        let mut cursors = Vec::new();
        for list in lists {
            cursors.push(env.api.get(list).await.body["next_cursor"].as_str().unwrap().to_owned());
        }
        for (at, list) in lists.iter().enumerate() {
            for (from, cursor) in cursors.iter().enumerate() {
                let reply = env.api.get(&format!("{list}&cursor={cursor}")).await;
                let expected = if at == from { (200, "") } else { (400, "invalid_cursor") };
                assert_eq!(
                    (reply.status, reply.code()),
                    expected,
                    "{list} with the cursor of {}",
                    lists[from]
                );
            }
        }
        env
    });
}
