//! The routes of the document exist, and no others do.

use reqwest::Method;
use serde_json::{Value, json};

use super::operations;
use crate::harness::{read, run};

fn concrete(path: &str) -> String {
    path.replace("{inn}", "1234567890").replace("{id}", "999999")
}

#[test]
fn every_operation_of_the_document_is_served() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let mut all = operations(&document);
        all.sort_by_key(|(path, method, _)| (*path, *method) == ("/api/v1/session", "delete"));
        for (path, method, operation) in all {
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = env
                .api
                .request(method.clone(), &concrete(path))
                .header("idempotency-key", "k")
                .json(&json!({}));
            let reply = read(request).await;
            assert_ne!(reply.status, 405, "{method} {path}: {reply:?}");
            // 404 is right for a record that does not exist, and then it says so.
            let unknown_record = path.contains('{') && !reply.text.contains("there is nothing here");
            assert!(reply.status != 404 || unknown_record, "{method} {path}: {reply:?}");
            let declared = operation["responses"].get(reply.status.to_string()).is_some();
            assert!(declared, "{method} {path} answers {}, which the document does not tell", reply.status);
        }
        env
    });
}

#[test]
fn other_methods_of_a_known_path_are_405_with_the_allowed_ones() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        for (path, item) in document["paths"].as_object().unwrap() {
            let known: Vec<String> =
                item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"] {
                if known.iter().any(|name| name == method) {
                    continue;
                }
                let request = env.api.request(method.parse().unwrap(), &concrete(path));
                let reply = read(request).await;
                assert_eq!(reply.status, 405, "{method} {path}: {reply:?}");
                let allow = reply
                    .header("allow")
                    .unwrap_or_else(|| panic!("{method} {path} does not say what is allowed"));
                let allowed: Vec<&str> = allow.split(", ").collect();
                assert!(
                    known.iter().all(|name| allowed.contains(&name.as_str())),
                    "{method} {path}: {allow}"
                );
                assert!(!allowed.contains(&method), "{method} {path}: {allow}");
            }
        }
        env
    });
}

#[test]
fn what_is_not_in_the_document_is_not_there() {
    run(|env| async move {
        let document = env.api.get("/api/openapi.json").await.body;
        let mut guesses: Vec<String> = [
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v2/clients",
            "/api/v1/invoices",
            "/api/v1/clients/1/balance",
            "/api/v1/admin",
            "/api/v1/clients/1/contacts/1",
            "/api/v1/clients/search/1",
            "/api/v1/operations/batch/1",
            "/api/v1/audit/1",
            "/api/v1/views/mine",
            "/api/v1/operations/export/1",
            "/api/v1/.env",
            "/api/v1/users/me",
            "/api/v1/session/1",
            "/api/webhook",
            "/api/organizations/1234567890",
            "/api/v1/clients//1",
            "/api//v1/clients",
            "/API/v1/clients",
            "/api/v1/Clients",
            "/api/v1/clients/..%2f..%2fmetrics",
            "/api/v1/%63lients/..",
            "/metrics/x",
            "/livez/x",
        ]
        .map(str::to_owned)
        .to_vec();
        for path in document["paths"].as_object().unwrap().keys().filter(|path| path.starts_with("/api/v1")) {
            guesses.push(format!("{}/nothing/here", concrete(path)));
            guesses.push(format!("{}.json", concrete(path)));
        }
        for guess in guesses {
            for method in [Method::GET, Method::POST] {
                let reply = read(env.api.request(method.clone(), &guess).json(&json!({}))).await;
                assert!(matches!(reply.status, 404 | 405), "{method} {guess}: {reply:?}");
                assert!(
                    reply.body["code"].is_string() || reply.body["error"].is_string(),
                    "{method} {guess}: {reply:?}"
                );
            }
        }
        env
    });
}

#[test]
fn the_code_of_a_problem_has_the_status_and_title_that_the_contract_gives_it() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let replies = [
            env.api.get("/api/v1/nothing").await,
            env.api.get("/api/v1/clients?limit=0").await,
            env.api.get("/api/v1/clients?cursor=x").await,
            env.api.post("/api/v1/clients", &json!({})).await,
            env.api.post(&format!("/api/v1/clients/{client}/restore"), &json!({})).await,
            env.api
                .command(
                    &format!("/api/v1/clients/{client}/withdraw"),
                    "w",
                    &json!({"amount": "1", "description": "проверка"}),
                )
                .await,
        ];
        for reply in replies {
            let code =
                contract::problem::ProblemCode::parse(reply.code()).unwrap_or_else(|| panic!("{reply:?}"));
            assert_eq!((reply.status, reply.body["title"].as_str()), (code.status(), Some(code.title())));
            assert_eq!(
                (reply.body["status"].as_u64(), &reply.body["type"]),
                (Some(code.status().into()), &json!(code.address()))
            );
            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
            assert_eq!(
                reply.header("x-request-id").map(|id| json!(id)),
                Some(reply.body["request_id"].clone())
            );
            assert_ne!(reply.body["detail"], Value::Null);
        }
        env
    });
}
