//! A server is killed while orders are paid and cancelled through it: what was acknowledged is there once, what was not converges
//! under the same key, no piece and no kopeck is lost.

use std::time::Duration;

use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, key, run};

/// Sends until there is an answer; the status of the first one that comes.
async fn insist(apis: &[Api; 2], path: &str, key: &str, body: &Value) -> (u16, String) {
    for attempt in 0..50 {
        let request = apis[usize::from(attempt > 0)]
            .request(Method::POST, path)
            .header("idempotency-key", key)
            .json(body);
        if let Ok(response) = request.send().await {
            let status = response.status().as_u16();
            if let Ok(text) = response.text().await
                && !matches!(status, 500..)
            {
                return (status, text);
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no answer to {path}");
}

#[test]
fn a_server_killed_while_it_takes_payments_loses_nothing() {
    run(|env| async move {
        for round in 0..4 {
            let (doomed, dying) = env.second().await;
            let apis = [dying, env.api.clone()];
            let client = env.rich("Постоянный", "100000.00").await;
            let (cable, rare) =
                (env.product("Кабель", "10.00", "1000").await, env.product("Редкий", "5.00", "20").await);
            let mut orders = Vec::new();
            for i in 0..80 {
                let lines: &[(i64, &str)] =
                    if i % 2 == 0 { &[(cable, "2")] } else { &[(rare, "1"), (cable, "1")] };
                orders.push((env.api.draft(client, lines).await, if i % 2 == 0 { "20.00" } else { "15.00" }));
            }
            let deeds = join_all(orders.iter().map(|(order, total)| {
                let apis = &apis;
                async move {
                    let pay = json!({"payments": [{"method": "WALLET", "amount": total}]});
                    let paid = insist(apis, &format!("/api/v1/orders/{order}/pay"), &key(), &pay).await;
                    let mut back = None;
                    if order % 3 == 0 {
                        let cancel = json!({"reason": "передумал"});
                        back = Some(
                            insist(apis, &format!("/api/v1/orders/{order}/cancel"), &key(), &cancel).await,
                        );
                    }
                    (paid, back)
                }
            }));
            let killer = async {
                tokio::time::sleep(Duration::from_millis(15 * (round + 1))).await;
                doomed.kill().await;
            };
            let (outcomes, ()) = join(deeds, killer).await;

            let mut spent = 0;
            let (mut cables, mut rares) = (1000, 20);
            for ((order, total), (paid, back)) in orders.iter().zip(&outcomes) {
                assert!(paid.0 == 200 || paid.1.contains("insufficient_stock"), "{paid:?}");
                if let Some(back) = back {
                    assert_eq!(back.0, 200, "{back:?}");
                }
                let view = env.order(*order).await;
                let kept = paid.0 == 200 && back.is_none();
                let expected = if back.is_some() {
                    "cancelled"
                } else if kept {
                    "paid"
                } else {
                    "draft"
                };
                assert_eq!(view["status"], expected);
                if kept {
                    let odd = *total == "15.00";
                    spent += if odd { 15 } else { 20 };
                    cables -= if odd { 1 } else { 2 };
                    rares -= i32::from(odd);
                }
            }
            assert_eq!(env.balance(client).await, format!("{}.00", 100_000 - spent));
            assert_eq!(
                (env.stock(cable).await, env.stock(rare).await),
                (cables.to_string(), rares.to_string())
            );
        }
        env
    });
}
