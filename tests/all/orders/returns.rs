//! Partial returns: quantities, the shelf, money back by the methods it came by.

use serde_json::json;

use crate::harness::{key, run};

#[test]
fn goods_come_back_in_parts_and_the_rest_with_the_cancellation() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let (cable, plug) =
            (env.product("Кабель", "10.00", "10").await, env.product("Вилка", "5.00", "10").await);
        let order = env.api.draft(client, &[(cable, "4"), (plug, "2"), (cable, "1")]).await;
        assert_eq!(env.api.pay(order, &[("WALLET", "30.00"), ("CASH", "30.00")]).await.status, 200);
        assert_eq!((env.stock(cable).await, env.stock(plug).await), ("5".into(), "8".into()));

        // Two of the first line, one of them broken; 35 back: the wallet first, then the till.
        let reply =
            env.api.take_back(order, &[(1, "1", true), (1, "1", false), (2, "1", true)], "35.00").await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let money = json!([
            {"method": "WALLET", "amount": "30.00", "operation_id": reply.body["money"][0]["operation_id"]},
            {"method": "CASH", "amount": "5.00", "operation_id": null},
        ]);
        assert_eq!(reply.body["money"], money);
        assert_eq!((env.stock(cable).await, env.stock(plug).await), ("6".into(), "9".into()));
        assert_eq!(env.balance(client).await, "100.00");
        let view = env.order(order).await;
        assert_eq!(
            (&view["status"], &view["payment_state"], &view["return_state"], &view["refunded"]),
            (&json!("paid"), &json!("partially_refunded"), &json!("partial"), &json!("35.00"))
        );
        assert_eq!(view["lines"][0]["returned"], "2");

        assert_eq!(env.api.cancel(order, "всё назад").await.status, 200);
        // The broken piece stays gone.
        assert_eq!((env.stock(cable).await, env.stock(plug).await), ("9".into(), "10".into()));
        assert_eq!(env.order(order).await["refunded"], "60.00");
        env
    });
}

#[test]
fn no_more_comes_back_than_was_sold_or_paid() {
    run(|env| async move {
        let cable = env.product("Кабель", "10.00", "10").await;
        let order = env.api.draft(0, &[(cable, "4")]).await;
        assert_eq!(env.api.pay(order, &[("CARD", "40.00")]).await.status, 200);
        assert_eq!(env.api.take_back(order, &[(1, "3", true)], "30.00").await.status, 200);
        for (lines, amount, code) in [
            (vec![(1, "2", true)], "5.00", "too_much_returned"),
            (vec![(1, "0.5", true), (1, "0.501", false)], "5.00", "too_much_returned"),
            (vec![(1, "1", true)], "10.01", "too_much_refunded"),
            (vec![(2, "1", true)], "1.00", "unknown_reference"),
            (vec![(1, "0", true)], "1.00", "invalid_fields"),
            (vec![(1, "1", true)], "-1.00", "invalid_fields"),
            (vec![], "1.00", "invalid_fields"),
        ] {
            let reply = env.api.take_back(order, &lines, amount).await;
            assert_eq!((reply.status, reply.code()), (422, code), "{lines:?} {amount} {reply:?}");
        }
        assert_eq!(
            env.api.take_back(order, &[(1, "1", false)], "0.00").await.status,
            200,
            "nothing back for junk"
        );
        assert_eq!(
            env.api.take_back(order, &[(1, "0.001", false)], "0.00").await.code(),
            "too_much_returned"
        );
        assert_eq!(env.stock(cable).await, "9");
        env
    });
}

#[test]
fn money_goes_back_to_a_live_wallet_only() {
    run(|env| async move {
        let client = env.rich("Уходящий", "100.00").await;
        let cable = env.product("Кабель", "10.00", "10").await;
        let order = env.api.draft(client, &[(cable, "4")]).await;
        assert_eq!(env.api.pay(order, &[("CASH", "10.00"), ("WALLET", "30.00")]).await.status, 200);
        let archive = format!("/api/v1/clients/{client}/archive");
        assert_eq!(env.api.post(&archive, &json!({})).await.status, 200);
        let world = env.world().await;
        assert_eq!(env.api.cancel(order, "закрылись").await.code(), "client_archived");
        assert_eq!(env.api.take_back(order, &[(1, "1", true)], "40.00").await.code(), "client_archived");
        assert_eq!(env.world().await, world, "a refusal moved something");
        assert_eq!(env.api.take_back(order, &[(1, "1", true)], "10.00").await.status, 200, "cash alone");
        env
    });
}

#[test]
fn a_return_is_done_once_per_key() {
    run(|env| async move {
        let cable = env.product("Кабель", "10.00", "10").await;
        let order = env.api.draft(0, &[(cable, "4")]).await;
        assert_eq!(env.api.pay(order, &[("CASH", "40.00")]).await.status, 200);
        let body =
            json!({"lines": [{"number": 1, "quantity": 1, "restock": true}], "amount": 10, "reason": "брак"});
        let path = format!("/api/v1/orders/{order}/returns");
        let first = env.api.command(&path, "r", &body).await;
        let again = env.api.command(&path, "r", &body).await;
        assert_eq!((first.status, &first.text), (200, &again.text));
        assert_eq!(env.stock(cable).await, "7");
        assert_eq!(env.api.command(&path, &key(), &body).await.status, 200, "another key is another return");
        env
    });
}
