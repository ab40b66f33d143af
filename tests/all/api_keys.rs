//! Keys of programs: shown once, limited to their scopes, ended at will.

mod owners;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, read, run};

const KEYS: &str = "/api/v1/api-keys";
const USERS: &str = "/api/v1/users";

#[test]
fn a_key_is_shown_once_and_kept_only_as_a_digest() {
    run(|env| async move {
        let reply = env
            .api
            .post(
                KEYS,
                &json!({"name": "магазин", "scopes": ["clients.read", "clients.read", "wallet.deposit"]}),
            )
            .await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let key = reply.body["key"].as_str().unwrap();
        assert!(key.starts_with("saldo_") && key.contains(reply.body["prefix"].as_str().unwrap()));
        assert_eq!(reply.body["scopes"], json!(["clients.read", "wallet.deposit"]));
        let secret = key.splitn(3, '_').nth(2).unwrap();
        assert!(secret.len() >= 22, "{secret}");
        let list = env.api.get(KEYS).await;
        assert!(!list.text.contains(secret) && list.body["items"][0].get("key").is_none(), "{}", list.text);
        let mut connection = env.database.connect().await;
        let stored: (String, i32) =
            sqlx::query_as("select to_jsonb(k)::text, octet_length(secret_hash) from api_keys k")
                .fetch_one(&mut connection)
                .await
                .unwrap();
        assert!(!stored.0.contains(secret) && stored.1 == 32);
        let audit: Vec<String> = sqlx::query_scalar("select to_jsonb(a)::text from audit_log a")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(!audit.is_empty() && audit.iter().all(|entry| !entry.contains(secret)));
        env
    });
}

#[test]
fn a_key_may_what_its_scopes_say_and_no_more() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let program = env.program(&["clients.read", "wallet.deposit"]).await;
        assert_eq!(program.get(&format!("/api/v1/clients/{client}")).await.status, 200);
        let body = json!({"amount": "1.00", "description": "через магазин"});
        let reply = program.command(&format!("/api/v1/clients/{client}/deposit"), "d", &body).await;
        assert_eq!(reply.status, 201);
        assert!(reply.body["actor"].as_str().unwrap().starts_with("api_key:"), "{reply:?}");
        for (method, path) in [
            (Method::POST, format!("/api/v1/clients/{client}/withdraw")),
            (Method::GET, "/api/v1/operations".into()),
            (Method::POST, "/api/v1/clients".into()),
            (Method::GET, USERS.into()),
            (Method::POST, KEYS.into()),
            (Method::GET, "/api/v1/session".into()),
            (Method::DELETE, "/api/v1/session".into()),
        ] {
            let reply = read(program.request(method, &path).header("idempotency-key", "x").json(&body)).await;
            assert_eq!((reply.status, reply.code()), (403, "forbidden"), "{path}: {reply:?}");
        }
        // A program has no cookies: where a request comes from does not matter for it.
        let foreign = program.request(Method::GET, "/api/v1/clients").header("sec-fetch-site", "cross-site");
        assert_eq!(read(foreign).await.status, 200);
        env
    });
}

#[test]
fn revoked_expired_and_spoilt_keys_are_refused() {
    run(|env| async move {
        let make = async |body: Value| env.api.post(KEYS, &body).await;
        let soon = (chrono::DateTime::<chrono::Utc>::from(
            std::time::UNIX_EPOCH + std::time::UNIX_EPOCH.elapsed().unwrap(),
        ) + chrono::TimeDelta::milliseconds(1500))
        .to_rfc3339();
        let brief =
            make(json!({"name": "на минуту", "scopes": ["clients.read"], "expires_at": soon})).await.body;
        let lasting = make(json!({"name": "навсегда", "scopes": ["clients.read"]})).await.body;
        let get = async |key: &str| Api::bearer(&env.server.base, key).get("/api/v1/clients").await.status;
        let key = lasting["key"].as_str().unwrap();
        assert_eq!((get(key).await, get(brief["key"].as_str().unwrap()).await), (200, 200));
        let spoilt = format!("{}{}", &key[..key.len() - 1], if key.ends_with('a') { "b" } else { "a" });
        for wrong in [
            spoilt.as_str(),
            &key[..key.len() - 1],
            "saldo_",
            "x",
            "' or 1=1",
            &format!("{key}a"),
            &key.to_uppercase(),
        ] {
            assert_eq!(get(wrong).await, 401, "{wrong}");
        }
        for header in ["", "Bearer", "Bearer ", &format!("Basic {key}"), &format!("Bearer {key} {key}"), key]
        {
            let request = Api::anonymous(&env.server.base)
                .request(Method::GET, "/api/v1/clients")
                .header("authorization", header);
            assert_eq!(read(request).await.status, 401, "{header}");
        }
        let path = format!("{KEYS}/{}", lasting["id"]);
        assert_eq!(env.api.delete(&path).await.status, 204);
        assert_eq!(get(key).await, 401);
        assert_eq!(
            (env.api.delete(&path).await.status, env.api.delete(&format!("{KEYS}/999999")).await.status),
            (204, 404)
        );
        tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
        assert_eq!(get(brief["key"].as_str().unwrap()).await, 401);
        env
    });
}

#[test]
fn a_key_never_exceeds_whoever_makes_it() {
    run(|env| async move {
        for (scopes, status) in [
            (json!([]), 422),
            (json!(["everything"]), 422),
            (json!(["session"]), 422),
            (json!(vec!["clients.read"; 51]), 422),
        ] {
            let reply = env.api.post(KEYS, &json!({"name": "x", "scopes": scopes})).await;
            assert_eq!(reply.status, status, "{scopes}: {reply:?}");
        }
        for (field, value) in [
            ("name", json!("")),
            ("name", json!("x".repeat(101))),
            ("name", json!("a\u{0}")),
            ("expires_at", json!("2020-01-01T00:00:00Z")),
            ("expires_at", json!("9999-01-01T00:00:00Z")),
            ("expires_at", json!("завтра")),
        ] {
            let mut body = json!({"name": "x", "scopes": ["clients.read"]});
            body[field] = value;
            assert_eq!(env.api.post(KEYS, &body).await.status, 422, "{body}");
        }
        // A key that may make keys makes none with rights that it lacks, or none at all.
        let program = env.program(&["api_keys.write", "clients.read"]).await;
        let reply = program.post(KEYS, &json!({"name": "x", "scopes": ["clients.write"]})).await;
        assert!(matches!(reply.status, 403 | 422), "{reply:?}");
        let accountant = env.user("accountant").await;
        assert_eq!(
            accountant.post(KEYS, &json!({"name": "x", "scopes": ["clients.read"]})).await.code(),
            "forbidden"
        );
        env
    });
}

#[test]
fn idempotency_keys_of_different_callers_do_not_meet() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let body = |amount: &str| json!({"amount": amount, "description": "пополнение"});
        let callers = [
            env.api.clone(),
            env.user("cashier").await,
            env.user("cashier").await,
            env.program(&["wallet.deposit"]).await,
        ];
        for (at, caller) in callers.iter().enumerate() {
            let reply = caller.command(&path, "one key", &body(&format!("{}.00", at + 1))).await;
            assert_eq!((reply.status, reply.header("idempotent-replayed")), (201, None), "{reply:?}");
        }
        for (at, caller) in callers.iter().enumerate() {
            let reply = caller.command(&path, "one key", &body(&format!("{}.00", at + 1))).await;
            assert_eq!((reply.status, reply.header("idempotent-replayed")), (201, Some("true")));
        }
        assert_eq!(env.balance(client).await, "10.00");
        env
    });
}
