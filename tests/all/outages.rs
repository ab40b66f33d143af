//! The database goes away, for a while or in the middle of a sentence: nothing is lost, nothing happens twice, and the server comes
//! back by itself.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Api, Cut, Env, Gateway, PASSWORD, Reply, Server, run};

/// A second server that reaches the database through a gateway.
async fn behind_a_gateway(env: &Env) -> (Gateway, Server, Api) {
    let gateway = Gateway::open(&env.database).await;
    let server = Server::start(&gateway.url, &[]).await;
    let api = Api::sign_in(&server.base, "admin", PASSWORD).await;
    (gateway, server, api)
}

async fn becomes_ready(api: &Api) {
    let begun = Instant::now();
    while api.get("/readyz").await.status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it does not come back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn without_its_database_it_is_alive_not_ready_and_comes_back_by_itself() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let (mut gateway, server, api) = behind_a_gateway(&env).await;
        gateway.close().await;
        assert_eq!(api.get("/livez").await.status, 200);
        let ready = api.get("/readyz").await;
        assert_eq!((ready.status, &ready.body["ready"]), (503, &json!(false)), "{ready:?}");
        let body = json!({"amount": "1.00", "description": "в темноте"});
        let path = format!("/api/v1/clients/{client}/deposit");
        let begun = Instant::now();
        let replies = [
            api.get(&format!("/api/v1/clients/{client}")).await,
            api.get("/api/v1/clients?q=иванов").await,
            api.command(&path, "dark", &body).await,
        ];
        for reply in replies {
            assert_eq!((reply.status, reply.code()), (503, "database_unavailable"), "{reply:?}");
            assert!(reply.header("retry-after").is_some(), "{reply:?}");
        }
        let payment = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 5, "payer_inn": "7707083893", "document_number": "1",
                             "document_date": "2024-04-27T21:00:00Z"});
        let reply = Api::anonymous(&server.base).post("/api/webhook/bank/", &payment).await;
        assert_eq!((reply.status, reply.body["error"].is_string()), (503, true), "{reply:?}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());

        gateway.reopen();
        becomes_ready(&api).await;
        let reply = api.command(&path, "dark", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        assert_eq!(env.balance(client).await, "1.00");
        server.stop().await;
        env
    });
}

/// Waits until no broken connection lies in the pools any more, so that the next cut meets the command and nothing else.
async fn all_is_well(api: &Api) {
    let begun = Instant::now();
    loop {
        let asked = || async { api.get("/api/v1/clients?limit=1").await.status };
        let statuses = futures_util::future::join_all((0..12).map(|_| asked())).await;
        if statuses.iter().all(|status| *status == 200) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{statuses:?}");
    }
}

/// Asks until there is a definite answer; gives the first one and the last one.
async fn insist(api: &Api, path: &str, key: &str, body: &serde_json::Value) -> (Reply, Reply) {
    let first = api.command(path, key, body).await;
    let mut last = first.clone();
    let begun = Instant::now();
    while last.status >= 500 {
        assert_eq!(last.status, 503, "{last:?}");
        assert!(begun.elapsed() < Duration::from_secs(15), "{last:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
        last = api.command(path, key, body).await;
    }
    (first, last)
}

#[test]
fn a_deposit_cut_off_at_any_message_happens_once_after_all() {
    run(|env| async move {
        let client = env.client("Настойчивый").await;
        let (gateway, server, api) = behind_a_gateway(&env).await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let (mut deposits, mut unknown) = (0, 0);
        for cut in [Cut::Before, Cut::After] {
            for message in 1.. {
                let body = json!({"amount": "1.00", "description": "обрыв"});
                all_is_well(&api).await;
                gateway.cut_at(message, cut);
                let (first, last) = insist(&api, &path, &format!("{cut:?} {message}"), &body).await;
                let happened = gateway.was_cut();
                assert_eq!(last.status, 201, "{last:?}");
                let first_answer = first.status == 201 && first.header("idempotent-replayed").is_some();
                assert!(!first_answer, "{cut:?} {message}: told to be a repetition: {first:?}");
                deposits += 1;
                assert_eq!(
                    env.balance(client).await,
                    format!("{deposits}.00"),
                    "{cut:?} {message}: {first:?}"
                );
                unknown += usize::from(first.code() == "outcome_unknown");
                if !happened {
                    assert!(message > 5, "only {message} messages");
                    break;
                }
            }
        }
        println!("{deposits} deposits, {unknown} with an unknown outcome at first");
        server.stop().await;
        env
    });
}

#[test]
fn a_bank_payment_and_an_edit_cut_off_at_any_message_happen_once_or_not_at_all() {
    run(|env| async move {
        let mut input = json!({"kind": "LEGAL_ENTITY", "name": "ООО 0", "inn": "7707083893"});
        let client = env.client_with(input.clone()).await;
        let (gateway, server, api) = behind_a_gateway(&env).await;
        let bank = Api::anonymous(&server.base);
        let client_path = format!("/api/v1/clients/{client}");
        let mut credits = 0;
        for cut in [Cut::Before, Cut::After] {
            for message in 1..40 {
                let payment = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 1, "payer_inn": "7707083893", "document_number": "1",
                                     "document_date": "2024-04-27T21:00:00Z"});
                all_is_well(&api).await;
                gateway.cut_at(message, cut);
                let mut reply = bank.post("/api/webhook/bank/", &payment).await;
                let happened = gateway.was_cut();
                if reply.status == 200 {
                    assert_eq!(reply.body["status"], "success", "{cut:?} {message}: the first of its kind");
                }
                let begun = Instant::now();
                while reply.status != 200 {
                    assert!(reply.status == 503 && begun.elapsed() < Duration::from_secs(15), "{reply:?}");
                    reply = bank.post("/api/webhook/bank/", &payment).await;
                }
                credits += 1;
                assert_eq!(env.balance(client).await, format!("{credits}.00"), "{cut:?} {message}");

                let before = env.api.get(&client_path).await.body;
                input["version"] = before["version"].clone();
                input["name"] = json!(format!("ООО {cut:?} {message}"));
                gateway.cut_at(message, cut);
                let edit = api.put(&client_path, &input).await;
                let cut_too = gateway.was_cut();
                let after = env.api.get(&client_path).await.body;
                let done = after["name"] == input["name"]
                    && after["version"].as_i64() == before["version"].as_i64().map(|version| version + 1);
                assert!(done || after == before, "{cut:?} {message}: half an edit: {after}");
                assert!(edit.status != 200 || done, "{edit:?}");
                assert!(matches!(edit.status, 200 | 503), "{cut:?} {message}: {edit:?}");
                if edit.status == 503 && edit.code() != "outcome_unknown" {
                    assert!(!done, "{cut:?} {message}: it said that nothing was done: {edit:?}");
                }
                if !happened && !cut_too {
                    break;
                }
            }
        }
        server.stop().await;
        env
    });
}
