//! The log: a line for every change, never a word of personal data or a secret, nothing that breaks a line.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Api, PASSWORD, address, read, run_with};

/// Values that must not be found in the log.
const CANARIES: [&str; 10] = [
    "4700999888",
    "7707083893",
    "79788451364",
    "8451364",
    "Канарейкин",
    "canary@mail.example",
    "canary-password",
    "canary-body",
    "canary-header",
    "canary-cookie",
];

#[test]
fn personal_data_and_secrets_never_reach_the_log_even_at_its_most_talkative() {
    run_with(&[("SALDO_LOG", "debug")], |env| async move {
        let body = json!({"kind": "INDIVIDUAL", "last_name": "Канарейкин", "inn": "7707083893", "phone": "8 978 845-13-64",
                          "email": "canary@mail.example", "client_info": {"passport_number": "4700999888"},
                          "contacts": [{"full_name": "Канарейкин", "phone": "89788451364"}]});
        let client = env.client_with(body.clone()).await;
        env.api.deposit(client, "10.00").await;
        let nobody = Api::anonymous(&env.server.base);
        // The same person again, an edit from an old version, broken bodies, searches, sign-ins, wrong proofs.
        env.api.post("/api/v1/clients", &body).await;
        env.api.put(&format!("/api/v1/clients/{client}"), &body).await;
        for text in [
            "canary-body",
            "{\"name\":\"canary-body\"}",
            "{\"kind\":\"canary-body\"}",
            "{\"kind\":\"OTHER\",\"name\":\"Канарейкин\",\"inn\":\"77070838931\"}",
        ] {
            read(
                env.api
                    .request(Method::POST, "/api/v1/clients")
                    .header("content-type", "application/json")
                    .body(text),
            )
            .await;
        }
        for query in ["Канарейкин", "8 978 845-13-64", "7707083893", "canary@mail.example"] {
            env.api.get(&address("/api/v1/clients/search", &[("q", query)])).await;
            env.api.get(&address("/api/v1/clients", &[("q", query), ("sort", query)])).await;
        }
        for path in [
            "/api/organizations/7707083893/balance/",
            "/api/organizations/7707083893/balance/history/?limit=x",
            "/Канарейкин/7707083893",
        ] {
            nobody.get(path).await;
        }
        let payment = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 5, "payer_inn": "7707083893", "document_number": "canary-body",
                             "document_date": "2024-04-27T21:00:00Z"});
        for _ in 0..2 {
            nobody.post("/api/webhook/bank/", &payment).await;
        }
        nobody.post("/api/v1/session", &json!({"login": "Канарейкин", "password": "canary-password"})).await;
        let user =
            json!({"login": "canary", "name": "Канарейкин", "role": "viewer", "password": "canary-password"});
        env.api.post("/api/v1/users", &user).await;
        let program = env.program(&["clients.read"]).await;
        program.get("/api/v1/clients").await;
        let wrong =
            nobody.request(Method::GET, "/api/v1/clients").header("authorization", "Bearer canary-header");
        read(wrong.header("cookie", "sid=canary-cookie").header("user-agent", "canary-header")).await;
        let bad = nobody.request(Method::GET, "/api/v1/clients").header("cookie", "sid=canary-cookie");
        read(bad.header("referer", "https://canary-header.example/Канарейкин")).await;

        let log = env.server.log();
        assert!(log.lines().count() > 20, "{log}");
        for canary in CANARIES.into_iter().chain([PASSWORD]) {
            let line = log.lines().find(|line| line.contains(canary));
            assert_eq!(line, None, "{canary} is in the log");
        }
        let hash = log.lines().find(|line| {
            line.contains("argon2id$") || line.contains("saldo_k") || line.to_lowercase().contains("bearer ")
        });
        assert_eq!(hash, None);
        env
    });
}

#[test]
fn a_change_leaves_a_line_with_its_request_id_and_a_hostile_id_makes_no_second_line() {
    run_with(&[("SALDO_LOG", "info")], |env| async move {
        let body = json!({"kind": "OTHER", "name": "Новый"});
        let reply = read(
            env.api
                .request(Method::POST, "/api/v1/clients")
                .header("x-request-id", "trace-me-17")
                .json(&body),
        )
        .await;
        assert_eq!(reply.status, 201);
        read(
            env.api
                .request(Method::POST, "/api/v1/clients")
                .header("x-request-id", "x\tforged=1")
                .json(&body),
        )
        .await;
        read(env.api.request("BAD".parse().unwrap(), "/a%0d%0aforged-line").json(&body)).await;
        let log = env.server.log();
        let line = log
            .lines()
            .find(|line| line.contains("trace-me-17"))
            .unwrap_or_else(|| panic!("no line for the request: {log}"));
        for part in ["POST", "/api/v1/clients", "201", "user:1"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert!(!log.contains("forged"), "{log}");
        env
    });
}
