//! Keys of changes that need a state of their own, and many copies at once.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::pairs::every_keyed_request;
use crate::harness::{key, read, run};

#[test]
fn fifty_copies_of_one_change_make_one_record_in_two_processes() {
    run(|env| async move {
        let (second, other) = env.second().await;
        let apis = [env.api.clone(), other];
        let bodies = [
            ("/api/v1/clients", json!({"kind": "INDIVIDUAL", "name": "Один"})),
            ("/api/v1/services", json!({"name": "Одна", "kind": "internet", "billing_kind": "MONTHLY"})),
            ("/api/v1/products", json!({"name": "Один", "price": "1.00"})),
            ("/api/v1/orders", json!({"client_id": 1, "lines": []})),
        ];
        for (path, mut body) in bodies {
            if path == "/api/v1/orders" {
                body["client_id"] = json!(env.client("Покупатель").await);
            }
            let same = key();
            let replies = join_all((0..50).map(|at| apis[at % 2].command(path, &same, &body))).await;
            assert!(replies.iter().all(|reply| reply.status == 201), "{replies:?}");
            assert!(replies.iter().all(|reply| reply.body["id"] == replies[0].body["id"]), "{path}");
            let first = replies.iter().filter(|reply| reply.header("idempotent-replayed").is_none()).count();
            assert_eq!(first, 1, "{path}");
        }
        second.stop().await;
        env
    });
}

#[test]
fn a_repeated_edit_of_ones_own_is_no_conflict() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let path = format!("/api/v1/clients/{client}");
        let edit = json!({"kind": "INDIVIDUAL", "name": "Клиентов", "version": 1});
        let put = async |k: &str, body: &Value| {
            let request = env.api.request(reqwest::Method::PUT, &path).header("idempotency-key", k);
            read(request.json(body)).await
        };
        let first = put("edit", &edit).await;
        assert_eq!(first.status, 200, "{first:?}");
        let again = put("edit", &edit).await;
        assert_eq!((again.status, &again.body["version"]), (200, &first.body["version"]), "{again:?}");
        let stale = put("another", &edit).await;
        assert_eq!((stale.status, stale.code()), (409, "stale_version"), "{stale:?}");
        let bad = put("", &edit).await;
        assert_eq!((bad.status, bad.code()), (400, "idempotency_key_required"), "{bad:?}");
        env
    });
}

#[test]
fn keys_hold_no_personal_data() {
    run(|env| async move {
        let all = every_keyed_request(&env).await;
        for (at, request) in all.iter().enumerate() {
            request.send(&env.api, &format!("personal {at}")).await;
        }
        let mut connection = env.database.connect().await;
        let outcomes: Vec<String> = sqlx::query_scalar("select outcome::text from idempotency_keys")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        for outcome in &outcomes {
            for word in ["Плательщик", "Правка", "Ольга", "saldo_", "correct horse"] {
                assert!(!outcome.contains(word), "{outcome}");
            }
        }
        assert!(outcomes.len() >= all.len());
        env
    });
}

#[test]
fn a_key_belongs_to_one_target_and_one_body_secrets_included() {
    run(|env| async move {
        let (first, second) = (env.client("Первый").await, env.client("Второй").await);
        let wallet = json!({"amount": "1.00", "description": "проба"});
        let user =
            |password: &str| json!({"login": "ivan", "name": "Иван", "role": "viewer", "password": password});
        for (path, other, body, different) in [
            (
                format!("/api/v1/clients/{first}/deposit"),
                format!("/api/v1/clients/{second}/deposit"),
                wallet.clone(),
                wallet.clone(),
            ),
            (
                format!("/api/v1/clients/{first}/archive"),
                format!("/api/v1/clients/{second}/archive"),
                json!({}),
                json!({}),
            ),
            (
                "/api/v1/users".into(),
                "/api/v1/users".into(),
                user("correct horse battery 3"),
                user("correct horse battery 4"),
            ),
        ] {
            let same = key();
            let done = env.api.command(&path, &same, &body).await;
            assert!(done.status < 300, "{done:?}");
            let again = env.api.command(&path, &same, &body).await;
            assert_eq!(
                (again.status, again.header("idempotent-replayed")),
                (done.status, Some("true")),
                "{again:?}"
            );
            let reused = env.api.command(&other, &same, &different).await;
            assert_eq!((reused.status, reused.code()), (422, "idempotency_key_reused"), "{reused:?}");
        }
        env
    });
}
