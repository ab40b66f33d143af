//! What a cashier may pay out: one sum at once, one for a business day, whatever runs at the same moment; above that a second person.

use futures_util::future::join_all;
use serde_json::json;

use crate::harness::{Api, Reply, Server, USER_PASSWORD, key, run_with};

const LIMITS: [(&str, &str); 2] = [("SALDO_PAYOUT_MAX", "100.00"), ("SALDO_PAYOUT_DAY_MAX", "250.00")];

async fn withdraw(api: &Api, client: i64, amount: &str) -> Reply {
    let body = json!({"amount": amount, "description": "выдача"});
    api.command(&format!("/api/v1/clients/{client}/withdraw"), &key(), &body).await
}

#[test]
fn above_the_sums_a_second_person_pays_out() {
    run_with(&LIMITS, |env| async move {
        let client = env.rich("Клиент", "10000.00").await;
        for role in ["cashier", "operator"] {
            let api = env.user(role).await;
            let refused = withdraw(&api, client, "100.01").await;
            assert_eq!((refused.status, refused.code()), (422, "payout_limit"), "{role}: {refused:?}");
            assert_eq!(
                (&refused.body["available"], &refused.body["required"]),
                (&json!("100.00"), &json!("100.01"))
            );
            for amount in ["100.00", "100.00", "50.00"] {
                assert_eq!(withdraw(&api, client, amount).await.status, 201, "{role} {amount}");
            }
            let refused = withdraw(&api, client, "0.01").await;
            assert_eq!(
                (refused.code(), &refused.body["available"]),
                ("payout_limit", &json!("0.00")),
                "{role}"
            );
            let accountant = env.user("accountant").await;
            assert_eq!(withdraw(&accountant, client, "1000.00").await.status, 201);
        }
        assert_eq!(env.balance(client).await, "7500.00");
        env
    });
}

#[test]
fn the_daily_sum_holds_for_fifty_at_once_in_two_processes_and_over_many_clients() {
    run_with(&LIMITS, |env| async move {
        let cashier = env.new_user("cashier").await;
        let login = cashier["login"].as_str().unwrap();
        let second = Server::start(&env.database.url, &LIMITS).await;
        let apis = [
            Api::sign_in(&env.server.base, login, USER_PASSWORD).await,
            Api::sign_in(&second.base, login, USER_PASSWORD).await,
        ];
        let mut clients = Vec::new();
        for at in 0..5 {
            clients.push(env.rich(&format!("Клиент {at}"), "1000.00").await);
        }
        let replies = join_all((0..50).map(|at| withdraw(&apis[at % 2], clients[at % 5], "10.00"))).await;
        let paid = replies.iter().filter(|reply| reply.status == 201).count();
        let refused = replies.iter().filter(|reply| reply.code() == "payout_limit").count();
        assert_eq!((paid, refused), (25, 25), "{replies:?}");
        second.stop().await;
        env
    });
}
