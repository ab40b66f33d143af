//! Operations by hand: which kinds and signs are taken, from whom, with what beside the amount.

use serde_json::{Value, json};

use crate::harness::{Env, Reply, run};

const OPERATIONS: &str = "/api/v1/operations";

async fn post(env: &Env, body: &Value) -> Reply {
    env.api.command(OPERATIONS, &uuid::Uuid::new_v4().to_string(), body).await
}

#[test]
fn every_creatable_kind_is_taken_with_its_signs_and_refused_with_others() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "OTHER", "name": "Абонент", "credit_limit": "1000.00"})).await;
        let sign_not_allowed = "amount:sign_not_allowed";
        for (kind, amount, fault) in [
            ("TOP_UP", json!("10.00"), ""),
            ("TOP_UP", json!("-10.00"), sign_not_allowed),
            ("TOP_UP", json!("0"), "amount:zero_amount"),
            ("TOP_UP", Value::Null, "amount:amount_required"),
            ("CONNECTION_FEE", json!("-10.00"), ""),
            ("CONNECTION_FEE", json!("10.00"), sign_not_allowed),
            ("RECURRING_FEE", json!("-10.00"), ""),
            ("RECURRING_FEE", json!("10.00"), sign_not_allowed),
            ("USAGE", json!("-0.01"), ""),
            ("USAGE", json!("0.01"), sign_not_allowed),
            ("USAGE", json!("-0"), "amount:zero_amount"),
            ("ADJUSTMENT", json!("5.00"), ""),
            ("ADJUSTMENT", json!("-5.00"), ""),
            ("ADJUSTMENT", Value::Null, "amount:amount_required"),
            ("OPENING_BALANCE", json!("100.00"), ""),
            ("OPENING_BALANCE", json!("-100.00"), ""),
            ("NOTE", Value::Null, ""),
            ("NOTE", json!("1.00"), "amount:amount_not_allowed"),
        ] {
            let body =
                json!({"client_id": client, "kind": kind, "amount": amount, "description": "проверка"});
            let reply = post(&env, &body).await;
            if fault.is_empty() {
                assert_eq!(reply.status, 201, "{body}: {reply:?}");
                assert_eq!((&reply.body["kind"], reply.body["order_id"].is_null()), (&json!(kind), true));
            } else {
                assert_eq!((reply.status, reply.code()), (422, "invalid_fields"), "{body}: {reply:?}");
                assert_eq!(reply.faults(), [fault], "{body}");
            }
        }
        assert_eq!(env.balance(client).await, "-10.01");
        env
    });
}

#[test]
fn kinds_with_their_own_commands_are_not_made_by_hand() {
    run(|env| async move {
        let client = env.client("Абонент").await;
        env.api.deposit(client, "100.00").await;
        for (kind, amount) in [
            ("BANK_PAYMENT", json!("1.00")),
            ("ORDER_PAYMENT", json!("-1.00")),
            ("ORDER_REFUND", json!("1.00")),
            ("REVERSAL", json!("-100.00")),
            ("PURCHASE", Value::Null),
        ] {
            let reply = post(
                &env,
                &json!({"client_id": client, "kind": kind, "amount": amount, "description": "проверка"}),
            )
            .await;
            assert_eq!(
                (reply.status, reply.faults()),
                (422, vec!["kind:kind_not_creatable".to_owned()]),
                "{reply:?}"
            );
        }
        for kind in ["top_up", "DEPOSIT", "", "TOP_UP "] {
            let reply = post(
                &env,
                &json!({"client_id": client, "kind": kind, "amount": "1.00", "description": "проверка"}),
            )
            .await;
            assert!(matches!(reply.status, 400 | 422) && reply.text.contains("kind"), "{reply:?}");
        }
        for extra in ["id", "seq", "balance_after", "created_at", "order_id", "actor", "reversal_of"] {
            let mut body =
                json!({"client_id": client, "kind": "TOP_UP", "amount": "1.00", "description": "проверка"});
            body[extra] = json!(1);
            assert!(matches!(post(&env, &body).await.status, 400 | 422), "{extra}");
        }
        assert_eq!(env.balance(client).await, "100.00");
        env
    });
}

#[test]
fn adjustments_and_opening_balances_need_their_own_right_and_adjustments_a_reason() {
    run(|env| async move {
        let client = env.client("Абонент").await;
        let (operator, accountant) = (env.user("operator").await, env.user("accountant").await);
        for (kind, amount) in [("ADJUSTMENT", "5.00"), ("OPENING_BALANCE", "5.00")] {
            let body =
                json!({"client_id": client, "kind": kind, "amount": amount, "description": "пересчёт"});
            let refused = operator.command(OPERATIONS, &format!("o{kind}"), &body).await;
            assert_eq!((refused.status, refused.code()), (403, "forbidden"), "{refused:?}");
            assert_eq!(accountant.command(OPERATIONS, &format!("a{kind}"), &body).await.status, 201);
        }
        let batch = json!({"operations": [
            {"client_id": client, "kind": "ADJUSTMENT", "amount": "5.00", "description": "пересчёт"},
            {"client_id": client, "kind": "TOP_UP", "amount": "1.00", "description": "наличными"}]});
        let reply = operator.command("/api/v1/operations/batch", "b", &batch).await;
        let statuses = [&reply.body["results"][0]["status"], &reply.body["results"][1]["status"]];
        assert_eq!(statuses, [&json!(403), &json!(201)], "{reply:?}");
        for (kind, amount) in [("ADJUSTMENT", "1.00"), ("TOP_UP", "1.00")] {
            for (description, code) in
                [(Value::Null, "required"), (json!("  "), "required"), (json!("ok"), "too_short")]
            {
                let reply = post(
                    &env,
                    &json!({"client_id": client, "kind": kind, "amount": amount, "description": description}),
                )
                .await;
                assert_eq!(
                    reply.faults(),
                    [format!("description:{code}")],
                    "{kind} {description}: {reply:?}"
                );
            }
        }
        assert_eq!(env.balance(client).await, "11.00");
        env
    });
}

#[test]
fn charges_stop_at_the_available_amount_and_corrections_at_the_limit() {
    run(|env| async move {
        let body = json!({"kind": "OTHER", "name": "Должник", "credit_limit": "50.00", "credit_due_date": "2020-01-31"});
        let client = env.client_with(body).await;
        for kind in ["CONNECTION_FEE", "RECURRING_FEE", "USAGE"] {
            let reply = post(&env, &json!({"client_id": client, "kind": kind, "amount": "-0.01"})).await;
            assert_eq!((reply.status, reply.code()), (422, "insufficient_funds"), "{reply:?}");
            assert_eq!((&reply.body["available"], &reply.body["required"]), (&json!("0.00"), &json!("0.01")));
        }
        let correction = |amount: &str| json!({"client_id": client, "kind": "ADJUSTMENT", "amount": amount, "description": "пересчёт"});
        assert_eq!(post(&env, &correction("-50.01")).await.code(), "insufficient_funds");
        assert_eq!(post(&env, &correction("-50.00")).await.status, 201);
        assert_eq!(env.balance(client).await, "-50.00");
        env
    });
}

#[test]
fn an_operation_knows_its_service_its_author_and_its_place() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let service = env.service(json!({"name": "Интернет", "kind": "internet"})).await;
        env.api.deposit(client, "100.00").await;
        let program = env.program(&["operations.write"]).await;
        let body = json!({"client_id": client, "kind": "USAGE", "amount": "-30.50", "service_id": service, "description": " трафик "});
        let reply = program.command(OPERATIONS, "u", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let path = format!("{OPERATIONS}/{}", reply.body["id"]);
        let view = env.api.get(&path).await.body;
        for (field, value) in [
            ("seq", json!(2)),
            ("balance_after", json!("69.50")),
            ("service_id", json!(service)),
            ("service_name", json!("Интернет")),
            ("client_name", json!("Иванов")),
            ("description", json!("трафик")),
            ("reversed_by", Value::Null),
            ("reversal_of", Value::Null),
        ] {
            assert_eq!(view[field], value, "{field}");
        }
        assert!(view["actor"].as_str().unwrap().starts_with("api_key:"));
        for unknown in [json!(999_999), json!(0), json!(-1), json!(i64::MAX)] {
            let mut body = body.clone();
            body["service_id"] = unknown;
            let reply = post(&env, &body).await;
            assert_eq!((reply.status, reply.code()), (422, "unknown_reference"), "{reply:?}");
            body["service_id"] = Value::Null;
            body["client_id"] = json!(999_999);
            assert_eq!(post(&env, &body).await.code(), "unknown_reference");
        }
        for id in ["999999", "0", "-1", "9223372036854775807"] {
            assert_eq!(env.api.get(&format!("{OPERATIONS}/{id}")).await.status, 404, "{id}");
        }
        env
    });
}

#[test]
fn the_log_has_no_way_to_change_or_remove_an_operation() {
    run(|env| async move {
        let client = env.client("Иванов").await;
        let operation = env.api.deposit(client, "100.00").await;
        let path = format!("{OPERATIONS}/{}", operation["id"]);
        for method in
            [reqwest::Method::PUT, reqwest::Method::PATCH, reqwest::Method::DELETE, reqwest::Method::POST]
        {
            let request = env
                .api
                .request(method.clone(), &path)
                .header("idempotency-key", "x")
                .json(&json!({"amount": "1.00"}));
            let reply = crate::harness::read(request).await;
            assert_eq!((reply.status, reply.code()), (405, "method_not_allowed"), "{method}: {reply:?}");
        }
        assert_eq!(env.api.get(&path).await.body["amount"], "100.00");
        env
    });
}
