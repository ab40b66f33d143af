//! What the house itself keeps, as files: users, API keys, the log of changes.

use reqwest::Method;
use serde_json::json;

use super::file;
use crate::harness::{read, run};

#[test]
fn users_and_keys_are_files_without_secrets() {
    run(|env| async move {
        let new =
            json!({"login": "anna", "name": "=Анна", "role": "cashier", "password": "длинный пароль 17"});
        let user = env.api.post("/api/v1/users", &new).await;
        assert_eq!(user.status, 201, "{user:?}");
        let user = user.body;
        let change = json!({"version": user["version"], "disabled": true});
        let path = format!("/api/v1/users/{}", user["id"]);
        assert_eq!(read(env.api.request(Method::PATCH, &path).json(&change)).await.status, 200);
        let rows = file(&env.api, "users", &[]).await;
        assert_eq!(rows[0], ["№", "Логин", "Имя", "Роль", "Создан", "Последний вход", "Отключён с"]);
        let told = |row: &[String]| [row[1].clone(), row[2].clone(), row[3].clone()];
        assert_eq!(
            (told(&rows[1])[0].as_str(), told(&rows[2])),
            ("admin", ["anna", "'=Анна", "Кассир"].map(str::to_owned))
        );
        let (never, disabled) = (&rows[2][5], &rows[2][6]);
        assert!(never.is_empty() && !disabled.is_empty() && rows[1][6].is_empty(), "{rows:?}");

        let new = json!({"name": "Касса", "scopes": ["clients.read", "operations.read"]});
        let key = env.api.post("/api/v1/api-keys", &new).await;
        assert_eq!(key.status, 201, "{key:?}");
        let key = key.body;
        let rows = file(&env.api, "api-keys", &[("lang", "en")]).await;
        assert_eq!(rows[0][..4], ["No.", "Name", "Prefix", "Scopes"]);
        assert_eq!(
            rows[1][1..4],
            ["Касса", key["prefix"].as_str().unwrap(), "clients.read, operations.read"]
        );
        let secret = key["key"].as_str().unwrap().rsplit('_').next().unwrap();
        for list in ["users", "api-keys"] {
            let text = env.api.get(&format!("/api/v1/{list}/export")).await.text;
            assert!(!text.contains("argon") && !text.contains(secret), "{text}");
        }
        env
    });
}

#[test]
fn the_log_of_changes_is_a_file_however_long_it_is() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let mut owner = env.database.connect().await;
        // Two blocks to the last line.
        let written = "insert into audit_log (at, actor, action, entity, entity_id, after)
            select now(), 'user:1', 'change', 'product', n, jsonb_build_object('name', '=1+' || n) from generate_series(1, 8000) n";
        sqlx::query(written).execute(&mut owner).await.unwrap();
        let rows = file(&env.api, "audit", &[("entity", "product")]).await;
        assert_eq!(rows.len(), 8001);
        let numbers: Vec<i64> = rows[1..].iter().map(|row| row[0].parse().unwrap()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] > pair[1]), "latest first, each once");
        assert_eq!((rows[1][5].as_str(), rows[1][7].as_str()), ("8000", "{\"name\":\"=1+8000\"}"));
        let of_client = file(&env.api, "audit", &[("entity", "client"), ("id", &client.to_string())]).await;
        assert_eq!(
            (of_client.len(), of_client[1][2].starts_with("user:"), of_client[1][3].as_str()),
            (2, false, "создание")
        );
        assert_eq!(env.api.get("/api/v1/audit/export?id=1").await.code(), "invalid_query");
        env
    });
}
