//! Every action that a page offers is tried: what is said to be allowed is done, what is not is refused for the very reason told.

mod clients;
mod others;

use serde_json::{Value, json};

use crate::harness::{Env, Reply};

/// The answer of the endpoint behind a reason.
fn refusal(reason: &str) -> (u16, &str) {
    match reason {
        "not_permitted" | "not_owner" => (403, "forbidden"),
        "archived" => (409, "archived"),
        "not_archived" => (409, "not_archived"),
        "in_use" => (409, "in_use"),
        "inn_taken" => (409, "inn_taken"),
        "already_reversed" => (409, "already_reversed"),
        "delivery_settled" => (409, "delivery_settled"),
        "client_archived" => (422, "client_archived"),
        "system_client" => (422, "system_client"),
        "insufficient_funds" => (422, "insufficient_funds"),
        "balance_out_of_bounds" => (422, "balance_out_of_bounds"),
        "no_amount" | "kind_not_reversible" => (422, "not_reversible"),
        other => panic!("an unknown reason: {other}"),
    }
}

/// The offers of a record.
fn offers(record: &Value) -> Vec<Value> {
    record["available_actions"].as_array().unwrap_or_else(|| panic!("no actions: {record}")).clone()
}

/// Compares an offer with the answer to the action.
fn agree(place: &str, offer: &Value, reply: &Reply) {
    if offer["allowed"] == true {
        assert!(reply.status < 300, "{place}: {offer} but {reply:?}");
    } else {
        let expected = refusal(offer["reason"].as_str().unwrap());
        assert_eq!((reply.status, reply.code()), expected, "{place}: {offer} but {reply:?}");
    }
}

/// A key that no other command has.
fn key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Spends from an account as the administrator.
async fn spend(env: &Env, client: i64, amount: &str) {
    let body = json!({"amount": amount, "description": "трата"});
    let reply = env.api.command(&format!("/api/v1/clients/{client}/spend"), &key(), &body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
}

async fn archive(env: &Env, client: i64) {
    let reply = env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}
