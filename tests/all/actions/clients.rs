//! Clients in every state that their actions depend on, for several roles.

use serde_json::{Value, json};

use super::{agree, archive, key, offers, spend};
use crate::harness::{Api, Env, Reply, run};

const STATES: [&str; 9] = [
    "fresh",
    "funded",
    "on credit",
    "credit used up",
    "full",
    "archived unused",
    "archived used",
    "archived without its INN",
    "live with an INN that an archived one had",
];

/// A client in that state.
async fn client(env: &Env, state: &str, number: usize) -> i64 {
    let inn = format!("{:010}", 7_000_000_000_u64 + number as u64);
    let mut body = json!({"kind": "LEGAL_ENTITY", "name": format!("ООО {number}")});
    if state.contains("INN") {
        body["inn"] = json!(inn);
    }
    if state.contains("credit") {
        body["credit_limit"] = json!("50.00");
    }
    let id = env.client_with(body.clone()).await;
    match state {
        "fresh" | "on credit" => {}
        "funded" => drop(env.api.deposit(id, "10.00").await),
        "credit used up" => spend(env, id, "50.00").await,
        "full" => drop(env.api.deposit(id, "999999999999999.99").await),
        "archived unused" => archive(env, id).await,
        "archived used" => {
            env.api.deposit(id, "10.00").await;
            archive(env, id).await;
        }
        "archived without its INN" => {
            archive(env, id).await;
            env.client_with(body).await;
        }
        "live with an INN that an archived one had" => {
            archive(env, id).await;
            return env.client_with(body).await;
        }
        other => panic!("{other}"),
    }
    id
}

/// Does the action with the least that it can ask for.
async fn act(api: &Api, client: &Value, action: &str) -> Reply {
    let path = format!("/api/v1/clients/{}", client["id"]);
    let kopeck = json!({"amount": "0.01", "description": "проверка"});
    match action {
        "edit" => {
            let fields = ["kind", "name", "inn", "credit_limit", "version"];
            let body: Value =
                fields.iter().map(|field| ((*field).to_owned(), client[field].clone())).collect();
            api.put(&path, &body).await
        }
        "deposit" | "withdraw" | "spend" => api.command(&format!("{path}/{action}"), &key(), &kopeck).await,
        "operation" => {
            let note = json!({"client_id": client["id"], "kind": "NOTE", "description": "проверка"});
            api.command("/api/v1/operations", &key(), &note).await
        }
        "statement" => api.get(&format!("{path}/statement")).await,
        "delete" => api.delete(&path).await,
        "archive" | "restore" => api.post(&format!("{path}/{action}"), &json!({})).await,
        other => panic!("an unknown action: {other}"),
    }
}

#[test]
fn what_is_offered_for_a_client_is_what_the_endpoints_do() {
    run(|env| async move {
        let mut number = 0;
        let mut told = std::collections::BTreeSet::new();
        for role in ["admin", "cashier", "viewer"] {
            let api = env.user(role).await;
            for state in STATES {
                let mut at = 0;
                loop {
                    // Each action on a client of its own: the one before has changed the state.
                    number += 1;
                    let id = client(&env, state, number).await;
                    let shown = api.get(&format!("/api/v1/clients/{id}")).await.body;
                    let offers = offers(&shown);
                    let Some(offer) = offers.get(at) else { break };
                    at += 1;
                    let action = offer["action"].as_str().unwrap();
                    let reply = act(&api, &shown, action).await;
                    agree(&format!("{role}, {state}"), offer, &reply);
                    told.insert(offer["reason"].as_str().unwrap_or("allowed").to_owned());
                }
                assert_eq!(at, 9, "{role}, {state}");
            }
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(
            told,
            [
                "allowed",
                "archived",
                "balance_out_of_bounds",
                "client_archived",
                "in_use",
                "inn_taken",
                "insufficient_funds",
                "not_archived",
                "not_permitted"
            ]
        );
        env
    });
}
