//! Reading the audit log: pages of everything, of one kind of record, of one record, for those who may.

use serde_json::{Value, json};

use crate::harness::{Env, address, run};

const AUDIT: &str = "/api/v1/audit";

async fn actions(env: &Env, pairs: &[(&str, &str)]) -> Vec<String> {
    let reply = env.api.get(&address(AUDIT, pairs)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let items = reply.body["items"].as_array().unwrap().clone();
    items.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_changes_of_one_record_are_read_latest_first_with_names_and_both_states() {
    run(|env| async move {
        let operator = env.user("operator").await;
        let me = operator.get("/api/v1/session").await.body["user"].clone();
        let client = operator
            .post("/api/v1/clients", &json!({"kind": "OTHER", "name": "Первое имя"}))
            .await
            .body["id"]
            .clone();
        let other = env.client("Другой").await;
        let path = format!("/api/v1/clients/{client}");
        operator.put(&path, &json!({"kind": "OTHER", "name": "Второе имя", "version": 1})).await;
        env.api.post(&format!("{path}/archive"), &json!({})).await;

        let id = client.to_string();
        let page = env.api.get(&address(AUDIT, &[("entity", "client"), ("id", &id)])).await.body;
        let items = page["items"].as_array().unwrap();
        let told: Vec<_> = items.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(told, ["archive", "change", "create"]);
        let change = &items[1];
        assert_eq!(
            (&change["before"]["name"], &change["after"]["name"]),
            (&json!("Первое имя"), &json!("Второе имя"))
        );
        assert_eq!(change["actor"], json!(format!("user:{}", me["id"])));
        assert_eq!(change["actor_name"], me["login"], "a user without a name is told by the login");
        assert_eq!((&change["entity"], &change["entity_id"]), (&json!("client"), &client));
        assert!(change["request_id"].is_string() && change["at"].is_string());
        assert_eq!((&items[2]["before"], &items[0]["actor_name"]), (&Value::Null, &json!("admin")));
        assert_eq!((&page["next_cursor"], &page["prev_cursor"]), (&Value::Null, &Value::Null));
        assert_eq!(actions(&env, &[("entity", "client"), ("id", &other.to_string())]).await, ["create"]);
        assert_eq!(actions(&env, &[("entity", "client"), ("id", "999999")]).await, Vec::<String>::new());
        env
    });
}

#[test]
fn pages_follow_each_other_and_wrong_questions_are_refused() {
    run(|env| async move {
        for number in 0..7 {
            env.client(&format!("Клиент {number}")).await;
        }
        let program = env.program(&["clients.write"]).await;
        program.post("/api/v1/clients", &json!({"kind": "OTHER", "name": "Из программы"})).await;
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = env
                .api
                .get(&address(AUDIT, &[("entity", "client"), ("limit", "3"), ("cursor", &cursor)]))
                .await
                .body;
            seen.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["id"].as_i64().unwrap()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 8);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "{seen:?}");
        let latest =
            env.api.get(&address(AUDIT, &[("entity", "client"), ("limit", "1")])).await.body["items"][0]
                .clone();
        assert_eq!(latest["actor_name"], "program", "a program is told by the name of its key");
        let everything = env.api.get(AUDIT).await.body;
        let kinds: Vec<_> =
            everything["items"].as_array().unwrap().iter().map(|entry| entry["entity"].clone()).collect();
        assert!(kinds.contains(&json!("api_key")) && kinds.contains(&json!("user")), "{kinds:?}");

        for (pairs, field) in [
            (vec![("id", "12")], "entity"),
            (vec![("entity", "client"), ("id", "x")], "id"),
            (vec![("entity", "a\u{1}")], "entity"),
            (vec![("entity", "client"), ("limit", "0")], "limit"),
            (vec![("colour", "red")], "colour"),
        ] {
            let reply = env.api.get(&address(AUDIT, &pairs)).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_query"), "{pairs:?}");
            assert!(reply.faults()[0].starts_with(field), "{pairs:?}: {reply:?}");
        }
        assert_eq!(env.api.get(&address(AUDIT, &[("cursor", "x")])).await.code(), "invalid_cursor");
        assert_eq!(env.user("accountant").await.get(AUDIT).await.status, 200);
        assert_eq!(env.user("operator").await.get(AUDIT).await.status, 403);
        env
    });
}
