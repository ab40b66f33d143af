//! Many at once, in two processes: one payment per order, no piece sold twice, no deadlock shown to anybody.

use futures_util::future::{join, join_all};
use serde_json::json;

use crate::harness::{Reply, key, run};

fn count(replies: &[Reply], fits: impl Fn(&Reply) -> bool) -> usize {
    replies.iter().filter(|reply| fits(reply)).count()
}

fn only(replies: &[Reply], codes: &[&str]) {
    for reply in replies {
        assert!(reply.status == 200 || codes.contains(&reply.code()), "{reply:?}");
    }
}

#[test]
fn of_64_payments_of_one_order_one_happens() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        let apis = [env.api.clone(), other];
        let client = env.rich("Нетерпеливый", "10000.00").await;
        let cable = env.product("Кабель", "10.00", "1000").await;
        for round in 0..10 {
            let order = env.api.draft(client, &[(cable, "2")]).await;
            let shared = key();
            let replies = join_all((0..64).map(|i| {
                let (api, key) = (&apis[i % 2], if i % 4 == 0 { shared.clone() } else { key() });
                async move { api.pay_as(order, &[("WALLET", "20.00")], &key).await }
            }))
            .await;
            only(&replies, &["invalid_transition"]);
            let new =
                count(&replies, |reply| reply.status == 200 && reply.header("idempotent-replayed").is_none());
            assert_eq!(new, 1, "{replies:?}");
            assert_eq!(env.stock(cable).await, (1000 - 2 * (round + 1)).to_string());
        }
        assert_eq!(env.balance(client).await, "9800.00");
        env
    });
}

#[test]
fn pay_against_cancel_and_cancel_against_return() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        let client = env.rich("Передумавший", "10000.00").await;
        let cable = env.product("Кабель", "10.00", "1000").await;
        for round in 0..20 {
            let order = env.api.draft(client, &[(cable, "2")]).await;
            let replies = join_all((0..16).map(|i| {
                let (api, pays) = (if i % 2 == 0 { &env.api } else { &other }, (i + round) % 4 < 2);
                async move {
                    if pays {
                        api.pay(order, &[("WALLET", "20.00")]).await
                    } else {
                        api.cancel(order, "нет").await
                    }
                }
            }))
            .await;
            only(&replies, &["invalid_transition"]);
            let order = env.order(order).await;
            assert_eq!(order["status"], "cancelled", "somebody's cancellation came last: {order}");
            assert_eq!(order["paid"], order["refunded"]);
        }
        assert_eq!(
            (env.stock(cable).await.as_str(), env.balance(client).await.as_str()),
            ("1000", "10000.00")
        );
        for _ in 0..10 {
            let order = env.api.draft(client, &[(cable, "4")]).await;
            assert_eq!(env.api.pay(order, &[("WALLET", "40.00")]).await.status, 200);
            let replies = join_all((0..12).map(|i| {
                let api = if i % 2 == 0 { &env.api } else { &other };
                async move {
                    if i == 5 {
                        api.cancel(order, "всё назад").await
                    } else {
                        api.take_back(order, &[(1, "1", true)], "10.00").await
                    }
                }
            }))
            .await;
            only(&replies, &["invalid_transition", "too_much_returned", "too_much_refunded"]);
        }
        assert_eq!(
            (env.stock(cable).await.as_str(), env.balance(client).await.as_str()),
            ("1000", "10000.00")
        );
        env
    });
}

#[test]
fn a_hundred_buyers_of_the_last_ten_pieces() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        let apis = [env.api.clone(), other];
        let client = env.rich("Толпа", "100000.00").await;
        for _ in 0..5 {
            let (a, b) = (env.product("А", "1.00", "20").await, env.product("Б", "1.00", "10").await);
            // Repeated lines, products in opposite order.
            let mut orders = Vec::new();
            for i in 0..100 {
                let lines: &[(i64, &str)] = if i % 2 == 0 {
                    &[(a, "1"), (b, "1"), (a, "1")]
                } else {
                    &[(b, "0.5"), (a, "2"), (b, "0.5")]
                };
                orders.push(env.api.draft(client, lines).await);
            }
            let replies = join_all(orders.iter().enumerate().map(|(i, order)| {
                let api = &apis[i % 2];
                async move { api.pay(*order, &[("WALLET", "3.00")]).await }
            }))
            .await;
            only(&replies, &["insufficient_stock"]);
            assert_eq!(count(&replies, |reply| reply.status == 200), 10);
            assert_eq!((env.stock(a).await.as_str(), env.stock(b).await.as_str()), ("0", "0"));
        }
        env
    });
}

#[test]
fn the_wallet_pays_orders_and_withdrawals_from_one_purse() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        let cable = env.product("Кабель", "10.00", "1000").await;
        for _ in 0..5 {
            let client = env.rich("Бережливый", "100.00").await;
            let mut orders = Vec::new();
            for _ in 0..20 {
                orders.push(env.api.draft(client, &[(cable, "1")]).await);
            }
            let path = format!("/api/v1/clients/{client}/withdraw");
            let pays = join_all(orders.iter().enumerate().map(|(i, order)| {
                let api = if i % 2 == 0 { &env.api } else { &other };
                async move { api.pay(*order, &[("WALLET", "10.00")]).await }
            }));
            let withdrawals = join_all((0..20).map(|i| {
                let (api, path) = (if i % 2 == 0 { &env.api } else { &other }, &path);
                let body = json!({"amount": "10.00", "description": "выдача"});
                async move { api.command(path, &key(), &body).await }
            }));
            let (pays, withdrawals) = join(pays, withdrawals).await;
            only(&pays, &["insufficient_funds"]);
            let done =
                count(&pays, |reply| reply.status == 200) + count(&withdrawals, |reply| reply.status == 201);
            assert_eq!(done, 10, "{pays:?} {withdrawals:?}");
            assert_eq!(env.balance(client).await, "0.00");
        }
        env
    });
}

#[test]
fn lines_that_change_while_somebody_pays_are_paid_or_refused() {
    run(|env| async move {
        let (_second, other) = env.second().await;
        let client = env.rich("Торопливый", "10000.00").await;
        let cable = env.product("Кабель", "10.00", "1000").await;
        for _ in 0..20 {
            let order = env.api.draft(client, &[(cable, "1")]).await;
            let path = format!("/api/v1/orders/{order}/lines");
            let lines = json!({"lines": [{"product_id": cable, "quantity": "2"}], "version": 1});
            let (paid, set) =
                join(env.api.pay(order, &[("WALLET", "10.00")]), other.put(&path, &lines)).await;
            match (paid.status, set.status) {
                (200, 409) => assert_eq!(env.order(order).await["total"], "10.00"),
                (422, 200) => assert_eq!(paid.code(), "amount_mismatch"),
                other => panic!("{other:?} {paid:?} {set:?}"),
            }
        }
        env
    });
}
