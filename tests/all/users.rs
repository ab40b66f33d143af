//! Users and their roles.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, USER_PASSWORD, read, run};

const USERS: &str = "/api/v1/users";

async fn patch(api: &Api, id: &Value, body: Value) -> Reply {
    read(api.request(Method::PATCH, &format!("{USERS}/{id}")).json(&body)).await
}

async fn me(env: &Env) -> Value {
    env.api.get("/api/v1/session").await.body["user"].clone()
}

#[test]
fn an_administrator_makes_users_of_every_role() {
    run(|env| async move {
        for role in ["admin", "accountant", "operator", "cashier", "viewer"] {
            let login = format!("new-{role}");
            let body = json!({"login": login, "name": " Ольга ", "role": role, "password": USER_PASSWORD});
            let reply = env.api.post(USERS, &body).await;
            assert_eq!(reply.status, 201, "{reply:?}");
            assert_eq!((&reply.body["role"], &reply.body["name"]), (&json!(role), &json!("Ольга")));
            assert!(!reply.text.contains("password") && !reply.text.contains("argon2"));
            assert_eq!(reply.header("location"), Some(format!("{USERS}/{}", reply.body["id"]).as_str()));
            assert_eq!(env.api.get(&format!("{USERS}/{}", reply.body["id"])).await.body, reply.body);
            let again = env.api.post(USERS, &body).await;
            assert_eq!((again.status, again.code()), (409, "login_taken"));
            Api::sign_in(&env.server.base, &login, USER_PASSWORD).await;
        }
        let list = env.api.get(USERS).await.body;
        let logins: Vec<_> =
            list["items"].as_array().unwrap().iter().map(|user| user["login"].as_str().unwrap()).collect();
        assert_eq!(
            logins,
            ["admin", "new-accountant", "new-admin", "new-cashier", "new-operator", "new-viewer"]
        );
        env
    });
}

#[test]
fn wrong_logins_passwords_and_roles_are_refused() {
    run(|env| async move {
        for (field, value, fault) in [
            ("login", json!(""), "login"),
            ("login", json!("Ольга"), "login:invalid_login"),
            ("login", json!("Olga"), "login:invalid_login"),
            ("login", json!(".olga"), "login:invalid_login"),
            ("login", json!("ol ga"), "login:invalid_login"),
            ("login", json!("o".repeat(65)), "login:length"),
            ("login", json!("o\u{0}"), "login"),
            ("password", json!("1234567"), "password:length"),
            ("password", json!("x".repeat(129)), "password:length"),
            ("password", json!("12345678"), "password"),
            ("password", json!("PASSWORD123"), "password"),
            ("name", json!("я".repeat(201)), "name:too_long"),
            ("name", json!("a\u{0}b"), "name"),
            ("role", json!("king"), "role"),
            ("id", json!(1), "id"),
        ] {
            let mut body = json!({"login": "olga", "role": "viewer", "password": USER_PASSWORD});
            body[field] = value;
            let reply = env.api.post(USERS, &body).await;
            assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{body}: {reply:?}");
            assert!(reply.faults()[0].starts_with(fault), "{fault}: {reply:?}");
        }
        assert_eq!(env.api.get(USERS).await.body["items"].as_array().unwrap().len(), 1);
        env
    });
}

#[test]
fn a_change_of_role_holds_from_the_next_request_on() {
    run(|env| async move {
        let user = env.new_user("viewer").await;
        let api = Api::sign_in(&env.server.base, user["login"].as_str().unwrap(), USER_PASSWORD).await;
        let client = json!({"kind": "OTHER", "name": "Новый"});
        assert_eq!(api.post("/api/v1/clients", &client).await.code(), "forbidden");
        let reply = patch(&env.api, &user["id"], json!({"version": 1, "role": "cashier"})).await;
        assert_eq!((reply.status, &reply.body["role"]), (200, &json!("cashier")), "{reply:?}");
        assert_eq!(api.post("/api/v1/clients", &client).await.status, 201);
        let stale = patch(&env.api, &user["id"], json!({"version": 1, "role": "admin"})).await;
        assert_eq!(
            (stale.status, stale.code(), &stale.body["current_version"]),
            (409, "stale_version", &reply.body["version"])
        );
        assert_eq!(patch(&api, &user["id"], json!({"version": 2, "role": "admin"})).await.status, 403);
        assert_eq!(patch(&env.api, &json!(999_999), json!({"version": 1})).await.status, 404);
        env
    });
}

#[test]
fn the_last_administrator_stays_one_even_when_two_leave_at_once() {
    run(|env| async move {
        let admin = me(&env).await;
        let version = admin["version"].clone();
        for change in
            [json!({"version": version, "role": "viewer"}), json!({"version": version, "disabled": true})]
        {
            let reply = patch(&env.api, &admin["id"], change).await;
            assert_eq!((reply.status, reply.code()), (409, "last_admin"), "{reply:?}");
        }
        let mut others = Vec::new();
        for _ in 0..3 {
            others.push(env.new_user("admin").await);
        }
        let leaving: Vec<_> = [std::slice::from_ref(&admin), others.as_slice()].concat();
        let mut versions = Vec::new();
        for user in &leaving {
            versions.push(env.api.get(&format!("{USERS}/{}", user["id"])).await.body["version"].clone());
        }
        let changes = leaving.iter().zip(versions).map(|(user, version)| {
            let change = json!({"version": version, "role": "viewer"});
            patch(&env.api, &user["id"], change)
        });
        let replies = futures_util::future::join_all(changes).await;
        let mut connection = env.database.connect().await;
        let left: i64 =
            sqlx::query_scalar("select count(*) from users where role = 'admin' and disabled_at is null")
                .fetch_one(&mut connection)
                .await
                .unwrap();
        assert!(left >= 1, "{replies:?}");
        assert!(replies.iter().all(|reply| matches!(reply.status, 200 | 403 | 409)), "{replies:?}");
        env
    });
}
