//! Operations, services and deliveries of the bank, in every state that their actions depend on.

use serde_json::{Value, json};

use super::{agree, archive, key, offers, spend};
use crate::harness::{Env, run};

const OPERATIONS: [&str; 8] = [
    "top-up",
    "top-up that was spent",
    "reversed",
    "reversal",
    "note",
    "charge",
    "of an archived client",
    "note of an archived client",
];

async fn post(env: &Env, client: i64, kind: &str, amount: Value) -> i64 {
    let body = json!({"client_id": client, "kind": kind, "amount": amount, "description": "проверка"});
    let reply = env.api.command("/api/v1/operations", &key(), &body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.body["id"].as_i64().unwrap()
}

/// An operation in that state.
async fn operation(env: &Env, state: &str) -> i64 {
    let client = env.client("Клиент").await;
    let top_up = post(env, client, "TOP_UP", json!("10.00")).await;
    match state {
        "top-up" => top_up,
        "top-up that was spent" => {
            spend(env, client, "0.01").await;
            top_up
        }
        "reversed" | "reversal" => {
            let reply =
                env.api.command(&format!("/api/v1/operations/{top_up}/reversal"), &key(), &json!({})).await;
            if state == "reversed" { top_up } else { reply.body["id"].as_i64().unwrap() }
        }
        "note" => post(env, client, "NOTE", Value::Null).await,
        "charge" => post(env, client, "USAGE", json!("-1.00")).await,
        "of an archived client" => {
            archive(env, client).await;
            top_up
        }
        "note of an archived client" => {
            let note = post(env, client, "NOTE", Value::Null).await;
            archive(env, client).await;
            note
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_offered_for_an_operation_is_what_the_endpoint_does() {
    run(|env| async move {
        let mut told = std::collections::BTreeSet::new();
        for role in ["accountant", "operator"] {
            let api = env.user(role).await;
            for state in OPERATIONS {
                let path = format!("/api/v1/operations/{}", operation(&env, state).await);
                let shown = api.get(&path).await.body;
                assert_eq!(
                    (&shown["client_name"], &shown["actor_name"]),
                    (&json!("Клиент"), &json!("admin"))
                );
                assert_eq!(shown.get("bank_delivery_id"), None);
                let [offer] = &offers(&shown)[..] else { panic!("{shown}") };
                assert_eq!(offer["action"], "reverse");
                let reply = api.command(&format!("{path}/reversal"), &key(), &json!({})).await;
                agree(&format!("{role}, {state}"), offer, &reply);
                told.insert(offer["reason"].as_str().unwrap_or("allowed").to_owned());
            }
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(
            told,
            [
                "allowed",
                "already_reversed",
                "client_archived",
                "insufficient_funds",
                "kind_not_reversible",
                "no_amount",
                "not_permitted"
            ]
        );
        // Lists carry no actions: nobody asks for them there.
        let page = env.api.get("/api/v1/operations?limit=1").await.body;
        assert_eq!(page["items"][0].get("available_actions"), None);
        env
    });
}

#[test]
fn what_is_offered_for_a_service_is_what_the_endpoints_do() {
    run(|env| async move {
        let mut told = std::collections::BTreeSet::new();
        for role in ["operator", "cashier"] {
            let api = env.user(role).await;
            for (used, archived) in [(false, false), (true, false), (false, true), (true, true)] {
                for at in 0..4 {
                    let id = env.service(json!({"name": "Связь", "kind": "calls"})).await;
                    let path = format!("/api/v1/services/{id}");
                    if used {
                        let client = env.client("Клиент").await;
                        let note = json!({"client_id": client, "kind": "NOTE", "service_id": id});
                        assert_eq!(env.api.command("/api/v1/operations", &key(), &note).await.status, 201);
                    }
                    if archived {
                        env.api.post(&format!("{path}/archive"), &json!({})).await;
                    }
                    let shown = api.get(&path).await.body;
                    let offer = &offers(&shown)[at];
                    let reply = match offer["action"].as_str().unwrap() {
                        "edit" => {
                            let body = json!({"name": "Связь", "kind": "calls", "version": shown["version"]});
                            api.put(&path, &body).await
                        }
                        "delete" => api.delete(&path).await,
                        action => api.post(&format!("{path}/{action}"), &json!({})).await,
                    };
                    agree(&format!("{role}, used {used}, archived {archived}"), offer, &reply);
                    told.insert(offer["reason"].as_str().unwrap_or("allowed").to_owned());
                }
            }
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(told, ["allowed", "archived", "in_use", "not_archived", "not_permitted"]);
        assert_eq!(env.api.get("/api/v1/services").await.body["items"][0].get("available_actions"), None);
        env
    });
}

#[test]
fn what_is_offered_for_a_delivery_is_what_the_endpoint_does() {
    run(|env| async move {
        for role in ["operator", "viewer"] {
            let api = env.user(role).await;
            for bound in [false, true] {
                let inn = format!("77000000{}{}", u8::from(role == "viewer"), u8::from(bound));
                let payment = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 1, "payer_inn": inn,
                                     "document_number": "1", "document_date": "2024-04-27T21:00:00Z"});
                env.api.post("/api/webhook/bank/", &payment).await;
                // The payer becomes a client later: whoever may bind may give it its own money.
                let client =
                    env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО", "inn": inn})).await;
                let list = "/api/v1/bank-deliveries?limit=1";
                let id = env.api.get(list).await.body["items"][0]["id"].clone();
                let path = format!("/api/v1/bank-deliveries/{id}/bind");
                if bound {
                    assert_eq!(
                        env.api.command(&path, &key(), &json!({"client_id": client})).await.status,
                        200
                    );
                }
                let shown = api.get(list).await.body["items"][0].clone();
                let reply = api.command(&path, &key(), &json!({"client_id": client})).await;
                agree(&format!("{role}, bound {bound}"), &offers(&shown)[0], &reply);
            }
        }
        env
    });
}
