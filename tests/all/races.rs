//! Many at once, through one process and through two: one credit, no overdraft, no deadlock shown to anybody.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::{Api, Reply, run};

const WEBHOOK: &str = "/api/webhook/bank/";

fn count(replies: &[Reply], fits: impl Fn(&Reply) -> bool) -> usize {
    replies.iter().filter(|reply| fits(reply)).count()
}

#[test]
fn a_hundred_copies_of_one_webhook_give_one_credit_in_two_processes() {
    run(|env| async move {
        let client = env
            .client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890"}))
            .await;
        let (second, _) = env.second().await;
        let banks = [Api::anonymous(&env.server.base), Api::anonymous(&second.base)];
        for round in 0..5 {
            let body = json!({
                "operation_id": uuid::Uuid::new_v4().to_string(), "amount": 100, "payer_inn": "1234567890",
                "document_number": format!("PAY-{round}"), "document_date": "2024-04-27T21:00:00Z"
            });
            let replies = join_all((0..100).map(|i| banks[i % 2].post(WEBHOOK, &body))).await;
            assert_eq!(count(&replies, |reply| reply.body["status"] == "success"), 1, "{replies:?}");
            assert_eq!(count(&replies, |reply| reply.body["status"] == "already processed"), 99);
        }
        assert_eq!(env.balance(client).await, "500.00");
        env
    });
}

#[test]
fn of_64_withdrawals_of_10_from_100_ten_succeed() {
    run(|env| async move {
        let (second, other) = env.second().await;
        for apis in [[env.api.clone(), env.api.clone()], [env.api.clone(), other]] {
            let client = env.client("Осторожный").await;
            env.api.deposit(client, "100.00").await;
            let path = format!("/api/v1/clients/{client}/withdraw");
            let body = json!({"amount": "10.00", "description": "выдача"});
            let replies = join_all((0..64).map(|i| {
                let (api, path, body) = (&apis[i % 2], &path, &body);
                async move { api.command(path, &format!("w{client}-{i}"), body).await }
            }))
            .await;
            assert_eq!(count(&replies, |reply| reply.status == 201), 10);
            assert_eq!(count(&replies, |reply| reply.code() == "insufficient_funds"), 54);
            assert_eq!(env.balance(client).await, "0.00");
        }
        second.stop().await;
        env
    });
}

#[test]
fn one_key_sent_fifty_times_at_once_is_one_operation() {
    run(|env| async move {
        let client = env.client("Нетерпеливый").await;
        let (_second, other) = env.second().await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let body = json!({"amount": "10.00", "description": "двойной щелчок"});
        let apis = [env.api.clone(), other];
        let replies = join_all((0..50).map(|i| apis[i % 2].command(&path, "same", &body))).await;
        assert!(replies.iter().all(|reply| reply.status == 201), "{replies:?}");
        assert!(replies.iter().all(|reply| reply.text == replies[0].text));
        assert_eq!(count(&replies, |reply| reply.header("idempotent-replayed").is_none()), 1);
        assert_eq!(env.balance(client).await, "10.00");
        env
    });
}

#[test]
fn overlapping_batches_in_two_processes_never_show_a_deadlock() {
    run(|env| async move {
        let mut clients = Vec::new();
        for i in 0..20 {
            clients.push(env.client(&format!("Клиент {i}")).await);
        }
        let (_second, other) = env.second().await;
        let apis = [env.api.clone(), other];
        let batch = |i: usize| -> Value {
            let mut order = clients.clone();
            order.rotate_left(i % 20);
            if i.is_multiple_of(2) {
                order.reverse();
            }
            let items: Vec<Value> = order
                .iter()
                .flat_map(|client| {
                    [("TOP_UP", "3.00"), ("USAGE", "-1.00")].map(|(kind, amount)| {
                        json!({"client_id": client, "kind": kind, "amount": amount, "description": "пакет"})
                    })
                })
                .collect();
            json!({"operations": items})
        };
        let replies = join_all((0..40).map(|i| {
            let (api, body) = (&apis[i % 2], batch(i));
            async move { api.command("/api/v1/operations/batch", &format!("b{i}"), &body).await }
        }))
        .await;
        for reply in &replies {
            assert!(matches!(reply.status, 200 | 201), "{reply:?}");
            assert_eq!(reply.body["accepted"], 40);
        }
        for client in clients {
            assert_eq!(env.balance(client).await, "80.00");
        }
        env
    });
}

#[test]
fn two_reversals_at_once_are_one() {
    run(|env| async move {
        let client = env.client("Передумавший").await;
        let (_second, other) = env.second().await;
        let apis = [env.api.clone(), other];
        for _ in 0..5 {
            let operation = env.api.deposit(client, "10.00").await["id"].as_i64().unwrap();
            let path = format!("/api/v1/operations/{operation}/reversal");
            let replies = join_all((0..20).map(|i| {
                let (api, path) = (&apis[i % 2], &path);
                async move { api.command(path, &format!("r{operation}-{i}"), &json!({})).await }
            }))
            .await;
            assert_eq!(count(&replies, |reply| reply.status == 201), 1);
            assert_eq!(count(&replies, |reply| reply.code() == "already_reversed"), 19, "{replies:?}");
        }
        assert_eq!(env.balance(client).await, "0.00");
        env
    });
}

#[test]
fn the_credit_limit_cannot_be_lowered_under_a_concurrent_charge() {
    run(|env| async move {
        for round in 0..10 {
            let input = json!({"kind": "INDIVIDUAL", "name": "Спорный", "credit_limit": "100.00"});
            let client = env.client_with(input.clone()).await;
            let mut lower = input;
            lower["credit_limit"] = json!("50.00");
            lower["version"] =
                env.api.get(&format!("/api/v1/clients/{client}")).await.body["version"].clone();
            let (client_path, spend_path) =
                (format!("/api/v1/clients/{client}"), format!("/api/v1/clients/{client}/spend"));
            let (key, body) = (format!("s{round}"), json!({"amount": "80.00", "description": "звонки"}));
            let (changed, spent) =
                tokio::join!(env.api.put(&client_path, &lower), env.api.command(&spend_path, &key, &body));
            // Whoever came second is refused.
            assert!(
                matches!((changed.status, spent.status), (200, 422) | (422, 201)),
                "{changed:?} {spent:?}"
            );
        }
        env
    });
}
