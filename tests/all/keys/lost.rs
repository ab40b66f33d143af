//! The connection to the database is cut at every message of a change that does not go through the ledger: what is said about it is
//! true, and repeating with the same key makes one record.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use super::pairs::Keyed;
use crate::harness::{Api, Cut, Env, Gateway, PASSWORD, Server, key, run};

/// Everything that the changes below can change, as one text.
async fn world(env: &Env) -> String {
    let mut connection = env.database.connect().await;
    let query = "select concat_ws(' ',
        (select count(*) || '/' || sum(version) from clients), (select count(*) || '/' || sum(version) from services),
        (select count(*) || '/' || sum(version) from products), (select count(*) || '/' || sum(version) from orders),
        (select count(*) || '/' || coalesce(sum(version), 0) from saved_views), (select count(*) from payments),
        (select count(*) || '/' || sum(version) from users), (select count(*) from api_keys))";
    sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap()
}

fn changes(client: i64, order: i64, at: &str) -> Vec<Keyed> {
    let keyed = |method: Method, path: String, body: Value| Keyed { method, path, body };
    let post = |path: &str, body: Value| keyed(Method::POST, path.to_owned(), body);
    let person = json!({"kind": "INDIVIDUAL", "name": format!("Новый {at}")});
    vec![
        post("/api/v1/clients", person),
        post(
            "/api/v1/services",
            json!({"name": format!("Услуга {at}"), "kind": "internet", "billing_kind": "MONTHLY"}),
        ),
        post("/api/v1/products", json!({"name": format!("Товар {at}"), "price": "1.00"})),
        post("/api/v1/views", json!({"list": "clients", "name": at, "query": ""})),
        post("/api/v1/orders", json!({"client_id": client, "lines": []})),
        post(&format!("/api/v1/clients/{client}/archive"), Value::Null),
        post(&format!("/api/v1/clients/{client}/restore"), Value::Null),
        keyed(
            Method::PUT,
            format!("/api/v1/orders/{order}"),
            json!({"client_id": client, "comment": at, "version": 1}),
        ),
        post(
            "/api/v1/users",
            json!({"login": at, "name": "Н", "role": "viewer", "password": "correct horse battery 2"}),
        ),
        post("/api/v1/api-keys", json!({"name": at, "scopes": ["clients.read"]})),
    ]
}

#[test]
fn a_change_cut_off_at_any_message_is_told_truly_and_happens_once() {
    run(|env| async move {
        let gateway = Gateway::open(&env.database).await;
        let server = Server::start(&gateway.url, &[]).await;
        let api = Api::sign_in(&server.base, "admin", PASSWORD).await;
        let (mut unknown, mut tried) = (0, 0);
        for kind in 0..10 {
            for cut in [Cut::Before, Cut::After] {
                for message in 1..60 {
                    let client = env.client("Клиент").await;
                    let order = env
                        .api
                        .command("/api/v1/orders", &key(), &json!({"client_id": client, "lines": []}))
                        .await;
                    let order = order.body["id"].as_i64().unwrap();
                    if kind == 6 {
                        env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await;
                    }
                    let word = format!("{cut:?}{kind}x{message}").to_lowercase();
                    let change = changes(client, order, &word).swap_remove(kind);
                    let before = world(&env).await;
                    gateway.cut_at(message, cut);
                    let first = change.send(&api, &word).await;
                    let happened = gateway.was_cut();
                    let after = world(&env).await;
                    let what = format!("{} {cut:?} {message}: {first:?}", change.path);
                    tried += 1;
                    if first.status == 503 && first.code() != "outcome_unknown" {
                        assert_eq!(before, after, "it said that nothing was done: {what}");
                    }
                    unknown += usize::from(first.code() == "outcome_unknown");
                    let mut last = first.clone();
                    let begun = Instant::now();
                    while last.status >= 500 {
                        assert!(
                            last.status == 503 && begun.elapsed() < Duration::from_secs(15),
                            "{what} {last:?}"
                        );
                        last = change.send(&api, &word).await;
                    }
                    assert!(last.status < 300, "{what} {last:?}");
                    let done = world(&env).await;
                    assert_ne!(before, done, "{what}");
                    if after != before {
                        assert_eq!(after, done, "it happened twice: {what}");
                    }
                    let mut again = change.send(&api, &word).await;
                    // Connections that the cut broke may still lie in a pool; each says so once.
                    while again.status == 503 && begun.elapsed() < Duration::from_secs(15) {
                        again = change.send(&api, &word).await;
                    }
                    assert_eq!(
                        (again.status, again.header("idempotent-replayed")),
                        (last.status, Some("true")),
                        "{what}"
                    );
                    assert_eq!(world(&env).await, done, "{what}");
                    if !happened {
                        assert!(message > 5, "only {message} messages");
                        break;
                    }
                }
            }
        }
        println!("{tried} changes, {unknown} with an unknown outcome at first");
        assert!(unknown >= 10, "every kind has a COMMIT whose answer can be lost");
        server.stop().await;
        env
    });
}
