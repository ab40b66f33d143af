//! The way of an online payment when all goes well: asked, authorised, taken by the order, captured, given back.

use serde_json::json;

use super::shop;
use crate::harness::{key, run};

#[test]
fn a_client_pays_online_and_gets_the_money_back() {
    shop(|env, provider| async move {
        let (order, cable) = env.unpaid().await;
        let payment = env.asked(order).await;
        let (number, told) = provider.books(|books| (books.payment().0.clone(), books.payment().1.clone()));
        assert_eq!(told["amount"], json!({"value": "20.02", "currency": "RUB"}));
        assert_eq!(
            (&told["capture"], &told["metadata"]["payment_id"]),
            (&json!(false), &json!(payment.to_string()))
        );

        provider.authorise(&env.api, &number).await;
        let paid = env.order_becomes(order, "paid").await;
        assert_eq!((&paid["paid"], &paid["payment_state"]), (&json!("20.02"), &json!("paid")));
        let captured = env.payment_becomes(payment, "CAPTURED").await;
        assert_eq!((&captured["taken"], &captured["external_id"]), (&json!(true), &json!(number)));
        assert_eq!(captured["available_actions"][1]["reason"], "payment_settled");
        assert_eq!(provider.books(|books| books.payment().1["status"].clone()), "succeeded");
        assert_eq!(env.stock(cable).await, "8");
        let history = env.api.get(&format!("/api/v1/orders/{order}/history")).await.body;
        assert_eq!(history["items"][1]["actor"], "system");

        let back = env.api.take_back(order, &[(1, "1", true)], "10.01").await;
        assert_eq!(back.status, 200, "{back:?}");
        env.payment_until(payment, |payment| payment["refunds"][0]["status"] == "SUCCEEDED").await;
        assert_eq!(env.api.cancel(order, "передумал").await.status, 200);
        let done = env.payment_until(payment, |payment| payment["refunds"][1]["status"] == "SUCCEEDED").await;
        assert_eq!(
            (&done["refunded"], &done["refunds"][1]["external_id"]),
            (&json!("20.02"), &json!("back-2"))
        );
        let sums = provider.books(|books| {
            books.refunds.values().map(|refund| refund["amount"]["value"].clone()).collect::<Vec<_>>()
        });
        assert_eq!(sums, ["10.01", "10.01"]);
        assert_eq!(env.stock(cable).await, "10");
        env
    });
}

#[test]
fn a_part_that_is_paid_online_waits_for_the_rest() {
    shop(|env, provider| async move {
        let (order, _) = env.unpaid().await;
        let reply = env.ask_online(order, json!({"amount": "15.00"})).await;
        let payment = reply.body["id"].as_i64().unwrap();
        env.payment_until(payment, |payment| payment["confirmation_url"].is_string()).await;
        let number = provider.books(|books| books.payment().0.clone());
        provider.authorise(&env.api, &number).await;
        env.payment_becomes(payment, "AUTHORISED").await;
        assert_eq!(env.order(order).await["status"], "draft");
        let refused = env.api.pay(order, &[("ONLINE", "20.02")]).await;
        assert_eq!(refused.code(), "payment_not_authorised", "{refused:?}");
        let paid = env.api.pay(order, &[("ONLINE", "15.00"), ("CASH", "5.02")]).await;
        assert_eq!(paid.status, 200, "{paid:?}");
        env.payment_becomes(payment, "CAPTURED").await;
        assert_eq!(provider.books(|books| books.count("/capture")), 1);
        env
    });
}

#[test]
fn without_a_webhook_the_provider_is_asked() {
    shop(|env, provider| async move {
        let (order, _) = env.unpaid().await;
        env.asked(order).await;
        provider.books(|books| {
            let number = books.payment().0.clone();
            books.set(&number, "waiting_for_capture");
        });
        env.order_becomes(order, "paid").await;
        env
    });
}

#[test]
fn an_open_payment_is_given_up_with_its_draft_or_by_hand_or_when_the_order_is_paid_otherwise() {
    shop(|env, provider| async move {
        for way in ["cancel", "void", "cash"] {
            let (order, _) = env.unpaid().await;
            let payment = env.asked(order).await;
            let number = env.payment_until(payment, |_| true).await["external_id"].clone();
            let number = number.as_str().unwrap();
            if way != "void" {
                // Paid for, but for a job that sees it only later.
                provider.books(|books| books.set(number, "waiting_for_capture"));
            }
            let reply = match way {
                "cancel" => env.api.cancel(order, "").await,
                "cash" => env.api.pay(order, &[("CASH", "20.02")]).await,
                _ => env.api.post(&format!("/api/v1/payments/{payment}/void"), &json!({})).await,
            };
            assert_eq!(reply.status, 200, "{way} {reply:?}");
            if way == "void" {
                // One that nobody has paid runs out at the provider.
                env.payment_becomes(payment, "VOIDING").await;
                provider.books(|books| books.set(number, "canceled"));
                provider.notify(&env.api, "payment.canceled", number).await;
            }
            env.payment_becomes(payment, "VOIDED").await;
            assert_eq!(provider.books(|books| books.payments[number]["status"].clone()), "canceled", "{way}");
        }
        env
    });
}

#[test]
fn one_payment_at_a_time_once_per_key() {
    shop(|env, provider| async move {
        let (order, _) = env.unpaid().await;
        let path = format!("/api/v1/orders/{order}/payments");
        let (once, body) = (key(), json!({"amount": "20.02"}));
        let first = env.api.command(&path, &once, &body).await;
        let id = first.body["id"].as_i64().unwrap();
        assert_eq!(first.header("location"), Some(format!("/api/v1/payments/{id}").as_str()));
        let again = env.api.command(&path, &once, &body).await;
        assert_eq!((again.status, &again.body["id"]), (201, &json!(id)));
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        let other = env.api.command(&path, &once, &json!({"amount": "1.00"})).await;
        assert_eq!(other.code(), "idempotency_key_reused");
        let second = env.api.command(&path, &key(), &body).await;
        assert_eq!((second.code(), &second.body["existing_id"]), ("payment_open", &json!(id)));
        env.payment_until(id, |payment| payment["confirmation_url"].is_string()).await;
        assert_eq!(provider.books(|books| books.payments.len()), 1);
        env
    });
}

#[test]
fn sixteen_askers_at_once_get_one_payment() {
    run(|env| async move {
        let (order, _) = env.unpaid().await;
        let path = format!("/api/v1/orders/{order}/payments");
        let body = json!({"amount": "20.02", "provider": "manual"});
        let asks = (0..16).map(|_| async { env.api.command(&path, &key(), &body).await.status });
        let mut statuses = futures_util::future::join_all(asks).await;
        statuses.sort_unstable();
        assert_eq!((statuses[0], statuses[1], statuses[15]), (201, 409, 409), "{statuses:?}");

        let (order, _) = env.unpaid().await;
        let (path, once) = (format!("/api/v1/orders/{order}/payments"), key());
        let asks = (0..16).map(|_| async { env.api.command(&path, &once, &body).await });
        let replies = futures_util::future::join_all(asks).await;
        assert!(replies.iter().all(|reply| reply.status == 201), "{replies:?}");
        let replayed = replies.iter().filter(|reply| reply.header("idempotent-replayed").is_some());
        assert_eq!(replayed.count(), 15);
        env
    });
}
