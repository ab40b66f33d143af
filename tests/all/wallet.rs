//! Deposit, withdraw, spend, reversal, batch: what is accepted, what is refused with which figures, and what a repetition gets.

use serde_json::{Value, json};

use crate::harness::run;

fn body(amount: &str) -> Value {
    json!({"amount": amount, "description": "проверка"})
}

#[test]
fn a_deposit_answers_with_the_operation() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let reply =
            env.api.command(&format!("/api/v1/clients/{client}/deposit"), "k1", &body("100.00")).await;
        assert_eq!(reply.status, 201);
        let operation = &reply.body;
        for (field, expected) in [
            ("client_id", json!(client)),
            ("seq", json!(1)),
            ("kind", json!("TOP_UP")),
            ("amount", json!("100.00")),
            ("balance_after", json!("100.00")),
            ("service_id", Value::Null),
            ("order_id", Value::Null),
            ("description", json!("проверка")),
        ] {
            assert_eq!(operation[field], expected, "{field}");
        }
        assert!(operation["id"].is_i64() && operation["created_at"].is_string());
        env
    });
}

#[test]
fn the_same_key_and_body_gets_the_same_answer_marked_as_a_replay() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        let first = env.api.command(&path, "k1", &body("100.00")).await;
        assert_eq!(first.header("idempotent-replayed"), None);
        // The same request, however the number is written.
        for again in [json!({"amount": 100, "description": "проверка"}), body("100.00"), body("100.0")]
        {
            let replay = env.api.command(&path, "k1", &again).await;
            assert_eq!((replay.status, &replay.text), (201, &first.text));
            assert_eq!(replay.header("idempotent-replayed"), Some("true"));
        }
        let other = env.api.command(&path, "k1", &body("100.01")).await;
        assert_eq!((other.status, other.code()), (422, "idempotency_key_reused"));
        let elsewhere =
            env.api.command(&format!("/api/v1/clients/{client}/withdraw"), "k1", &body("100.00")).await;
        assert_eq!((elsewhere.status, elsewhere.code()), (422, "idempotency_key_reused"));
        let without = env.api.post(&path, &body("100.00")).await;
        assert_eq!((without.status, without.code()), (400, "idempotency_key_required"));
        assert_eq!(env.balance(client).await, "100.00");
        env
    });
}

#[test]
fn a_refusal_is_replayed_too() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let path = format!("/api/v1/clients/{client}/withdraw");
        let first = env.api.command(&path, "w1", &body("5.00")).await;
        assert_eq!((first.status, first.code()), (422, "insufficient_funds"));
        assert_eq!((&first.body["available"], &first.body["required"]), (&json!("0.00"), &json!("5.00")));
        env.api.deposit(client, "10.00").await;
        let replay = env.api.command(&path, "w1", &body("5.00")).await;
        assert_eq!((replay.status, replay.code()), (422, "insufficient_funds"));
        assert_eq!(replay.header("idempotent-replayed"), Some("true"));
        assert_eq!(env.api.command(&path, "w2", &body("5.00")).await.status, 201);
        env
    });
}

#[test]
fn withdraw_stops_at_zero_and_spend_at_the_available_amount() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "INDIVIDUAL", "name": "Должник", "credit_limit": "50.00"})).await;
        env.api.deposit(client, "100.00").await;
        let path = |command: &str| format!("/api/v1/clients/{client}/{command}");
        let reply = env.api.command(&path("withdraw"), "w", &body("100.01")).await;
        assert_eq!((reply.status, &reply.body["available"]), (422, &json!("100.00")));
        let reply = env.api.command(&path("spend"), "s", &body("150.01")).await;
        assert_eq!((reply.status, &reply.body["available"]), (422, &json!("150.00")));
        assert_eq!(env.api.command(&path("spend"), "s2", &body("150.00")).await.status, 201);
        assert_eq!(env.balance(client).await, "-50.00");
        let reply = env.api.command(&path("withdraw"), "w2", &body("0.01")).await;
        assert_eq!((reply.status, &reply.body["available"]), (422, &json!("0.00")));
        let page = env.api.get(&format!("/api/v1/clients/{client}")).await.body;
        assert_eq!((&page["available"], &page["limits"]["charge_max"]), (&json!("0.00"), &json!("0.00")));
        env
    });
}

#[test]
fn an_expired_credit_cannot_be_spent_but_is_still_owed() {
    run(|env| async move {
        let mut input = json!({"kind": "INDIVIDUAL", "name": "Просрочен", "credit_limit": "50.00", "credit_due_date": "2020-01-31"});
        let client = env.client_with(input.clone()).await;
        let spend = format!("/api/v1/clients/{client}/spend");
        let reply = env.api.command(&spend, "late", &body("0.01")).await;
        assert_eq!((reply.status, &reply.body["available"]), (422, &json!("0.00")));
        input["credit_due_date"] = json!("2099-01-31");
        input["version"] = env.api.get(&format!("/api/v1/clients/{client}")).await.body["version"].clone();
        assert_eq!(env.api.put(&format!("/api/v1/clients/{client}"), &input).await.status, 200);
        assert_eq!(env.api.command(&spend, "in-time", &body("50.00")).await.status, 201);
        env
    });
}

#[test]
fn a_description_and_a_known_client_are_required() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let path = format!("/api/v1/clients/{client}/deposit");
        for description in [json!(""), json!("   "), json!("x".repeat(501)), json!("a\u{0}b")] {
            let reply =
                env.api.command(&path, "d", &json!({"amount": "1", "description": description})).await;
            assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{reply:?}");
        }
        for unknown in ["999999", "0", "-1"] {
            let reply = env.api.command(&format!("/api/v1/clients/{unknown}/deposit"), "u", &body("1")).await;
            assert!(matches!(reply.status, 404 | 422), "{unknown}: {reply:?}");
        }
        assert_eq!(env.balance(client).await, "0.00");
        env
    });
}

#[test]
fn the_system_client_takes_nothing_by_hand() {
    run(|env| async move {
        for command in ["deposit", "withdraw", "spend"] {
            let reply = env.api.command(&format!("/api/v1/clients/0/{command}"), command, &body("1")).await;
            assert!(matches!(reply.status, 404 | 422), "{reply:?}");
        }
        assert_eq!(env.api.get("/api/v1/clients/0").await.status, 404);
        env
    });
}

#[test]
fn a_reversal_mirrors_its_operation_once_and_both_know_each_other() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let first = env.api.deposit(client, "100.00").await["id"].as_i64().unwrap();
        let path = format!("/api/v1/operations/{first}/reversal");
        let reply = env.api.command(&path, "r1", &json!({})).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        assert_eq!((&reply.body["kind"], &reply.body["amount"]), (&json!("REVERSAL"), &json!("-100.00")));
        assert_eq!(reply.body["reversal_of"], first);
        let second = reply.body["id"].as_i64().unwrap();
        assert_eq!(env.api.get(&format!("/api/v1/operations/{first}")).await.body["reversed_by"], second);
        let replay = env.api.command(&path, "r1", &json!({})).await;
        assert_eq!((replay.status, &replay.text), (201, &reply.text));
        let again = env.api.command(&path, "r2", &json!({})).await;
        assert_eq!((again.status, again.code()), (409, "already_reversed"));
        let back = env.api.command(&format!("/api/v1/operations/{second}/reversal"), "r3", &json!({})).await;
        assert_eq!((back.status, back.code()), (422, "not_reversible"));
        assert_eq!(env.api.command("/api/v1/operations/999999/reversal", "r4", &json!({})).await.status, 404);
        assert_eq!(env.balance(client).await, "0.00");
        env
    });
}

#[test]
fn money_already_spent_cannot_be_reversed_away() {
    run(|env| async move {
        let client = env.client("Иванов Иван").await;
        let first = env.api.deposit(client, "100.00").await["id"].as_i64().unwrap();
        env.api.command(&format!("/api/v1/clients/{client}/spend"), "s", &body("60.00")).await;
        let reply = env.api.command(&format!("/api/v1/operations/{first}/reversal"), "r", &json!({})).await;
        assert_eq!((reply.status, reply.code()), (422, "insufficient_funds"));
        assert_eq!(env.balance(client).await, "40.00");
        env
    });
}

#[test]
fn a_batch_is_decided_item_by_item_and_replayed_as_a_whole() {
    run(|env| async move {
        let (a, b) = (env.client("Первый").await, env.client("Второй").await);
        let item = |client: i64, kind: &str, amount: &str| json!({"client_id": client, "kind": kind, "amount": amount, "description": "пакет"});
        let batch = json!({"operations": [
            item(a, "TOP_UP", "100.00"),
            item(a, "USAGE", "-60.00"),
            item(a, "USAGE", "-60.00"),
            item(b, "TOP_UP", "5.00"),
            item(999_999, "TOP_UP", "5.00"),
            item(b, "TOP_UP", "-5.00"),
            item(b, "BANK_PAYMENT", "5.00"),
            {"client_id": b, "kind": "NOTE", "description": "звонил"},
        ]});
        let reply = env.api.command("/api/v1/operations/batch", "b1", &batch).await;
        assert!(matches!(reply.status, 200 | 201), "{reply:?}");
        let statuses: Vec<_> = reply.body["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["status"].as_u64().unwrap())
            .collect();
        assert_eq!(statuses, [201, 201, 422, 201, 422, 422, 422, 201]);
        assert_eq!(reply.body["results"][2]["problem"]["code"], "insufficient_funds");
        assert_eq!(reply.body["results"][7]["operation"]["balance_after"], "5.00");
        assert_eq!((&reply.body["accepted"], &reply.body["refused"]), (&json!(4), &json!(4)));
        let replay = env.api.command("/api/v1/operations/batch", "b1", &batch).await;
        // Each request has an id of its own, also in the problems of its items.
        let words = |reply: &crate::harness::Reply| {
            let id = reply.header("x-request-id").unwrap();
            (reply.status, reply.text.replace(id, "id"))
        };
        assert_eq!(words(&replay), words(&reply));
        assert_eq!(replay.header("idempotent-replayed"), Some("true"));
        assert_eq!((env.balance(a).await, env.balance(b).await), ("40.00".into(), "5.00".into()));
        env
    });
}

#[test]
fn a_batch_holds_one_to_a_thousand_items() {
    run(|env| async move {
        let client = env.client("Оптовик").await;
        let items = |count: usize| {
            let item =
                json!({"client_id": client, "kind": "TOP_UP", "amount": "0.01", "description": "пакет"});
            json!({"operations": vec![item; count]})
        };
        for (count, status) in [(0, 422), (1001, 422), (1000, 201)] {
            let reply =
                env.api.command("/api/v1/operations/batch", &format!("b{count}"), &items(count)).await;
            let fits = reply.status == status || (status == 201 && reply.status == 200);
            assert!(fits, "{count}: {} {}", reply.status, reply.code());
        }
        assert_eq!(env.balance(client).await, "10.00");
        env
    });
}

#[test]
fn an_archived_client_takes_no_operations_until_restored() {
    run(|env| async move {
        let client = env.client("Ушедший").await;
        env.api.deposit(client, "10.00").await;
        assert_eq!(env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await.status, 200);
        let path = format!("/api/v1/clients/{client}/deposit");
        let reply = env.api.command(&path, "a1", &body("1")).await;
        assert_eq!((reply.status, reply.code()), (422, "client_archived"));
        assert_eq!(env.api.post(&format!("/api/v1/clients/{client}/restore"), &json!({})).await.status, 200);
        assert_eq!(env.api.command(&path, "a2", &body("1")).await.status, 201);
        env
    });
}
