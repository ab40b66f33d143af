//! Payments that wait for a person: each says why, what the bank sent, who has the INN, and whether it can be bound.

use serde_json::{Value, json};

use super::{WEBHOOK, bank, example, organisation};
use crate::harness::{Env, run};

async fn deliveries(env: &Env) -> Vec<Value> {
    let reply = env.api.get("/api/v1/bank-deliveries").await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.body["items"].as_array().unwrap().clone()
}

#[test]
fn an_unmatched_payment_tells_everything_that_is_known_about_it() {
    run(|env| async move {
        let mut payment = example();
        payment["payer_name"] = json!(" ООО «Ромашка» ");
        bank(&env).post(WEBHOOK, &payment).await;
        let waiting = deliveries(&env).await.remove(0);
        for (field, value) in [
            ("status", json!("unmatched")),
            ("reason", json!("no_client")),
            ("payer_inn", json!("1234567890")),
            ("payer_name", json!("ООО «Ромашка»")),
            ("document_number", json!("PAY-328")),
            ("document_date", json!("2024-04-27T21:00:00Z")),
            ("amount", json!("145000.00")),
            ("inn_client", Value::Null),
            ("client_id", Value::Null),
            ("credit_operation_id", Value::Null),
            ("credited_delivery_id", Value::Null),
            ("available_actions", json!([{"action": "bind", "allowed": true}])),
        ] {
            assert_eq!(waiting[field], value, "{field}");
        }
        let body: Value = serde_json::from_str(waiting["body"].as_str().unwrap()).unwrap();
        assert_eq!(body, payment);
        let viewer = env.user("viewer").await;
        let seen = viewer.get("/api/v1/bank-deliveries").await.body["items"][0].clone();
        assert_eq!(
            seen["available_actions"],
            json!([{"action": "bind", "allowed": false, "reason": "not_permitted"}])
        );
        env
    });
}

#[test]
fn the_reason_follows_the_clients_that_have_the_inn() {
    run(|env| async move {
        let client = organisation(&env).await;
        let archive = format!("/api/v1/clients/{client}/archive");
        assert_eq!(env.api.post(&archive, &json!({})).await.status, 200);
        bank(&env).post(WEBHOOK, &example()).await;
        let waiting = deliveries(&env).await.remove(0);
        assert_eq!(waiting["reason"], "client_archived");
        assert_eq!(waiting["inn_client"], json!({"id": client, "name": "ООО Ромашка", "archived": true}));
        let heir = organisation(&env).await;
        let waiting = deliveries(&env).await.remove(0);
        assert_eq!(waiting["reason"], "client_appeared");
        assert_eq!(waiting["inn_client"], json!({"id": heir, "name": "ООО Ромашка", "archived": false}));

        let path = format!("/api/v1/bank-deliveries/{}/bind", waiting["id"]);
        let bound = env.api.command(&path, "b", &json!({"client_id": heir})).await;
        assert_eq!(bound.status, 200, "{bound:?}");
        assert_eq!((&bound.body["reason"], &bound.body["client_id"]), (&Value::Null, &json!(heir)));
        assert_eq!(
            bound.body["available_actions"],
            json!([{"action": "bind", "allowed": false, "reason": "delivery_settled"}])
        );
        // And back from the operation to the payment.
        let operation =
            env.api.get(&format!("/api/v1/operations/{}", bound.body["credit_operation_id"])).await.body;
        assert_eq!(operation["bank_delivery_id"], waiting["id"]);
        assert_eq!(operation["actor_name"], "admin");
        env
    });
}

#[test]
fn a_payment_that_contradicts_a_credited_one_names_it_and_cannot_be_bound() {
    run(|env| async move {
        let client = organisation(&env).await;
        let bank = bank(&env);
        bank.post(WEBHOOK, &example()).await;
        let mut other = example();
        other["amount"] = json!(1);
        bank.post(WEBHOOK, &other).await;
        let kept = deliveries(&env).await;
        assert_eq!((&kept[0]["status"], &kept[0]["reason"]), (&json!("conflict"), &json!("other_data")));
        assert_eq!(kept[0]["credited_delivery_id"], kept[1]["id"]);
        let offer = json!([{"action": "bind", "allowed": false, "reason": "delivery_settled"}]);
        assert_eq!((&kept[0]["available_actions"], &kept[1]["available_actions"]), (&offer, &offer));
        let path = format!("/api/v1/bank-deliveries/{}/bind", kept[0]["id"]);
        let refused = env.api.command(&path, "b", &json!({"client_id": client})).await;
        assert_eq!((refused.status, refused.code()), (409, "delivery_settled"));
        let one = env.api.get(&format!("/api/v1/bank-deliveries/{}", kept[0]["id"])).await;
        assert_eq!((one.status, &one.body), (200, &kept[0]));
        assert_eq!(env.api.get("/api/v1/bank-deliveries/999999").await.status, 404);
        // The payments of one payer, credited or not.
        let of_payer = env.api.get("/api/v1/bank-deliveries?payer_inn=1234567890&count=true").await.body;
        assert_eq!(of_payer["count"]["value"], 2);
        assert_eq!(
            env.api.get("/api/v1/bank-deliveries?payer_inn=123456789012").await.body["items"],
            json!([])
        );
        env
    });
}
