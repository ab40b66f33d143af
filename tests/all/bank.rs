//! The bank's contract, verbatim from its document: one credit per operation_id, whatever is delivered how often.

mod objections;
mod times;
mod trust;
mod waiting;

use serde_json::{Value, json};

use crate::harness::{Api, Env, run, run_with};

const WEBHOOK: &str = "/api/webhook/bank/";

fn payment(operation_id: &str, amount: Value, inn: &str) -> Value {
    json!({
        "operation_id": operation_id,
        "amount": amount,
        "payer_inn": inn,
        "document_number": "PAY-328",
        "document_date": "2024-04-27T21:00:00Z"
    })
}

fn example() -> Value {
    payment("ccf0a86d-041b-4991-bcf7-e2352f7b8a4a", json!(145000), "1234567890")
}

async fn organisation(env: &Env) -> i64 {
    env.client_with(
        json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "1234567890", "credit_limit": "0.00"}),
    )
    .await
}

fn bank(env: &Env) -> Api {
    Api::anonymous(&env.server.base)
}

#[test]
fn the_documents_example_is_credited_once_and_then_already_processed() {
    run(|env| async move {
        organisation(&env).await;
        let bank = bank(&env);
        let reply = bank.post(WEBHOOK, &example()).await;
        assert_eq!((reply.status, reply.body), (200, json!({"status": "success"})));
        for path in [WEBHOOK, "/api/webhook/bank"] {
            let reply = bank.post(path, &example()).await;
            assert_eq!((reply.status, reply.body), (200, json!({"status": "already processed"})));
        }
        for path in ["/api/organizations/1234567890/balance/", "/api/organizations/1234567890/balance"] {
            let reply = bank.get(path).await;
            assert_eq!(
                (reply.status, reply.text.as_str()),
                (200, r#"{"inn":"1234567890","balance":145000}"#)
            );
        }
        env
    });
}

#[test]
fn history_is_newest_first_with_a_limit_of_1_to_100_and_10_by_default() {
    run(|env| async move {
        let client = organisation(&env).await;
        for amount in 1..=12 {
            env.api.deposit(client, &format!("{amount}.50")).await;
        }
        let bank = bank(&env);
        let history = "/api/organizations/1234567890/balance/history/";
        let reply = bank.get(history).await;
        let items = reply.body["history"].as_array().unwrap().clone();
        assert_eq!(items.len(), 10);
        assert_eq!(items[0]["amount"].to_string(), "12.50");
        assert_eq!(items[0]["balance_after"].to_string(), "84");
        assert_eq!(items[1]["amount"].to_string(), "11.50");
        assert_eq!(reply.body["inn"], "1234567890");
        assert_eq!(
            bank.get(&format!("{history}?limit=1")).await.body["history"].as_array().unwrap().len(),
            1
        );
        assert_eq!(
            bank.get(&format!("{history}?limit=100")).await.body["history"].as_array().unwrap().len(),
            12
        );
        for wrong in ["0", "101", "-1", "abc", "1.5", "99999999999999999999"] {
            let reply = bank.get(&format!("{history}?limit={wrong}")).await;
            assert_eq!(reply.status, 400, "{wrong}: {reply:?}");
            assert!(reply.body["error"].is_string());
        }
        env
    });
}

#[test]
fn an_unknown_inn_is_refused_kept_and_credited_once_the_client_exists() {
    run(|env| async move {
        let bank = bank(&env);
        for _ in 0..2 {
            let reply = bank.post(WEBHOOK, &example()).await;
            assert_eq!((reply.status, reply.body), (400, json!({"error": "Organization not found"})));
        }
        for path in ["balance/", "balance/history/"] {
            let reply = bank.get(&format!("/api/organizations/1234567890/{path}")).await;
            assert_eq!((reply.status, reply.body), (404, json!({"error": "Organization not found"})));
        }
        let kept = env.api.get("/api/v1/bank-deliveries?status=unmatched").await.body;
        assert_eq!(kept["items"].as_array().unwrap().len(), 1);
        assert_eq!(kept["items"][0]["times_received"], 2);
        let client = organisation(&env).await;
        assert_eq!(bank.post(WEBHOOK, &example()).await.body, json!({"status": "success"}));
        assert_eq!(bank.post(WEBHOOK, &example()).await.body, json!({"status": "already processed"}));
        assert_eq!(env.balance(client).await, "145000.00");
        let kept = env.api.get("/api/v1/bank-deliveries").await.body;
        assert_eq!(kept["items"].as_array().unwrap().len(), 1, "{kept}");
        assert_eq!(kept["items"][0]["status"], "credited");
        env
    });
}

#[test]
fn the_same_operation_id_with_other_data_is_a_conflict_that_is_kept_and_credits_nothing() {
    run(|env| async move {
        let client = organisation(&env).await;
        let bank = bank(&env);
        assert_eq!(bank.post(WEBHOOK, &example()).await.status, 200);
        let mut other = example();
        other["amount"] = json!(145001);
        for _ in 0..2 {
            let reply = bank.post(WEBHOOK, &other).await;
            assert_eq!(reply.status, 400, "{reply:?}");
            assert!(reply.body["error"].is_string());
        }
        assert_eq!(env.balance(client).await, "145000.00");
        let kept = env.api.get("/api/v1/bank-deliveries?status=conflict").await.body;
        assert_eq!(kept["items"].as_array().unwrap().len(), 1);
        assert_eq!(kept["items"][0]["amount"], "145001.00");
        env
    });
}

#[test]
fn a_person_binds_an_unmatched_payment_and_it_is_credited_once() {
    run(|env| async move {
        let bank = bank(&env);
        bank.post(WEBHOOK, &example()).await;
        let delivery = env.api.get("/api/v1/bank-deliveries").await.body["items"][0]["id"].as_i64().unwrap();
        let client = env.client("Иванов Иван").await;
        let path = format!("/api/v1/bank-deliveries/{delivery}/bind");
        let first = env.api.command(&path, "bind-1", &json!({"client_id": client})).await;
        assert!(matches!(first.status, 200 | 201), "{first:?}");
        assert_eq!(first.body["status"], "credited");
        assert_eq!(first.body["client_id"], client);
        let replay = env.api.command(&path, "bind-1", &json!({"client_id": client})).await;
        assert_eq!((replay.status, &replay.body), (first.status, &first.body));
        assert_eq!(replay.header("idempotent-replayed"), Some("true"));
        let again = env.api.command(&path, "bind-2", &json!({"client_id": client})).await;
        assert_eq!((again.status, again.code()), (409, "delivery_settled"));
        assert_eq!(env.balance(client).await, "145000.00");
        // The bank repeats: it was credited, to whomever.
        assert_eq!(bank.post(WEBHOOK, &example()).await.body, json!({"status": "already processed"}));
        env
    });
}

#[test]
fn amounts_as_numbers_and_strings_are_the_same_payment() {
    run(|env| async move {
        let client = organisation(&env).await;
        let bank = bank(&env);
        assert_eq!(bank.post(WEBHOOK, &example()).await.body["status"], "success");
        for same in [json!("145000"), json!("145000.00"), json!(145000.0)] {
            let reply = bank
                .post(WEBHOOK, &payment("CCF0A86D-041B-4991-BCF7-E2352F7B8A4A", same, "1234567890"))
                .await;
            assert_eq!(reply.body["status"], "already processed", "{reply:?}");
        }
        assert_eq!(env.balance(client).await, "145000.00");
        env
    });
}

#[test]
fn malformed_deliveries_are_told_what_is_wrong_and_change_nothing() {
    run(|env| async move {
        let client = organisation(&env).await;
        let bank = bank(&env);
        let mut wrong = Vec::new();
        for (field, values) in [
            ("operation_id", vec![json!(""), json!("не uuid"), json!(7), Value::Null]),
            (
                "amount",
                vec![
                    json!(0),
                    json!(-1),
                    json!("0.005"),
                    json!("NaN"),
                    json!("１２"),
                    Value::Null,
                    json!([]),
                ],
            ),
            (
                "payer_inn",
                vec![json!("123"), json!("12345678901"), json!("abcdefghij"), json!(1234567890), json!("")],
            ),
            ("document_number", vec![json!(""), json!("x".repeat(101)), json!("a\u{0}b")]),
            (
                "document_date",
                vec![json!("вчера"), json!("2024-13-01T00:00:00Z"), json!("infinity"), json!(0)],
            ),
        ] {
            for value in values {
                let mut body = example();
                body[field] = value;
                wrong.push(body);
            }
            let mut absent = example();
            absent.as_object_mut().unwrap().remove(field);
            wrong.push(absent);
        }
        for body in wrong {
            let reply = bank.post(WEBHOOK, &body).await;
            assert_eq!(reply.status, 400, "{body}: {reply:?}");
            assert!(reply.body["error"].is_string(), "{reply:?}");
        }
        assert_eq!(env.balance(client).await, "0.00");
        assert_eq!(env.api.get("/api/v1/bank-deliveries").await.body["items"], json!([]));
        env
    });
}

#[test]
fn with_trust_in_this_machine_a_caller_from_elsewhere_is_still_refused() {
    run(|env| async move {
        organisation(&env).await;
        let bank = bank(&env);
        let forwarded =
            |path: &str, method| bank.request(method, path).header("x-forwarded-for", "203.0.113.7");
        let reply = crate::harness::read(forwarded(WEBHOOK, reqwest::Method::POST).json(&example())).await;
        assert!(matches!(reply.status, 401 | 403), "{reply:?}");
        let reply =
            crate::harness::read(forwarded("/api/organizations/1234567890/balance/", reqwest::Method::GET))
                .await;
        assert!(matches!(reply.status, 401 | 403), "{reply:?}");
        env
    });
}

#[test]
fn with_a_secret_a_signature_is_required() {
    let secret = "whsec_c2FsZG8tdGVzdC1zZWNyZXQtMzItYnl0ZXMtbG9uZyE=";
    run_with(&[("SALDO_BANK_WEBHOOK_SECRET", secret)], |env| async move {
        organisation(&env).await;
        let bank = bank(&env);
        let reply = bank.post(WEBHOOK, &example()).await;
        assert_eq!(reply.status, 401, "{reply:?}");
        let body = example().to_string();
        let send = |id: &'static str, stamp: i64, signature: String, body: String| {
            crate::harness::read(
                bank.request(reqwest::Method::POST, WEBHOOK)
                    .header("content-type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", stamp)
                    .header("webhook-signature", signature)
                    .body(body),
            )
        };
        let now = chrono::DateTime::<chrono::Utc>::from(
            std::time::UNIX_EPOCH + std::time::UNIX_EPOCH.elapsed().unwrap(),
        )
        .timestamp();
        let good = |stamp: i64| {
            format!(
                "v1,{}",
                sign("c2FsZG8tdGVzdC1zZWNyZXQtMzItYnl0ZXMtbG9uZyE=", &format!("msg_1.{stamp}.{body}"))
            )
        };
        assert_eq!(send("msg_1", now, "v1,AAAA".into(), body.clone()).await.status, 401);
        assert_eq!(send("msg_1", now - 3600, good(now - 3600), body.clone()).await.status, 401);
        assert_eq!(send("msg_1", now, good(now), body.replace("145000", "145001")).await.status, 401);
        let reply = send("msg_1", now, format!("v1,AAAA {}", good(now)), body.clone()).await;
        assert_eq!((reply.status, reply.body), (200, json!({"status": "success"})));
        env
    });
}

fn sign(secret: &str, message: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&STANDARD.decode(secret).unwrap()).unwrap();
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
