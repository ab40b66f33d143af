//! The audit log: who changed what, before and after, with the request; written with the change or not at all.

mod reading;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, PASSWORD, USER_PASSWORD, read, run};

#[derive(Debug, sqlx::FromRow)]
struct Entry {
    actor: String,
    action: String,
    entity: String,
    entity_id: Option<i64>,
    before: Option<Value>,
    after: Option<Value>,
    request_id: Option<String>,
}

/// Entries about one kind of thing, oldest first.
async fn entries(env: &Env, entity: &str) -> Vec<Entry> {
    let mut connection = env.database.connect().await;
    let select = "select actor, action, entity, entity_id, before, after, request_id from audit_log where entity = $1 order by id";
    sqlx::query_as(select).bind(entity).fetch_all(&mut connection).await.unwrap()
}

#[test]
fn every_change_of_a_client_and_a_service_is_kept_with_its_author() {
    run(|env| async move {
        let operator = env.user("operator").await;
        let me = operator.get("/api/v1/session").await.body["user"]["id"].clone();
        let named = |method: Method, path: String, body: Value| {
            read(operator.request(method, &path).header("x-request-id", "trace-42").json(&body))
        };
        let client =
            named(Method::POST, "/api/v1/clients".into(), json!({"kind": "OTHER", "name": "Первое имя"}))
                .await
                .body["id"]
                .clone();
        let path = format!("/api/v1/clients/{client}");
        named(Method::PUT, path.clone(), json!({"kind": "OTHER", "name": "Второе имя", "version": 1})).await;
        named(Method::PUT, path.clone(), json!({"kind": "OTHER", "name": "Поздно", "version": 1})).await;
        named(Method::POST, format!("{path}/archive"), json!({})).await;
        named(Method::POST, format!("{path}/restore"), json!({})).await;
        named(Method::DELETE, path.clone(), json!({})).await;
        let log = entries(&env, "client").await;
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["create", "change", "archive", "restore", "delete"]);
        for entry in &log {
            assert_eq!(
                (entry.actor.as_str(), entry.request_id.as_deref()),
                (format!("user:{me}").as_str(), Some("trace-42")),
                "{entry:?}"
            );
            assert_eq!(
                (entry.entity.as_str(), entry.entity_id.map(Value::from)),
                ("client", Some(client.clone()))
            );
        }
        assert_eq!((log[0].before.is_none(), log[4].after.is_none()), (true, true));
        assert_eq!(log[1].before.as_ref().unwrap()["name"], "Первое имя");
        assert_eq!(log[1].after.as_ref().unwrap()["name"], "Второе имя");

        let service =
            named(Method::POST, "/api/v1/services".into(), json!({"name": "Связь", "kind": "calls"}))
                .await
                .body["id"]
                .clone();
        named(Method::DELETE, format!("/api/v1/services/{service}"), json!({})).await;
        let actions: Vec<String> =
            entries(&env, "service").await.into_iter().map(|entry| entry.action).collect();
        assert_eq!(actions, ["create", "delete"]);
        env
    });
}

#[test]
fn people_coming_going_failing_and_changing_roles_are_kept_without_their_secrets() {
    run(|env| async move {
        let user = env.new_user("viewer").await;
        let (login, id) = (user["login"].as_str().unwrap(), user["id"].as_i64().unwrap());
        let api = Api::sign_in(&env.server.base, login, USER_PASSWORD).await;
        Api::anonymous(&env.server.base)
            .post("/api/v1/session", &json!({"login": login, "password": "a wrong guess"}))
            .await;
        let promote = json!({"version": 1, "role": "cashier", "password": "another long one"});
        assert_eq!(
            read(env.api.request(Method::PATCH, &format!("/api/v1/users/{id}")).json(&promote)).await.status,
            200
        );
        drop(api);
        let again = Api::sign_in(&env.server.base, login, "another long one").await;
        assert_eq!(again.delete("/api/v1/session").await.status, 204);
        let log = entries(&env, "user").await;
        let about: Vec<&str> = log
            .iter()
            .filter(|entry| entry.entity_id == Some(id))
            .map(|entry| entry.action.as_str())
            .collect();
        assert_eq!(about, ["create", "sign_in", "sign_in_failed", "change", "sign_in", "sign_out"]);
        let change = log.iter().find(|entry| entry.action == "change").unwrap();
        assert_eq!(
            (&change.before.as_ref().unwrap()["role"], &change.after.as_ref().unwrap()["role"]),
            (&json!("viewer"), &json!("cashier"))
        );
        let all = format!("{log:?}");
        for secret in [PASSWORD, USER_PASSWORD, "another long one", "a wrong guess", "argon2"] {
            assert!(!all.contains(secret), "{secret} is in the audit log");
        }
        env
    });
}
