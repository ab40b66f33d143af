//! Hostile text in every field and every filter: stored and found as it is, or refused; never a pattern, never SQL.

use serde_json::{Value, json};

use crate::harness::{Env, address, run};

/// Texts that mean something to a database, a pattern language or a page.
const STRANGE: [&str; 16] = [
    "%",
    "_",
    "\\",
    "abc\\",
    "\\%",
    "'; --",
    "' or '1'='1",
    "\"quoted\"",
    "$1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "a%b_c\\d",
    "\u{202e}задом",
    "zero\u{200b}width",
    "İstanbul ı ß",
    "e\u{301}\u{302}\u{303}",
];

/// Texts that cannot be stored.
const IMPOSSIBLE: [&str; 4] = ["a\u{0}b", "\u{0}", "a\u{1}", "a\u{7f}b"];

fn names(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

async fn filtered(env: &Env, path: &str, pairs: &[(&str, &str)]) -> Value {
    let reply = env.api.get(&address(path, pairs)).await;
    assert_eq!(reply.status, 200, "{path} {pairs:?}: {reply:?}");
    reply.body
}

#[test]
fn strange_names_are_kept_to_the_letter_and_found_literally() {
    run(|env| async move {
        env.client("Обычный клиент").await;
        for (at, text) in STRANGE.iter().enumerate() {
            let name = format!("имя{at} {text}");
            let body = json!({"kind": "OTHER", "name": name, "city": text, "client_info": {"ключ": text},
                              "contacts": [{"full_name": text, "address": text, "other": {"k": text}}]});
            let reply = env.api.post("/api/v1/clients", &body).await;
            assert_eq!((reply.status, &reply.body["name"]), (201, &json!(name)), "{reply:?}");
            assert_eq!(reply.body["client_info"]["ключ"], *text);
            assert_eq!(reply.body["contacts"][0]["other"]["k"], *text);
        }
        for (at, text) in STRANGE.iter().enumerate() {
            let (name, key) = (format!("имя{at} {text}"), domain::search_key(text));
            if text.chars().count() >= 3 {
                let expected: Vec<String> = STRANGE
                    .iter()
                    .enumerate()
                    .filter(|(_, other)| domain::search_key(other).contains(&key))
                    .map(|(at, other)| format!("имя{at} {other}"))
                    .collect();
                let found = names(&filtered(&env, "/api/v1/clients", &[("q", text)]).await);
                assert_eq!(found, expected, "{text}");
            }
            let found = names(&filtered(&env, "/api/v1/clients", &[("q", &name)]).await);
            assert_eq!(found, [name.as_str()]);
            let found = names(&filtered(&env, "/api/v1/clients", &[("city", text)]).await);
            assert_eq!(found, [name.as_str()], "city {text}");
            let hits = filtered(&env, "/api/v1/clients/search", &[("q", &name)]).await;
            assert_eq!(names(&hits).first(), Some(&name), "search {text}");
        }
        // The autocomplete drops punctuation around words, as people type it; inside a word it is literal too.
        for (pattern, is_word) in [
            ("обычн%", false),
            ("%клиент", false),
            ("обычн_й", true),
            ("об%ный", true),
            ("обычный\\ клиент", false),
        ] {
            for (path, name) in
                [("/api/v1/clients", "q"), ("/api/v1/clients", "city"), ("/api/v1/clients/search", "q")]
            {
                if is_word || !path.ends_with("search") {
                    assert_eq!(
                        names(&filtered(&env, path, &[(name, pattern)]).await),
                        [""; 0],
                        "{path} {name}={pattern}"
                    );
                }
            }
        }
        env
    });
}

#[test]
fn strange_services_descriptions_and_parameters_are_literal_too() {
    run(|env| async move {
        let client = env.client("Абонент").await;
        for (at, text) in STRANGE.iter().enumerate() {
            let body = json!({"name": format!("услуга{at} {text}"), "description": text, "kind": "sms", "billing_info": {"план": text}});
            env.service(body).await;
            let body = json!({"amount": "1.00", "description": format!("операция{at} {text}")});
            let reply =
                env.api.command(&format!("/api/v1/clients/{client}/deposit"), &format!("k{at}"), &body).await;
            assert_eq!((reply.status, &reply.body["description"]), (201, &body["description"]), "{reply:?}");
        }
        for (at, text) in STRANGE.iter().enumerate() {
            let service = format!("услуга{at} {text}");
            let key = domain::search_key(text);
            let expected = STRANGE.iter().filter(|other| domain::search_key(other).contains(&key)).count();
            let found =
                names(&filtered(&env, "/api/v1/services", &[("param", &format!("план~{text}"))]).await);
            assert!(found.contains(&service) && found.len() == expected, "план~{text}: {found:?}");
            assert_eq!(names(&filtered(&env, "/api/v1/services", &[("q", &service)]).await), [service]);
            let operation = format!("операция{at} {text}");
            let found = filtered(&env, "/api/v1/operations", &[("q", &operation)]).await;
            assert_eq!(found["items"].as_array().unwrap().len(), 1, "{operation}");
            assert_eq!(found["items"][0]["description"], operation);
            filtered(
                &env,
                "/api/v1/clients",
                &[("service_q", text), ("service_param", &format!("{text}~{text}"))],
            )
            .await;
        }
        env
    });
}

#[test]
fn control_characters_are_refused_in_every_field() {
    run(|env| async move {
        let client = env.client("Абонент").await;
        let mut accepted = Vec::new();
        for text in IMPOSSIBLE {
            let clients = ["name", "last_name", "first_name", "middle_name", "inn", "phone", "email", "city"];
            for field in clients {
                let mut body = json!({"kind": "OTHER", "name": "Имя", "last_name": "Фамилия"});
                body[field] = json!(text);
                accepted.push((format!("client {field}"), env.api.post("/api/v1/clients", &body).await));
            }
            for body in [
                json!({"kind": "OTHER", "name": "Имя", "client_info": {"k": text}}),
                json!({"kind": "OTHER", "name": "Имя", "client_info": {text: "v"}}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"full_name": text}]}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"phone": text}]}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"email": text}]}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"address": text}]}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"phone": "1", "other": {"k": text}}]}),
                json!({"kind": "OTHER", "name": "Имя", "contacts": [{"phone": "1", "other": {text: "v"}}]}),
            ] {
                accepted.push((body.to_string(), env.api.post("/api/v1/clients", &body).await));
            }
            for field in ["name", "description", "kind", "billing_kind"] {
                let mut body = json!({"name": "Услуга", "kind": "sms"});
                body[field] = json!(text);
                accepted.push((format!("service {field}"), env.api.post("/api/v1/services", &body).await));
            }
            let body = json!({"amount": "1.00", "description": text});
            accepted.push((
                "deposit".into(),
                env.api.command(&format!("/api/v1/clients/{client}/deposit"), "k", &body).await,
            ));
            let body = json!({"client_id": client, "kind": "NOTE", "description": text});
            accepted.push(("note".into(), env.api.command("/api/v1/operations", "k", &body).await));
            accepted.push((
                "reversal".into(),
                env.api.command("/api/v1/operations/1/reversal", "k", &json!({"description": text})).await,
            ));
            let body = json!({"login": "olga", "name": text, "role": "viewer", "password": "long enough"});
            accepted.push(("user".into(), env.api.post("/api/v1/users", &body).await));
        }
        accepted.retain(|(_, reply)| reply.status != 422 && reply.status != 404);
        assert!(accepted.is_empty(), "{accepted:?}");
        // Inside JSON parameters only NUL is impossible.
        let reply = env
            .api
            .post(
                "/api/v1/services",
                &json!({"name": "Услуга", "kind": "sms", "billing_info": {"a\u{0}": 1}}),
            )
            .await;
        assert_eq!(reply.status, 422);
        env
    });
}

#[test]
fn control_characters_and_endless_text_in_filters_are_a_400() {
    run(|env| async move {
        let endless = "я".repeat(3000);
        for text in ["a\u{0}b", "a\u{1b}b", endless.as_str()] {
            for (path, name) in [
                ("/api/v1/clients", "q"),
                ("/api/v1/clients", "city"),
                ("/api/v1/clients", "kind"),
                ("/api/v1/clients", "id"),
                ("/api/v1/clients", "sort"),
                ("/api/v1/clients", "cursor"),
                ("/api/v1/clients", "service_q"),
                ("/api/v1/clients", "service_param"),
                ("/api/v1/clients/search", "q"),
                ("/api/v1/services", "q"),
                ("/api/v1/services", "param"),
                ("/api/v1/operations", "q"),
                ("/api/v1/operations", "from"),
                ("/api/v1/operations", "kind"),
                ("/api/v1/bank-deliveries", "status"),
                ("/api/v1/users", "cursor"),
            ] {
                let reply = env.api.get(&address(path, &[(name, text)])).await;
                let code = if name == "cursor" { "invalid_cursor" } else { "invalid_query" };
                assert_eq!((reply.status, reply.code()), (400, code), "{path} {name}: {reply:?}");
                assert!(reply.text.len() < 2000, "the value is not repeated in the answer");
            }
        }
        let reply = env.api.get(&address("/api/v1/bank-deliveries", &[("payer_inn", "a\u{0}b")])).await;
        assert!(matches!(reply.status, 200 | 400), "{reply:?}");
        env
    });
}

#[test]
fn a_megabyte_of_text_in_a_field_is_refused() {
    run(|env| async move {
        let client = env.client("Абонент").await;
        let body = json!({"amount": "1.00", "description": "я".repeat(500_000)});
        let reply = env.api.command(&format!("/api/v1/clients/{client}/deposit"), "k", &body).await;
        assert_eq!(reply.status, 413, "{}", reply.code());
        let body = json!({"amount": "1.00", "description": "я".repeat(100_000)});
        let reply = env.api.command(&format!("/api/v1/clients/{client}/deposit"), "k", &body).await;
        assert_eq!((reply.status, reply.faults()), (422, vec!["description:length".to_owned()]));
        let key = "k".repeat(256);
        let reply = env
            .api
            .command(
                &format!("/api/v1/clients/{client}/deposit"),
                &key,
                &json!({"amount": "1", "description": "три"}),
            )
            .await;
        assert_eq!((reply.status, reply.code()), (400, "idempotency_key_required"));
        env
    });
}
