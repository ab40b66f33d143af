//! Receipts, write-offs, stock-takes: all lines or none, once per key.

use futures_util::future::join_all;
use serde_json::json;

use crate::harness::{key, run};

const PATH: &str = "/api/v1/stock-movements";

#[test]
fn goods_come_go_and_are_counted() {
    run(|env| async move {
        let (cable, plug) =
            (env.product("Кабель", "1.00", "0").await, env.product("Вилка", "1.00", "0").await);
        let receipt = json!({"kind": "RECEIPT", "reason": "Накладная 15", "lines": [
            {"product_id": plug, "quantity": "5"}, {"product_id": cable, "quantity": "2.5"}, {"product_id": plug, "quantity": 1}]});
        let reply = env.api.command(PATH, "in", &receipt).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let items = reply.body["items"].as_array().unwrap();
        assert_eq!(items.len(), 2, "one movement per product");
        assert!(
            items
                .iter()
                .all(|item| item["id"].is_i64() && item["seq"] == 1 && item["reason"] == "Накладная 15")
        );
        let again = env.api.command(PATH, "in", &receipt).await;
        assert_eq!(
            (again.status, &again.text, again.header("idempotent-replayed")),
            (201, &reply.text, Some("true"))
        );
        assert_eq!((env.stock(cable).await, env.stock(plug).await), ("2.5".into(), "6".into()));

        let off = json!({"kind": "WRITE_OFF", "reason": "сгорели", "lines": [{"product_id": plug, "quantity": "2"}]});
        assert_eq!(env.api.command(PATH, &key(), &off).await.body["items"][0]["quantity"], "-2");
        let count = json!({"kind": "STOCK_TAKE", "reason": "инвентаризация", "lines": [
            {"product_id": plug, "quantity": "3"}, {"product_id": cable, "quantity": "2.5"}]});
        let reply = env.api.command(PATH, &key(), &count).await;
        let moved: Vec<_> =
            reply.body["items"].as_array().unwrap().iter().map(|item| item["quantity"].clone()).collect();
        assert_eq!(moved, [json!("0"), json!("-1")]);
        assert_eq!((env.stock(cable).await, env.stock(plug).await), ("2.5".into(), "3".into()));
        env
    });
}

#[test]
fn copies_of_one_write_off_at_two_servers_are_one() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        for round in 0..10 {
            let cable = env.product("Кабель", "1.00", "10").await;
            let off = json!({"kind": "WRITE_OFF", "reason": "сгорели", "lines": [{"product_id": cable, "quantity": "10"}]});
            let copies = (0..32).map(|i| {
                let (api, off) = (if i % 2 == 0 { &env.api } else { &other }, &off);
                async move { api.command(PATH, &format!("off-{round}"), off).await }
            });
            // The first takes everything. A copy that came in its way finds that there is nothing left, and answers as the first did.
            let replies = join_all(copies).await;
            for reply in &replies {
                assert_eq!((reply.status, &reply.text), (201, &replies[0].text));
            }
            assert_eq!(env.stock(cable).await, "0");
        }
        env
    });
}

#[test]
fn all_lines_or_none() {
    run(|env| async move {
        let (cable, plug) =
            (env.product("Кабель", "1.00", "2").await, env.product("Вилка", "1.00", "1").await);
        let world = env.world().await;
        let off = json!({"kind": "WRITE_OFF", "reason": "утопили", "lines": [
            {"product_id": cable, "quantity": "1"}, {"product_id": plug, "quantity": "2"}, {"product_id": cable, "quantity": "2"}]});
        let reply = env.api.command(PATH, &key(), &off).await;
        assert_eq!((reply.status, reply.code()), (422, "insufficient_stock"));
        assert_eq!(reply.body["shortages"].as_array().unwrap().len(), 2, "{reply:?}");
        for (body, fault) in [
            (
                json!({"kind": "RECEIPT", "lines": [{"product_id": 99, "quantity": "1"}]}),
                "lines[0].product_id:unknown_reference",
            ),
            (
                json!({"kind": "RECEIPT", "lines": [{"product_id": cable, "quantity": "0"}]}),
                "lines[0].quantity:must_be_positive",
            ),
            (
                json!({"kind": "SALE", "lines": [{"product_id": cable, "quantity": "1"}]}),
                "kind:kind_not_creatable",
            ),
            (
                json!({"kind": "WRITE_OFF", "lines": [{"product_id": cable, "quantity": "1"}]}),
                "reason:required",
            ),
            (
                json!({"kind": "STOCK_TAKE", "reason": "счёт", "lines": [
                {"product_id": cable, "quantity": "1"}, {"product_id": cable, "quantity": "2"}]}),
                "lines[1].product_id:duplicate",
            ),
        ] {
            let reply = env.api.command(PATH, &key(), &body).await;
            assert_eq!(reply.faults(), [fault], "{reply:?}");
        }
        assert_eq!(env.world().await, world, "a refusal moved something");
        env
    });
}
