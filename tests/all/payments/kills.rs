//! Processes are killed while payments are on their way, and the network fails beside: every client pays once, every order is paid
//! once, and what is cancelled is given back once.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Fault, Provider, Server, run_with_provider};

const ORDERS: usize = 20;
const KILLS: usize = 6;

async fn working(provider: &Provider, database: &str) -> Server {
    let mut settings = provider.settings();
    settings.push(("SALDO_JOB_TAKEOVER_SECONDS", "3"));
    Server::start(database, &settings).await
}

#[test]
fn twenty_orders_are_paid_and_half_of_them_cancelled_while_their_workers_die() {
    run_with_provider(&[("SALDO_JOBS", "0")], |env, provider| async move {
        let client = env.client("Покупатель").await;
        let cable = env.product("Кабель", "10.01", "100").await;
        let (mut orders, mut payments) = (Vec::new(), Vec::new());
        for _ in 0..ORDERS {
            let order = env.api.draft(client, &[(cable, "2")]).await;
            let asked = env.ask_online(order, json!({"amount": "20.02"})).await;
            payments.push(asked.body["id"].as_i64().unwrap());
            orders.push(order);
        }
        for fault in [Fault::CutAfter, Fault::BadGateway, Fault::Slow(700), Fault::CutBefore, Fault::Down] {
            for call in ["POST /v3/payments", "/capture", "GET /v3/payments", "POST /v3/refunds"] {
                provider.fail(call, fault);
            }
        }
        let clients = provider.clone();
        let paying = tokio::spawn(async move {
            loop {
                clients.books(|books| {
                    for payment in books.payments.values_mut().filter(|one| one["status"] == "pending") {
                        payment["status"] = json!("waiting_for_capture");
                    }
                });
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        });
        let mut workers =
            vec![working(&provider, &env.database.url).await, working(&provider, &env.database.url).await];
        for kill in 0..KILLS {
            tokio::time::sleep(Duration::from_millis(700)).await;
            workers.remove(kill % 2).kill().await;
            workers.push(working(&provider, &env.database.url).await);
        }
        for order in &orders {
            env.order_becomes(*order, "paid").await;
        }
        for order in orders.iter().take(ORDERS / 2) {
            assert_eq!(env.api.cancel(*order, "передумал").await.status, 200);
        }
        workers.remove(0).kill().await;
        for payment in &payments {
            let settled = |payment: &serde_json::Value| {
                let refunds = payment["refunds"].as_array().unwrap();
                payment["status"] == "CAPTURED"
                    && refunds.iter().all(|refund| refund["status"] == "SUCCEEDED")
            };
            env.payment_until(*payment, settled).await;
        }
        paying.abort();
        provider.books(|books| {
            assert_eq!((books.payments.len(), books.refunds.len()), (ORDERS, ORDERS / 2));
            assert!(
                books.payments.values().all(|payment| payment["status"] == "succeeded"),
                "{:?}",
                books.payments
            );
        });
        assert_eq!(env.stock(cable).await, "80");
        env
    });
}
