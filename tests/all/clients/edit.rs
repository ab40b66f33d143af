//! Editing: on the version that was seen, without losing anybody's work, never below the present debt.

use serde_json::{Value, json};

use crate::harness::{Env, Reply, run};

const CLIENTS: &str = "/api/v1/clients";

async fn read(env: &Env, id: i64) -> Value {
    env.api.get(&format!("{CLIENTS}/{id}")).await.body
}

async fn put(env: &Env, id: i64, body: &Value) -> Reply {
    env.api.put(&format!("{CLIENTS}/{id}"), body).await
}

#[test]
fn an_edit_replaces_everything_and_raises_the_version() {
    run(|env| async move {
        let contacts = json!([{"full_name": "Анна", "other": {"tg": "@a"}}, {"phone": "112"}]);
        let body = json!({"kind": "INDIVIDUAL", "last_name": "Иванов", "phone": "89788451364", "city": "Ялта",
                          "client_info": {"snils": "1"}, "contacts": contacts});
        let id = env.client_with(body).await;
        env.api.deposit(id, "10.00").await;
        let edit = json!({"kind": "LEGAL_ENTITY", "name": "ООО Иванов", "inn": "1234567890", "credit_limit": "5.00",
                          "contacts": [{"full_name": "Борис"}], "version": 1});
        let reply = put(&env, id, &edit).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let client = read(&env, id).await;
        assert_eq!(client, reply.body);
        for (field, expected) in [
            ("kind", json!("LEGAL_ENTITY")),
            ("name", json!("ООО Иванов")),
            ("last_name", Value::Null),
            ("phone", Value::Null),
            ("city", Value::Null),
            ("client_info", json!({})),
            ("balance", json!("10.00")),
            ("available", json!("15.00")),
            ("version", json!(2)),
        ] {
            assert_eq!(client[field], expected, "{field}");
        }
        assert_eq!(client["contacts"].as_array().unwrap().len(), 1);
        assert_eq!(client["contacts"][0]["full_name"], "Борис");
        assert!(client["updated_at"].as_str() > client["created_at"].as_str());
        env
    });
}

#[test]
fn a_stale_edit_is_refused_with_the_current_version_and_loses_nothing() {
    run(|env| async move {
        let id = env
            .client_with(json!({"kind": "OTHER", "name": "Первое имя", "contacts": [{"phone": "1"}]}))
            .await;
        let mut edit =
            json!({"kind": "OTHER", "name": "Второе имя", "contacts": [{"phone": "2"}], "version": 1});
        assert_eq!(put(&env, id, &edit).await.status, 200);
        let saved = read(&env, id).await;
        for stale in [json!(1), json!(0), json!(3), json!(-1), json!(i64::MAX)] {
            edit = json!({"kind": "OTHER", "name": "Чужое имя", "version": stale});
            let reply = put(&env, id, &edit).await;
            assert_eq!((reply.status, reply.code()), (409, "stale_version"), "{reply:?}");
            assert_eq!(reply.body["current_version"], 2);
        }
        edit.as_object_mut().unwrap().remove("version");
        let reply = put(&env, id, &edit).await;
        assert_eq!((reply.status, reply.faults()), (422, vec!["version:required".to_owned()]));
        assert_eq!(read(&env, id).await, saved);
        env
    });
}

#[test]
fn of_two_edits_at_once_one_is_told_that_it_is_late() {
    run(|env| async move {
        let id = env.client("Спорный").await;
        let (path, edits) = (format!("{CLIENTS}/{id}"), ["Первый", "Второй", "Третий", "Четвёртый"]);
        for version in 1..=5 {
            let bodies = edits.map(|name| json!({"kind": "OTHER", "name": name, "version": version}));
            let replies =
                futures_util::future::join_all(bodies.iter().map(|body| env.api.put(&path, body))).await;
            let won: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
            assert_eq!(won.len(), 1, "{replies:?}");
            assert!(
                replies.iter().all(|reply| reply.status == 200 || reply.code() == "stale_version"),
                "{replies:?}"
            );
            assert_eq!(read(&env, id).await, won[0].body);
        }
        env
    });
}

#[test]
fn an_edit_does_not_take_the_inn_of_another_nor_leave_half_of_itself() {
    run(|env| async move {
        let other = env
            .client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"}))
            .await;
        let id = env
            .client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Василёк", "contacts": [{"phone": "1"}]}))
            .await;
        let before = read(&env, id).await;
        let edit = json!({"kind": "LEGAL_ENTITY", "name": "ООО Мак", "inn": "1234567890", "credit_limit": "9.00", "version": 1});
        let reply = put(&env, id, &edit).await;
        assert_eq!((reply.status, reply.code()), (409, "inn_taken"));
        assert_eq!(reply.body["existing_id"], other);
        let reply =
            put(&env, id, &json!({"kind": "LEGAL_ENTITY", "name": "", "inn": "1", "version": 1})).await;
        assert_eq!(reply.faults(), ["name:required", "inn:invalid_inn"]);
        assert_eq!(read(&env, id).await, before);
        assert_eq!(put(&env, 999_999, &edit).await.status, 404);
        assert_eq!(put(&env, 0, &edit).await.status, 404);
        env
    });
}

#[test]
fn a_credit_limit_below_the_debt_is_refused_with_the_figures() {
    run(|env| async move {
        let mut input = json!({"kind": "INDIVIDUAL", "name": "Должник", "credit_limit": "100.00"});
        let id = env.client_with(input.clone()).await;
        let spend = json!({"amount": "80.25", "description": "звонки"});
        assert_eq!(env.api.command(&format!("{CLIENTS}/{id}/spend"), "s", &spend).await.status, 201);
        input["version"] = json!(1);
        input["credit_limit"] = json!("80.24");
        let reply = put(&env, id, &input).await;
        assert_eq!((reply.status, reply.code()), (422, "credit_below_debt"));
        assert_eq!((&reply.body["required"], &reply.body["available"]), (&json!("80.25"), &json!("80.24")));
        assert_eq!(reply.faults(), ["credit_limit:credit_limit_below_debt"]);
        assert_eq!(read(&env, id).await["credit_limit"], "100.00");
        input["credit_limit"] = json!("80.25");
        assert_eq!(put(&env, id, &input).await.body["available"], "0.00");
        env
    });
}

#[test]
fn the_available_actions_follow_the_state_and_the_role() {
    run(|env| async move {
        let id = env.client("Деятель").await;
        let path = format!("{CLIENTS}/{id}");
        let allowed = |client: &Value| -> Vec<String> {
            let offers = client["available_actions"].as_array().unwrap();
            assert_eq!(offers.len(), 9, "every action is named, allowed or not: {offers:?}");
            for offer in offers {
                assert_eq!(offer["allowed"] == true, offer.get("reason").is_none(), "{offer}");
            }
            let allowed = offers.iter().filter(|offer| offer["allowed"] == true);
            allowed.map(|offer| offer["action"].as_str().unwrap().to_owned()).collect()
        };
        let mine = async || allowed(&read(&env, id).await);
        // Nothing is there to be given back or spent.
        assert_eq!(mine().await, ["edit", "deposit", "operation", "statement", "delete", "archive"]);
        let viewer = env.user("viewer").await;
        assert_eq!(allowed(&viewer.get(&path).await.body), ["statement"]);
        let cashier = env.user("cashier").await;
        assert_eq!(allowed(&cashier.get(&path).await.body), ["edit", "deposit", "statement"]);
        env.api.deposit(id, "1.00").await;
        assert_eq!(
            mine().await,
            ["edit", "deposit", "withdraw", "spend", "operation", "statement", "archive"]
        );
        env.api.post(&format!("{path}/archive"), &json!({})).await;
        assert_eq!(mine().await, ["statement", "restore"]);
        env
    });
}
