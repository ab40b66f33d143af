//! When somebody says no: the order to the money, the provider to the order, the rules to the request.

use serde_json::json;

use super::shop;
use crate::harness::key;

#[test]
fn money_for_goods_that_are_gone_goes_back() {
    shop(|env, provider| async move {
        let (order, cable) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| books.payment().0.clone());
        let other = env.api.draft(0, &[(cable, "9")]).await;
        assert_eq!(env.api.pay(other, &[("CASH", "90.09")]).await.status, 200);
        provider.authorise(&env.api, &number).await;
        let voided = env.payment_becomes(payment, "VOIDED").await;
        assert_eq!((&voided["failure"], &voided["taken"]), (&json!("insufficient_stock"), &json!(false)));
        assert_eq!(provider.books(|books| books.payment().1["status"].clone()), "canceled");
        assert_eq!(env.order(order).await["status"], "draft");
        assert_eq!(env.stock(cable).await, "1");
        env
    });
}

#[test]
fn an_order_whose_money_cannot_be_captured_is_cancelled() {
    shop(|env, provider| async move {
        let (order, cable) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| {
            books.refuse_capture = true;
            books.payment().0.clone()
        });
        provider.authorise(&env.api, &number).await;
        let cancelled = env.order_becomes(order, "cancelled").await;
        assert_eq!(cancelled["payments"][0]["refunds"][0]["status"], "SUCCEEDED");
        assert_eq!(env.stock(cable).await, "10");
        let voided = env.payment_becomes(payment, "VOIDED").await;
        assert!(voided["failure"].as_str().unwrap().contains("cannot be captured"), "{voided}");
        assert_eq!(
            provider.books(|books| (books.refunds.len(), books.payment().1["status"].clone())),
            (0, json!("canceled"))
        );
        env
    });
}

#[test]
fn a_refund_that_the_provider_refuses_waits_for_a_person() {
    shop(|env, provider| async move {
        let (order, _) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| books.payment().0.clone());
        provider.authorise(&env.api, &number).await;
        env.payment_becomes(payment, "CAPTURED").await;
        provider.books(|books| books.refuse_refunds = true);
        assert_eq!(env.api.cancel(order, "передумал").await.status, 200);
        let failed = env.payment_until(payment, |payment| payment["refunds"][0]["status"] == "FAILED").await;
        assert!(failed["refunds"][0]["failure"].as_str().unwrap().contains("cannot be refunded"));
        let jobs =
            super::until(&env.api, "/api/v1/jobs?kind=REFUND", |jobs| jobs["items"][0]["state"] == "FAILED")
                .await;
        provider.books(|books| books.refuse_refunds = false);
        let job = jobs["items"][0]["id"].as_i64().unwrap();
        assert_eq!(env.api.post(&format!("/api/v1/jobs/{job}/retry"), &json!({})).await.status, 200);
        env.payment_until(payment, |payment| payment["refunds"][0]["status"] == "SUCCEEDED").await;
        assert_eq!(provider.books(|books| books.refunds.len()), 1);
        env
    });
}

#[test]
fn a_payment_that_the_client_does_not_make_fails() {
    shop(|env, provider| async move {
        let (order, _) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| {
            let number = books.payment().0.clone();
            books.set(&number, "canceled");
            books.payments.get_mut(&number).unwrap()["cancellation_details"] =
                json!({"reason": "expired_on_confirmation"});
            number
        });
        provider.notify(&env.api, "payment.canceled", &number).await;
        let failed = env.payment_becomes(payment, "FAILED").await;
        assert_eq!(failed["failure"], "expired_on_confirmation");
        // Another attempt is free.
        env.ask_online(order, json!({"amount": "20.02"})).await.body["id"].as_i64().unwrap();
        env
    });
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    shop(|env, _| async move {
        let (order, _) = env.unpaid().await;
        for (body, code) in [
            (json!({"amount": "20.03"}), "amount_mismatch"),
            (json!({"amount": "20.02", "provider": "paypal"}), "unknown_provider"),
            (json!({"amount": "0"}), "invalid_fields"),
            (json!({"amount": "-1"}), "invalid_fields"),
            (json!({"amount": "1", "return_url": "javascript:alert(1)"}), "invalid_fields"),
            (json!({"amount": "1", "return_url": "http://shop.example/"}), "invalid_fields"),
            (json!({"amount": "1", "return_url": "https://a@shop.example/"}), "invalid_fields"),
            (json!({"amount": "1", "return_url": "https://evil.example/shop.example"}), "invalid_fields"),
            (
                json!({"amount": "1", "provider": "manual", "return_url": "https://evil.example/"}),
                "invalid_fields",
            ),
            (json!({"amount": "1.001"}), "invalid_fields"),
        ] {
            let reply = env.ask_online(order, body.clone()).await;
            assert_eq!((reply.code(), reply.status), (code, 422), "{body} {reply:?}");
        }
        assert_eq!(env.ask_online(999_999, json!({"amount": "1"})).await.status, 404);
        let path = format!("/api/v1/orders/{order}/payments");
        assert_eq!(env.api.post(&path, &json!({"amount": "1"})).await.code(), "idempotency_key_required");
        assert_eq!(env.api.pay(order, &[("CASH", "20.02")]).await.status, 200);
        let late = env.api.command(&path, &key(), &json!({"amount": "20.02"})).await;
        assert_eq!((late.code(), &late.body["current_status"]), ("invalid_transition", &json!("paid")));
        let viewer = env.user("viewer").await;
        assert_eq!(viewer.command(&path, &key(), &json!({"amount": "1"})).await.status, 403);
        env
    });
}

#[test]
fn nobody_is_sent_to_a_page_that_is_not_the_providers() {
    let elsewhere = [("SALDO_PAYMENT_CONFIRMATION_HOSTS", "another.example")];
    crate::harness::run_with_provider(&elsewhere, |env, _| async move {
        let (order, _) = env.unpaid().await;
        let asked = env.ask_online(order, json!({"amount": "20.02"})).await;
        assert_eq!(asked.status, 201, "{asked:?}");
        let path = format!("/api/v1/payments/{}", asked.body["id"]);
        let begun = std::time::Instant::now();
        loop {
            let payment = env.api.get(&path).await.body;
            assert_eq!(payment["confirmation_url"], serde_json::Value::Null, "{payment}");
            let jobs = env.api.get("/api/v1/jobs").await.text;
            if jobs.contains("its host is not allowed") {
                assert_eq!(payment["status"], "PENDING");
                break;
            }
            assert!(begun.elapsed().as_secs() < 20, "{jobs}");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        env
    });
}
