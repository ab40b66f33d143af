//! One key over every pair of commands: the second is refused at once, and nobody else notices.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, read, run};

/// A request that takes a key.
pub struct Keyed {
    pub method: Method,
    pub path: String,
    pub body: Value,
}

impl Keyed {
    fn new(method: Method, path: impl Into<String>, body: Value) -> Self {
        Self { method, path: path.into(), body }
    }

    pub async fn send(&self, api: &Api, key: &str) -> Reply {
        let request = api.request(self.method.clone(), &self.path).header("idempotency-key", key);
        read(if self.body.is_null() { request } else { request.json(&self.body) }).await
    }
}

async fn id(api: &Api, path: &str, body: Value) -> i64 {
    let reply = api.command(path, &crate::harness::key(), &body).await;
    assert!(matches!(reply.status, 200 | 201), "{path}: {reply:?}");
    reply.body["id"].as_i64().unwrap()
}

/// One request for every operation of the document that takes a key, each with a record of its own.
pub async fn every_keyed_request(env: &Env) -> Vec<Keyed> {
    let api = &env.api;
    let client = env.rich("Плательщик", "10000.00").await;
    let spare = async |name: &str| env.client(name).await;
    let (edited, deleted, archived) = (spare("Правка").await, spare("Лишний").await, spare("Архив").await);
    let service = async |name: &str| {
        id(api, "/api/v1/services", json!({"name": name, "kind": "internet", "billing_kind": "MONTHLY"}))
            .await
    };
    let services = [service("А").await, service("Б").await, service("В").await];
    let products = [
        env.product("Кабель", "10.00", "100").await,
        env.product("Б", "1.00", "0").await,
        env.product("В", "1.00", "0").await,
    ];
    let order = async || {
        let lines = json!([{"product_id": products[0], "quantity": "1"}]);
        id(api, "/api/v1/orders", json!({"client_id": client, "lines": lines})).await
    };
    let orders = [
        order().await,
        order().await,
        order().await,
        order().await,
        order().await,
        order().await,
        order().await,
        order().await,
    ];
    let pay = json!({"payments": [{"method": "CASH", "amount": "10.00"}]});
    for paid in [orders[1], orders[2]] {
        let reply = api.command(&format!("/api/v1/orders/{paid}/pay"), &crate::harness::key(), &pay).await;
        assert_eq!(reply.status, 200, "{reply:?}");
    }
    let reply = api
        .command(&format!("/api/v1/orders/{}/cancel", orders[3]), &crate::harness::key(), &json!({}))
        .await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let operation = api.deposit(client, "1.00").await["id"].as_i64().unwrap();
    let manual = json!({"amount": "10.00", "provider": "manual"});
    let payments = [
        id(api, &format!("/api/v1/orders/{}/payments", orders[4]), manual.clone()).await,
        id(api, &format!("/api/v1/orders/{}/payments", orders[5]), manual.clone()).await,
    ];
    let view = json!({"list": "clients", "name": "Должники", "query": "bal=..0"});
    let views = [
        id(api, "/api/v1/views", view.clone()).await,
        id(api, "/api/v1/views", json!({"list": "clients", "name": "Ещё", "query": ""})).await,
    ];
    let unmatched = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 7, "payer_inn": "5009051111", "document_number": "1",
                           "document_date": "2024-04-27T21:00:00Z"});
    api.post("/api/webhook/bank/", &unmatched).await;
    let delivery = api.get("/api/v1/bank-deliveries").await.body["items"][0]["id"].as_i64().unwrap();
    let wallet = json!({"amount": "1.00", "description": "ключ"});
    let person = |name: &str| json!({"kind": "INDIVIDUAL", "name": name});
    let versioned = |mut body: Value| {
        body["version"] = json!(1);
        body
    };
    let (post, put, delete) = (Method::POST, Method::PUT, Method::DELETE);
    let nothing = Value::Null;
    let c = |rest: &str| format!("/api/v1/clients/{client}/{rest}");
    let o = |at: usize, rest: &str| format!("/api/v1/orders/{}/{rest}", orders[at]);
    let mut all = vec![
        Keyed::new(post.clone(), c("deposit"), wallet.clone()),
        Keyed::new(post.clone(), c("withdraw"), wallet.clone()),
        Keyed::new(post.clone(), c("spend"), wallet.clone()),
        Keyed::new(
            post.clone(),
            "/api/v1/operations",
            json!({"client_id": client, "kind": "TOP_UP", "amount": "1.00", "description": "взнос"}),
        ),
        Keyed::new(
            post.clone(),
            "/api/v1/operations/batch",
            json!({"operations": [{"client_id": client, "kind": "TOP_UP", "amount": "1.00", "description": "взнос"}]}),
        ),
        Keyed::new(post.clone(), format!("/api/v1/operations/{operation}/reversal"), json!({})),
        Keyed::new(
            post.clone(),
            format!("/api/v1/bank-deliveries/{delivery}/bind"),
            json!({"client_id": client}),
        ),
        Keyed::new(post.clone(), "/api/v1/orders", json!({"client_id": client, "lines": []})),
        Keyed::new(
            put.clone(),
            format!("/api/v1/orders/{}", orders[6]),
            json!({"client_id": client, "comment": "к", "version": 1}),
        ),
        Keyed::new(put.clone(), o(6, "lines"), json!({"lines": [], "version": 2})),
        Keyed::new(post.clone(), o(0, "pay"), pay),
        Keyed::new(post.clone(), o(1, "cancel"), json!({"reason": "передумали"})),
        Keyed::new(
            post.clone(),
            o(2, "returns"),
            json!({"lines": [{"number": 1, "quantity": "1", "restock": true}], "amount": "10.00", "reason": "не подошёл"}),
        ),
        Keyed::new(post.clone(), o(3, "archive"), nothing.clone()),
        Keyed::new(post.clone(), o(3, "unarchive"), nothing.clone()),
        Keyed::new(post.clone(), o(7, "payments"), manual),
        Keyed::new(
            post.clone(),
            format!("/api/v1/payments/{}/confirm", payments[0]),
            json!({"reference": "чек 1"}),
        ),
        Keyed::new(post.clone(), format!("/api/v1/payments/{}/void", payments[1]), nothing.clone()),
        Keyed::new(
            post.clone(),
            "/api/v1/stock-movements",
            json!({"kind": "RECEIPT", "lines": [{"product_id": products[0], "quantity": "1"}]}),
        ),
        Keyed::new(post.clone(), "/api/v1/clients", person("Новый")),
        Keyed::new(put.clone(), format!("/api/v1/clients/{edited}"), versioned(person("Правка 2"))),
        Keyed::new(delete.clone(), format!("/api/v1/clients/{deleted}"), nothing.clone()),
        Keyed::new(post.clone(), format!("/api/v1/clients/{archived}/archive"), nothing.clone()),
        Keyed::new(post.clone(), format!("/api/v1/clients/{archived}/restore"), nothing.clone()),
        Keyed::new(post.clone(), "/api/v1/views", json!({"list": "clients", "name": "Третий", "query": ""})),
        Keyed::new(put.clone(), format!("/api/v1/views/{}", views[0]), versioned(view)),
        Keyed::new(delete.clone(), format!("/api/v1/views/{}", views[1]), nothing.clone()),
        Keyed::new(
            post.clone(),
            "/api/v1/users",
            json!({"login": "olga", "name": "Ольга", "role": "viewer", "password": "correct horse battery 2"}),
        ),
        Keyed::new(post.clone(), "/api/v1/api-keys", json!({"name": "сайт", "scopes": ["clients.read"]})),
    ];
    for (record, ids, body) in [
        ("services", &services, json!({"name": "Услуга", "kind": "internet", "billing_kind": "MONTHLY"})),
        ("products", &products, json!({"name": "Товар", "price": "2.00"})),
    ] {
        let path = |at: usize| format!("/api/v1/{record}/{}", ids[at]);
        let made = json!({"name": "Новое", "kind": "internet", "billing_kind": "MONTHLY", "price": "1.00"});
        let made = Value::Object(
            made.as_object()
                .unwrap()
                .iter()
                .filter(|(key, _)| body.get(key.as_str()).is_some())
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect(),
        );
        all.extend([
            Keyed::new(post.clone(), format!("/api/v1/{record}"), made),
            Keyed::new(put.clone(), path(0), versioned(body)),
            Keyed::new(post.clone(), format!("{}/archive", path(1)), nothing.clone()),
            Keyed::new(post.clone(), format!("{}/restore", path(1)), nothing.clone()),
            Keyed::new(delete.clone(), path(2), nothing.clone()),
        ]);
    }
    all
}

#[test]
fn a_key_of_one_command_is_refused_for_every_other_and_holds_nobody_up() {
    run(|env| async move {
        let all = every_keyed_request(&env).await;
        let neighbour = env.client("Сосед").await;
        for (at, request) in all.iter().enumerate() {
            let reply = request.send(&env.api, &format!("pair {at}")).await;
            assert!(reply.status < 300, "{} {}: {reply:?}", request.method, request.path);
        }
        for (at, first) in all.iter().enumerate() {
            let begun = Instant::now();
            let key = format!("pair {at}");
            let others = all.iter().enumerate().filter(|(other, _)| *other != at);
            let replies =
                futures_util::future::join_all(others.map(|(_, second)| second.send(&env.api, &key))).await;
            for (reply, (_, second)) in
                replies.iter().zip(all.iter().enumerate().filter(|(other, _)| *other != at))
            {
                let what = format!("{} after {}: {reply:?}", second.path, first.path);
                assert_eq!((reply.status, reply.code()), (422, "idempotency_key_reused"), "{what}");
            }
            env.api.deposit(neighbour, "1.00").await;
            assert!(begun.elapsed() < Duration::from_secs(5), "{}: {:?}", first.path, begun.elapsed());
        }
        assert_eq!(env.balance(neighbour).await, format!("{}.00", all.len()));
        env
    });
}

#[test]
fn the_same_key_and_request_gives_the_same_status_and_says_that_it_is_a_repetition() {
    run(|env| async move {
        let all = every_keyed_request(&env).await;
        for (at, request) in all.iter().enumerate() {
            let key = format!("twice {at}");
            let first = request.send(&env.api, &key).await;
            assert!(
                first.status < 300 && first.header("idempotent-replayed").is_none(),
                "{}: {first:?}",
                request.path
            );
            let again = request.send(&env.api, &key).await;
            let what = format!("{} {}: {again:?}", request.method, request.path);
            assert_eq!(
                (again.status, again.header("idempotent-replayed")),
                (first.status, Some("true")),
                "{what}"
            );
            assert_eq!(first.body["id"], again.body["id"], "{what}");
        }
        env
    });
}

/// Every change of the document takes a key, but for those that are no change of a record: signing in and out.
#[test]
fn every_change_of_the_document_takes_a_key() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let mut without = Vec::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let keyed = parameters.iter().any(|one| one["name"] == "Idempotency-Key");
                if matches!(method.as_str(), "post" | "put" | "patch" | "delete") && !keyed {
                    without.push(format!("{method} {path}"));
                }
            }
        }
        let expected = [
            "delete /api/v1/session",
            "delete /api/v1/sessions/{id}",
            "post /api/v1/session",
            "post /api/webhook/bank/",
            "post /api/webhook/yookassa",
        ];
        without.sort();
        assert_eq!(without, expected);
        // The table above has every one of them.
        let all = every_keyed_request(&env).await;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, _) in methods.as_object().unwrap() {
                let operation = format!("{method} {path}");
                let change = matches!(method.as_str(), "post" | "put" | "patch" | "delete");
                if !change || expected.contains(&operation.as_str()) || NOT_SENT.contains(&operation.as_str())
                {
                    continue;
                }
                let shape = |text: &str| {
                    text.split('/')
                        .map(|part| if part.parse::<i64>().is_ok() { "{id}" } else { part })
                        .collect::<Vec<_>>()
                        .join("/")
                };
                let sent = all
                    .iter()
                    .any(|one| one.method.as_str().eq_ignore_ascii_case(method) && shape(&one.path) == *path);
                assert!(sent, "{operation} is not in the table");
            }
        }
        env
    });
}

/// Jobs and failed refunds need a state of their own; a password ends sessions; a key is revoked once.
const NOT_SENT: [&str; 6] = [
    "post /api/v1/jobs/{id}/cancel",
    "post /api/v1/jobs/{id}/retry",
    "post /api/v1/session/password",
    "patch /api/v1/users/{id}",
    "post /api/v1/refunds/{id}/settle",
    "delete /api/v1/api-keys/{id}",
];
