//! What a network does to payments: whatever is cut, slow or broken, each thing happens once at the provider.

use serde_json::json;

use super::shop;
use crate::harness::{Fault, run_with_provider};

#[test]
fn a_lost_answer_is_found_again_and_nothing_happens_twice() {
    shop(|env, provider| async move {
        let faults = [
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::Down,
            Fault::BadGateway,
            Fault::Garbage,
            Fault::Slow(3_000),
        ];
        for (at, fault) in faults.into_iter().enumerate() {
            let (order, _) = env.unpaid().await;
            provider.fail("POST /v3/payments", fault);
            let payment = env.asked(order).await;
            assert_eq!(provider.books(|books| books.payments.len()), at + 1, "{fault:?}");
            let number = env.payment_until(payment, |_| true).await["external_id"].clone();
            provider.fail("/capture", fault);
            provider.authorise(&env.api, number.as_str().unwrap()).await;
            env.payment_becomes(payment, "CAPTURED").await;
            provider.fail("POST /v3/refunds", fault);
            assert_eq!(env.api.cancel(order, "передумал").await.status, 200);
            env.payment_until(payment, |payment| payment["refunds"][0]["status"] == "SUCCEEDED").await;
            assert_eq!(provider.books(|books| books.refunds.len()), at + 1, "{fault:?}");
        }
        let jobs = env.api.get("/api/v1/jobs?state=FAILED,RUNNING").await.body;
        assert_eq!(jobs["items"], json!([]), "nothing is left over");
        env
    });
}

#[test]
fn webhooks_come_twice_late_forged_or_about_nothing_and_change_nothing_by_themselves() {
    shop(|env, provider| async move {
        let (order, cable) = env.unpaid().await;
        let payment = env.asked(order).await;
        let number = provider.books(|books| books.payment().0.clone());
        let forged = provider.forge(&env.api, &number).await;
        assert_eq!((forged.status, forged.code()), (401, "invalid_signature"));
        // It says "succeeded" before anything was paid, and is not believed.
        assert_eq!(provider.notify(&env.api, "payment.succeeded", &number).await.status, 204);
        assert_eq!(provider.notify(&env.api, "payment.succeeded", "pay-999").await.status, 204);
        provider.books(|books| books.set(&number, "waiting_for_capture"));
        let notices = (0..20).map(|_| provider.notify(&env.api, "payment.waiting_for_capture", &number));
        for reply in futures_util::future::join_all(notices).await {
            assert_eq!(reply.status, 204, "{reply:?}");
        }
        env.payment_becomes(payment, "CAPTURED").await;
        // The first one once more, after the last.
        provider.notify(&env.api, "payment.waiting_for_capture", &number).await;
        provider.notify(&env.api, "payment.canceled", &number).await;
        let order = env.order(order).await;
        assert_eq!((&order["status"], &order["paid"]), (&json!("paid"), &json!("20.02")));
        assert_eq!(provider.books(|books| books.count("/capture")), 1);
        assert_eq!(env.stock(cable).await, "8");
        env
    });
}

#[test]
fn wrong_credentials_are_no_refusal_of_a_payment() {
    run_with_provider(&[("SALDO_PAYMENT_SECRET_KEY", "wrong")], |env, _| async move {
        let (order, _) = env.unpaid().await;
        let reply = env.ask_online(order, json!({"amount": "20.02"})).await;
        let id = reply.body["id"].as_i64().unwrap();
        let path = format!("/api/v1/jobs?subject=payment:{id}");
        let jobs =
            super::until(&env.api, &path, |jobs| jobs["items"][0]["attempts"].as_i64() > Some(1)).await;
        let error = jobs["items"][0]["error"].as_str().unwrap_or_default();
        assert!(error.contains("credentials") && !error.contains("wrong"), "{jobs}");
        assert_eq!(env.payment_until(id, |_| true).await["status"], "PENDING");
        env
    });
}
