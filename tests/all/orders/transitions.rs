//! The table of transitions: each step and each refusal, and the history that they leave.

use serde_json::json;

use crate::harness::{Env, Reply, key, run};

/// An order in every state: draft, paid, cancelled draft, cancelled paid.
async fn orders(env: &Env) -> [i64; 4] {
    let client = env.rich("Покупатель", "1000.00").await;
    let cable = env.product("Кабель", "10.00", "100").await;
    let mut ids = [0; 4];
    for id in &mut ids {
        *id = env.api.draft(client, &[(cable, "2")]).await;
    }
    for paid in [ids[1], ids[3]] {
        assert_eq!(env.api.pay(paid, &[("WALLET", "20.00")]).await.status, 200);
    }
    assert_eq!(env.api.cancel(ids[2], "").await.status, 200);
    assert_eq!(env.api.cancel(ids[3], "передумал").await.status, 200);
    ids
}

fn refused(reply: &Reply, status: &str) {
    assert_eq!((reply.status, reply.code()), (409, "invalid_transition"), "{reply:?}");
    assert_eq!(reply.body["current_status"], status, "{reply:?}");
}

#[test]
fn every_step_that_the_table_does_not_have_is_refused() {
    run(|env| async move {
        let [draft, paid, dropped, cancelled] = orders(&env).await;
        let world = env.world().await;
        let api = &env.api;
        refused(&api.pay(paid, &[("CASH", "20.00")]).await, "paid");
        refused(&api.pay(dropped, &[("CASH", "20.00")]).await, "cancelled");
        refused(&api.pay(cancelled, &[("CASH", "20.00")]).await, "cancelled");
        refused(&api.cancel(dropped, "ещё раз").await, "cancelled");
        refused(&api.cancel(cancelled, "ещё раз").await, "cancelled");
        for (order, status) in [(draft, "draft"), (dropped, "cancelled"), (cancelled, "cancelled")] {
            refused(&api.take_back(order, &[(1, "1", true)], "10.00").await, status);
        }
        for (order, status) in [(draft, "draft"), (paid, "paid")] {
            let path = format!("/api/v1/orders/{order}/archive");
            refused(&api.command(&path, &key(), &json!({})).await, status);
        }
        for order in [paid, dropped, cancelled] {
            let version = env.order(order).await["version"].clone();
            let lines = json!({"lines": [], "version": version});
            assert_eq!(
                api.put(&format!("/api/v1/orders/{order}/lines"), &lines).await.code(),
                "invalid_transition"
            );
            let head = json!({"client_id": 0, "comment": "", "version": version});
            assert_eq!(api.put(&format!("/api/v1/orders/{order}"), &head).await.code(), "invalid_transition");
        }
        assert_eq!(env.world().await, world, "a refusal moved something");
        env
    });
}

#[test]
fn the_history_says_who_when_from_where_to_where_and_why() {
    run(|env| async move {
        let [draft, _, dropped, cancelled] = orders(&env).await;
        let path = format!("/api/v1/orders/{cancelled}/archive");
        assert_eq!(env.api.command(&path, &key(), &json!({})).await.status, 200);
        assert_eq!(env.api.command(&path, &key(), &json!({})).await.code(), "archived");
        let steps = async |order: i64| {
            let reply = env.api.get(&format!("/api/v1/orders/{order}/history")).await;
            let items = reply.body["items"].as_array().unwrap().clone();
            assert!(items.iter().all(|item| item["actor"] == "user:1" && item["actor_name"] == "admin"));
            let word = |item: &serde_json::Value| {
                format!(
                    "{} {}>{}",
                    item["event"].as_str().unwrap(),
                    item["from_status"].as_str().unwrap_or("-"),
                    item["to_status"].as_str().unwrap()
                )
            };
            items.iter().map(word).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(steps(draft).await, "created ->draft");
        assert_eq!(steps(dropped).await, "created ->draft, cancelled draft>cancelled");
        assert_eq!(
            steps(cancelled).await,
            "created ->draft, paid draft>paid, cancelled paid>cancelled, archived cancelled>cancelled"
        );
        let reply = env.api.get(&format!("/api/v1/orders/{cancelled}/history")).await;
        let cancelled_at = &reply.body["items"][2];
        assert_eq!(cancelled_at["reason"], "передумал");
        assert_eq!(cancelled_at["money"][0]["method"], "WALLET");
        assert!(cancelled_at["money"][0]["operation_id"].is_i64());
        assert_eq!(cancelled_at["movements"][0]["quantity"], "2");
        let path = format!("/api/v1/orders/{cancelled}/unarchive");
        assert_eq!(env.api.command(&path, &key(), &json!({})).await.status, 200);
        assert_eq!(env.api.command(&path, &key(), &json!({})).await.code(), "not_archived");
        assert_eq!(env.api.get("/api/v1/orders/999/history").await.status, 404);
        env
    });
}

#[test]
fn a_cancelled_draft_moves_nothing_and_a_cancelled_paid_order_brings_all_back() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.00", "5").await;
        let draft = env.api.draft(client, &[(cable, "3")]).await;
        assert_eq!(env.api.cancel(draft, "").await.body["movements"], json!([]));
        assert_eq!((env.stock(cable).await.as_str(), env.balance(client).await.as_str()), ("5", "100.00"));
        let paid = env.api.draft(client, &[(cable, "2"), (cable, "1")]).await;
        let reply = env.api.pay(paid, &[("WALLET", "30.00")]).await;
        assert_eq!(reply.body["movements"].as_array().unwrap().len(), 1, "a product is touched once");
        assert_eq!((env.stock(cable).await.as_str(), env.balance(client).await.as_str()), ("2", "70.00"));
        assert_eq!(env.api.cancel(paid, "").await.faults(), ["reason:required"]);
        assert_eq!(env.api.cancel(paid, "брак").await.status, 200);
        assert_eq!((env.stock(cable).await.as_str(), env.balance(client).await.as_str()), ("5", "100.00"));
        let order = env.order(paid).await;
        assert_eq!((&order["payment_state"], &order["refunded"]), (&json!("refunded"), &json!("30.00")));
        env
    });
}

#[test]
fn every_command_on_an_order_refuses_a_version_that_is_old() {
    run(|env| async move {
        let client = env.rich("Покупатель", "1000.00").await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let (draft, paid) =
            (env.api.draft(client, &[(cable, "1")]).await, env.api.draft(client, &[(cable, "2")]).await);
        assert_eq!(env.api.pay(paid, &[("WALLET", "20.00")]).await.status, 200);
        let world = env.world().await;
        let version = |order: serde_json::Value| order["version"].as_i64().unwrap();
        let (of_draft, of_paid) = (version(env.order(draft).await), version(env.order(paid).await));
        for wrong in [-1, 1] {
            let (of_draft, of_paid) = (of_draft + wrong, of_paid + wrong);
            for (id, command, body) in [
                (
                    draft,
                    "pay",
                    json!({"payments": [{"method": "WALLET", "amount": "10.00"}], "version": of_draft}),
                ),
                (draft, "cancel", json!({"version": of_draft})),
                (paid, "cancel", json!({"reason": "передумали", "version": of_paid})),
                (
                    paid,
                    "returns",
                    json!({"lines": [{"number": 1, "quantity": "1", "restock": true}], "amount": "10.00",
                                         "reason": "не подошёл", "version": of_paid}),
                ),
            ] {
                let reply = env.api.command(&format!("/api/v1/orders/{id}/{command}"), &key(), &body).await;
                assert_eq!((reply.status, reply.code()), (409, "stale_version"), "{command}: {reply:?}");
                assert!(reply.body["current_version"].is_i64(), "{reply:?}");
            }
            assert_eq!(env.world().await, world);
        }
        env
    });
}
