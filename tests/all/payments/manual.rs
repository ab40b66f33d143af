//! A terminal: a person takes the money and says so. No provider is configured here, so the terminal is the default.

use serde_json::json;

use crate::harness::run;

#[test]
fn a_confirmed_payment_pays_its_order() {
    run(|env| async move {
        let (order, cable) = env.unpaid().await;
        let asked = env.ask_online(order, json!({"amount": "20.02"})).await;
        assert_eq!((asked.status, &asked.body["provider"]), (201, &json!("manual")), "{asked:?}");
        let id = asked.body["id"].as_i64().unwrap();
        assert_eq!(asked.body["available_actions"][0], json!({"action": "confirm", "allowed": true}));
        let path = format!("/api/v1/payments/{id}/confirm");
        assert_eq!(env.api.post(&path, &json!({"reference": " "})).await.code(), "invalid_fields");
        let done = env.api.post(&path, &json!({"reference": "RRN 012345678901"})).await;
        assert_eq!((done.status, &done.body["reference"]), (200, &json!("RRN 012345678901")), "{done:?}");
        let paid = env.order_becomes(order, "paid").await;
        assert_eq!(paid["payments"][0]["status"], "CAPTURED");
        assert_eq!(env.api.post(&path, &json!({"reference": "2"})).await.code(), "payment_settled");
        let back = env.api.cancel(order, "передумал").await;
        assert_eq!(back.status, 200, "{back:?}");
        assert_eq!(env.order(order).await["payments"][0]["refunds"][0]["status"], "SUCCEEDED");
        assert_eq!(env.stock(cable).await, "10");
        let audit = env.api.get("/api/v1/audit?limit=10").await.text;
        assert!(audit.contains("confirm") && audit.contains("RRN 012345678901"), "{audit}");
        env
    });
}

#[test]
fn a_part_on_the_terminal_and_the_rest_in_cash() {
    run(|env| async move {
        let (order, _) = env.unpaid().await;
        let id = env.ask_online(order, json!({"amount": "20.00"})).await.body["id"].as_i64().unwrap();
        env.api.post(&format!("/api/v1/payments/{id}/confirm"), &json!({"reference": "1"})).await;
        let paid = env.api.pay(order, &[("CASH", "0.02"), ("ONLINE", "20.00")]).await;
        assert_eq!(paid.status, 200, "{paid:?}");
        env.payment_becomes(id, "CAPTURED").await;
        env
    });
}

#[test]
fn a_confirmed_payment_is_given_up_at_once_when_the_order_does_not_want_it() {
    run(|env| async move {
        let (order, cable) = env.unpaid().await;
        let id = env.ask_online(order, json!({"amount": "20.02"})).await.body["id"].as_i64().unwrap();
        let other = env.api.draft(0, &[(cable, "10")]).await;
        assert_eq!(env.api.pay(other, &[("CASH", "100.10")]).await.status, 200);
        env.api.post(&format!("/api/v1/payments/{id}/confirm"), &json!({"reference": "1"})).await;
        let voided = env.payment_becomes(id, "VOIDED").await;
        assert_eq!(voided["failure"], "insufficient_stock");
        let void = env.api.post(&format!("/api/v1/payments/{id}/void"), &json!({})).await;
        assert_eq!(void.code(), "payment_settled");
        assert_eq!(env.api.post("/api/v1/payments/999999/void", &json!({})).await.status, 404);
        env
    });
}
