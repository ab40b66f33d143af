//! What the bank says against its own credit is never passed over: nothing is credited, a person sees why, and the right delivery may
//! still come under the same operation_id.

use serde_json::{Value, json};

use super::{WEBHOOK, bank, organisation, payment};
use crate::harness::run;

/// A field that contradicts a credit in roubles, and the reason that people see.
fn contradictions() -> Vec<(&'static str, Value, &'static str)> {
    let other = "other_currency";
    vec![
        ("currency", json!("USD"), other),
        ("currency", json!("RUR"), other),
        ("currency", json!(""), other),
        ("currency", json!(840), other),
        ("currency", json!(true), other),
        ("currency", json!(["RUB"]), other),
        ("currency", json!({"code": "RUB"}), other),
        ("currencyCode", json!("EUR"), other),
        ("direction", json!("DEBIT"), "not_incoming"),
        ("operation_type", json!("refund"), "not_incoming"),
        ("status", json!("cancelled"), "not_completed"),
    ]
}

#[test]
fn a_contradiction_is_a_400_a_conflict_and_no_credit_and_uses_nothing_up() {
    run(|env| async move {
        let client = organisation(&env).await;
        let bank = bank(&env);
        for (at, (field, value, reason)) in contradictions().into_iter().enumerate() {
            let id = format!("ccf0a86d-041b-4991-bcf7-{at:012}");
            let right = payment(&id, json!(1), "1234567890");
            let mut wrong = right.clone();
            wrong[field] = value.clone();
            for times in 1..=2 {
                let reply = bank.post(WEBHOOK, &wrong).await;
                assert_eq!(reply.status, 400, "{field} {value}: {reply:?}");
                assert!(reply.body["error"].is_string(), "{reply:?}");
                let kept = env.api.get("/api/v1/bank-deliveries?status=conflict&limit=1").await.body;
                let kept = &kept["items"][0];
                assert_eq!(
                    (&kept["operation_id"], &kept["reason"], &kept["times_received"]),
                    (&json!(id), &json!(reason), &json!(times)),
                    "{field} {value}: {kept}"
                );
                let refused = json!({"action": "bind", "allowed": false, "reason": "delivery_contradicts"});
                assert_eq!(kept["available_actions"][0], refused);
                let bind = format!("/api/v1/bank-deliveries/{}/bind", kept["id"]);
                let bound =
                    env.api.command(&bind, &format!("b{at}{times}"), &json!({"client_id": client})).await;
                assert_eq!((bound.status, bound.code()), (409, "delivery_contradicts"), "{bound:?}");
            }
            assert_eq!(env.balance(client).await, format!("{at}.00"), "{field} {value}");
            assert_eq!(bank.post(WEBHOOK, &right).await.body, json!({"status": "success"}));
            assert_eq!(bank.post(WEBHOOK, &right).await.body, json!({"status": "already processed"}));
            assert_eq!(bank.post(WEBHOOK, &wrong).await.status, 400, "after the credit as well");
        }
        env
    });
}

#[test]
fn roubles_in_every_spelling_are_credited_and_foreign_fields_are_ignored() {
    run(|env| async move {
        let client = organisation(&env).await;
        let fields = [
            ("currency", json!("RUB")),
            ("currency", json!("rub")),
            ("currency", json!("643")),
            ("currency", json!(643)),
            ("currency", json!(null)),
            ("status", json!("completed")),
            ("type", json!("bank_transfer")),
            ("purpose", json!("USD debit cancelled")),
        ];
        let credited = fields.len();
        for (at, (field, value)) in fields.into_iter().enumerate() {
            let mut delivery =
                payment(&uuid::Uuid::from_u128(at as u128 + 1).to_string(), json!(1), "1234567890");
            delivery[field] = value.clone();
            let reply = bank(&env).post(WEBHOOK, &delivery).await;
            assert_eq!(reply.body, json!({"status": "success"}), "{field} {value}");
        }
        for amount in
            [json!(0), json!(-1), json!("-1.00"), json!(null), json!({"value": 1, "currency": "USD"})]
        {
            let delivery = payment(&uuid::Uuid::new_v4().to_string(), amount.clone(), "1234567890");
            assert_eq!(bank(&env).post(WEBHOOK, &delivery).await.status, 400, "{amount}");
        }
        let text = payment(&uuid::Uuid::new_v4().to_string(), json!(1), "1234567890").to_string();
        let twice = text.replacen('{', r#"{"currency":"RUB","ccy":"USD","#, 1);
        let request = bank(&env).request(reqwest::Method::POST, WEBHOOK);
        let reply =
            crate::harness::read(request.header("content-type", "application/json").body(twice)).await;
        assert_eq!(reply.status, 400, "{reply:?}");
        assert_eq!(env.balance(client).await, format!("{credited}.00"));
        env
    });
}
