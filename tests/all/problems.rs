//! What every problem has: a type that leads to its entry, a detail that is a sentence, the id of its request; and what every 201 has.

use contract::problem::{PROBLEMS_PAGE, ProblemCode};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Env, Reply, key, read, run};

#[test]
fn every_code_has_its_entry_in_both_languages() {
    run(|env| async move {
        let page = env.api.get(PROBLEMS_PAGE).await;
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{page:?}");
        for code in ProblemCode::ALL {
            let entry = format!("<section id=\"{}\">", code.as_str());
            let at = page.text.find(&entry).unwrap_or_else(|| panic!("{code:?} has no entry"));
            let entry = &page.text[at..at + page.text[at..].find("</section>").unwrap()];
            assert!(entry.contains(code.title()) && entry.contains(code.meaning_ru()), "{entry}");
        }
        env
    });
}

/// What a problem must have, whatever it is about.
fn sound(reply: &Reply, what: &str) {
    if reply.header("content-type") != Some("application/problem+json") {
        assert!(reply.body["error"].is_string(), "{what}: {reply:?}");
        return;
    }
    let code = ProblemCode::parse(reply.code()).unwrap_or_else(|| panic!("{what}: {reply:?}"));
    assert_eq!(reply.body["type"], json!(code.address()), "{what}");
    let id = reply.body["request_id"].as_str().unwrap_or_default();
    assert!(!id.is_empty() && reply.header("x-request-id") == Some(id), "{what}: {reply:?}");
    let detail = reply.body["detail"].as_str().unwrap_or_default();
    assert!(!detail.is_empty() && !detail.trim_end().ends_with(':'), "{what}: {detail:?}");
}

#[test]
fn every_refusal_of_every_endpoint_is_sound() {
    run(|env| async move {
        let document: Value = serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap();
        let mut seen = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys().filter(|name| *name != "parameters") {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let concrete = path.replace("{id}", "999999").replace("{number}", "9").replace("{inn}", "12");
                let send = |path: String| env.api.request(method.clone(), &path);
                let long = "x".repeat(3 * 1024 * 1024);
                let attempts = [
                    send(concrete.clone()),
                    send(concrete.clone()).header("idempotency-key", key()).json(&json!([])),
                    send(concrete.clone()).header("idempotency-key", key()).json(&json!(7)),
                    send(concrete.clone()).header("idempotency-key", key()).json(&json!({"nothing": 1})),
                    send(concrete.clone())
                        .header("content-type", "application/json")
                        .header("idempotency-key", key())
                        .body("{"),
                    send(concrete.clone())
                        .header("content-type", "application/json")
                        .header("idempotency-key", key())
                        .body(""),
                    send(concrete.clone())
                        .header("content-type", "text/plain")
                        .header("idempotency-key", key())
                        .body("x"),
                    send(concrete.clone())
                        .header("content-type", "application/json")
                        .header("idempotency-key", key())
                        .body(long),
                    send(concrete.clone()).header("accept", "image/png"),
                    send(format!("{concrete}?=")),
                    send(format!("{concrete}?limit=x&limit=y&%ff=1")),
                    send(format!("{concrete}/nothing")),
                    send(path.replace("{id}", "x")),
                ];
                for (at, attempt) in attempts.into_iter().enumerate() {
                    let Some(reply) = crate::harness::try_read(attempt).await.ok() else { continue };
                    if reply.status >= 400 {
                        seen += 1;
                        sound(&reply, &format!("{method} {path} attempt {at}"));
                    }
                }
                if path == "/api/v1/session" {
                    return_to_session(&env).await;
                }
            }
        }
        assert!(seen > 300, "{seen}");
        let batch = json!({"operations": [{"client_id": 999_999, "kind": "TOP_UP", "amount": "1"}]});
        let reply = read(
            env.api
                .request(Method::POST, "/api/v1/operations/batch")
                .header("idempotency-key", key())
                .json(&batch),
        )
        .await;
        let problem = &reply.body["results"][0]["problem"];
        assert_eq!(problem["request_id"].as_str(), reply.header("x-request-id"), "{reply:?}");
        env
    });
}

/// The walk signs out too; the session is the administrator's own.
async fn return_to_session(env: &Env) {
    let body = json!({"login": "admin", "password": crate::harness::PASSWORD});
    env.api.post("/api/v1/session", &body).await;
}

#[test]
fn every_201_says_where_it_is() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let rich = json!({"amount": "100.00", "description": "проверка"});
        let spend = json!({"amount": "1.00", "description": "проверка"});
        let product = env.product("Кабель", "1.00", "5").await;
        let top_up =
            json!({"client_id": client, "kind": "TOP_UP", "amount": "1.00", "description": "проверка"});
        let order = env.api.draft(client, &[(product, "1")]).await;
        let operation = env.api.command("/api/v1/operations", &key(), &top_up).await.body["id"].clone();
        for (path, body) in [
            ("/api/v1/clients".to_owned(), json!({"kind": "OTHER", "name": "Новый"})),
            ("/api/v1/services".to_owned(), json!({"name": "Связь", "kind": "calls"})),
            ("/api/v1/products".to_owned(), json!({"name": "Товар", "unit": "шт", "price": "1.00"})),
            (
                "/api/v1/users".to_owned(),
                json!({"login": "anna", "name": "Анна", "role": "cashier", "password": "длинный пароль 17"}),
            ),
            ("/api/v1/api-keys".to_owned(), json!({"name": "Касса", "scopes": ["clients.read"]})),
            (
                "/api/v1/views".to_owned(),
                json!({"list": "clients", "name": "Мои", "query": "", "shared": false}),
            ),
            ("/api/v1/operations".to_owned(), top_up),
            (format!("/api/v1/operations/{operation}/reversal"), json!({})),
            (format!("/api/v1/clients/{client}/deposit"), rich),
            (format!("/api/v1/clients/{client}/withdraw"), spend.clone()),
            (format!("/api/v1/clients/{client}/spend"), spend),
            ("/api/v1/orders".to_owned(), json!({"client_id": client})),
            (format!("/api/v1/orders/{order}/payments"), json!({"amount": "1.00"})),
            (
                "/api/v1/stock-movements".to_owned(),
                json!({"kind": "RECEIPT", "lines": [{"product_id": product, "quantity": "1"}]}),
            ),
        ] {
            let reply = env.api.command(&path, &key(), &body).await;
            assert_eq!(reply.status, 201, "{path}: {reply:?}");
            let location = reply.header("location").unwrap_or_else(|| panic!("{path}: {reply:?}")).to_owned();
            let there = env.api.get(&location).await;
            // Views and users have no page of their own for one record.
            assert!(matches!(there.status, 200 | 405), "{path} -> {location}: {there:?}");
        }
        env
    });
}

#[test]
fn the_contract_has_a_location_on_every_201() {
    let document: Value = serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let made: Vec<&Value> =
        operations.map(|operation| &operation["responses"]["201"]).filter(|made| made.is_object()).collect();
    assert!(made.len() >= 13, "{}", made.len());
    assert!(made.iter().all(|made| made["headers"]["Location"].is_object()), "{made:?}");
}
