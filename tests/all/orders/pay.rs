//! Paying: methods, exact effects, every reason at once, double pay, replay.

use serde_json::json;

use crate::harness::{key, run};

#[test]
fn an_order_is_paid_by_any_method_or_by_several() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.01", "100").await;
        for (tenders, balance) in [
            (vec![("WALLET", "20.02")], "79.98"),
            (vec![("CASH", "20.02")], "79.98"),
            (vec![("CARD", "20.02")], "79.98"),
            (vec![("WALLET", "5.00"), ("CASH", "10.00"), ("CARD", "5.02")], "74.98"),
        ] {
            let order = env.api.draft(client, &[(cable, "2")]).await;
            let reply = env.api.pay(order, &tenders).await;
            assert_eq!(reply.status, 200, "{reply:?}");
            assert_eq!(reply.body["money"].as_array().unwrap().len(), tenders.len());
            assert_eq!(env.balance(client).await, balance);
            let order = env.order(order).await;
            assert_eq!(
                (&order["status"], &order["paid"], &order["payment_state"]),
                (&json!("paid"), &json!("20.02"), &json!("paid"))
            );
        }
        assert_eq!(env.stock(cable).await, "92");
        env
    });
}

#[test]
fn the_wallets_part_is_an_operation_of_the_log_that_names_the_order() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "2.5", "100").await;
        let order = env.api.draft(client, &[(cable, "1.5")]).await;
        let paid = env.api.pay(order, &[("WALLET", "3.75")]).await;
        let id = paid.body["money"][0]["operation_id"].as_i64().unwrap();
        let operation = env.api.get(&format!("/api/v1/operations/{id}")).await.body;
        assert_eq!(
            (&operation["kind"], &operation["amount"], &operation["order_id"]),
            (&json!("ORDER_PAYMENT"), &json!("-3.75"), &json!(order))
        );
        assert_eq!(operation["available_actions"][0]["reason"], "kind_not_reversible");
        let reversal =
            env.api.command(&format!("/api/v1/operations/{id}/reversal"), &key(), &json!({})).await;
        assert_eq!(reversal.code(), "not_reversible", "the order gives money back, not a reversal");
        env
    });
}

#[test]
fn a_walk_in_client_pays_at_the_counter_but_has_no_wallet() {
    run(|env| async move {
        let cable = env.product("Кабель", "10.00", "100").await;
        let order = env.api.draft(0, &[(cable, "2")]).await;
        assert_eq!(env.api.pay(order, &[("WALLET", "20.00")]).await.code(), "system_client");
        assert_eq!(env.api.pay(order, &[("CASH", "20.00")]).await.status, 200);
        assert_eq!(env.order(order).await["client_name"], "Розничный покупатель");
        env
    });
}

#[test]
fn every_reason_against_a_payment_is_told_at_once() {
    run(|env| async move {
        let client = env.rich("Покупатель", "10.00").await;
        let (cable, router, plug) = (
            env.product("Кабель", "10.00", "1").await,
            env.product("Роутер", "100.00", "0").await,
            env.product("Вилка", "1.00", "50").await,
        );
        let order = env.api.draft(client, &[(router, "1"), (cable, "2"), (plug, "3"), (cable, "2")]).await;
        let world = env.world().await;
        let reply = env.api.pay(order, &[("WALLET", "142.00"), ("CASH", "5.00")]).await;
        assert_eq!((reply.status, reply.code()), (422, "amount_mismatch"), "{reply:?}");
        let shortages = json!([
            {"product_id": cable, "name": "Кабель", "available": "1", "required": "4"},
            {"product_id": router, "name": "Роутер", "available": "0", "required": "1"},
        ]);
        assert_eq!(reply.body["shortages"], shortages);
        assert_eq!((&reply.body["available"], &reply.body["required"]), (&json!("10.00"), &json!("142.00")));
        assert_eq!(
            reply.faults(),
            ["payments:amount_mismatch", "lines:insufficient_stock", "payments:insufficient_funds"]
        );
        assert_eq!(env.api.pay(order, &[("WALLET", "0.00")]).await.status, 422);
        assert_eq!(env.api.pay(order, &[("CASH", "70.00"), ("CASH", "73.00")]).await.status, 422);
        assert_eq!(env.api.pay(order, &[("ONLINE", "143.00")]).await.status, 422);
        assert_eq!(env.api.pay(999, &[("CASH", "1.00")]).await.status, 404);
        let after = env.world().await;
        assert!(
            after.starts_with(world.rsplit_once(' ').unwrap().0),
            "a refusal moved something: {world} {after}"
        );
        env
    });
}

#[test]
fn a_second_payment_is_refused_and_the_same_key_gives_the_first_answer() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let order = env.api.draft(client, &[(cable, "2")]).await;
        let first = env.api.pay_as(order, &[("WALLET", "20.00")], "once").await;
        assert_eq!(first.status, 200);
        assert_eq!(env.api.cancel(order, "потом").await.status, 200);
        for _ in 0..3 {
            let again = env.api.pay_as(order, &[("WALLET", "20.00")], "once").await;
            assert_eq!((again.status, &again.text), (200, &first.text));
            assert_eq!(again.header("idempotent-replayed"), Some("true"));
        }
        let other = env.api.pay_as(order, &[("CASH", "20.00")], "once").await;
        assert_eq!(other.code(), "idempotency_key_reused");
        assert_eq!(env.api.pay(order, &[("WALLET", "20.00")]).await.code(), "invalid_transition");
        assert_eq!((env.balance(client).await.as_str(), env.stock(cable).await.as_str()), ("100.00", "100"));
        env
    });
}

#[test]
fn a_stale_tab_pays_nothing() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let order = env.api.draft(client, &[(cable, "2")]).await;
        let seen = env.order(order).await["version"].clone();
        let lines = json!({"lines": [{"product_id": cable, "quantity": "3"}], "version": seen});
        assert_eq!(env.api.put(&format!("/api/v1/orders/{order}/lines"), &lines).await.status, 200);
        let pay = json!({"payments": [{"method": "WALLET", "amount": "20.00"}], "version": seen});
        let reply = env.api.command(&format!("/api/v1/orders/{order}/pay"), &key(), &pay).await;
        assert_eq!((reply.status, reply.code()), (409, "stale_version"));
        assert_eq!(reply.body["current_version"], seen.as_i64().unwrap() + 1);
        assert_eq!(
            env.api.put(&format!("/api/v1/orders/{order}/lines"), &lines).await.code(),
            "stale_version"
        );
        assert_eq!(env.balance(client).await, "100.00");
        env
    });
}

#[test]
fn an_order_of_gifts_is_paid_with_nothing() {
    run(|env| async move {
        let gift = env.product("Наклейка", "0.00", "5").await;
        let order = env.api.draft(0, &[(gift, "2")]).await;
        let reply = env.api.pay(order, &[]).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(env.stock(gift).await, "3");
        assert_eq!(env.api.cancel(order, "вернули").await.status, 200);
        assert_eq!(env.stock(gift).await, "5");
        env
    });
}

#[test]
fn credit_pays_orders_down_to_its_limit() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "INDIVIDUAL", "name": "В долг", "credit_limit": "50.00"})).await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let order = env.api.draft(client, &[(cable, "6")]).await;
        assert_eq!(env.api.pay(order, &[("WALLET", "60.00")]).await.code(), "insufficient_funds");
        assert_eq!(env.api.pay(order, &[("WALLET", "50.00"), ("CARD", "10.00")]).await.status, 200);
        assert_eq!(env.balance(client).await, "-50.00");
        env
    });
}
