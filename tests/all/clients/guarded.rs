//! Requisites and terms of credit need rights of their own, whatever command would change them, and as they are at the moment of the change.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Api, Env, Reply, key, read, run};

async fn put(api: &Api, client: i64, body: &Value) -> Reply {
    read(api.request(Method::PUT, &format!("/api/v1/clients/{client}")).json(body)).await
}

/// An organisation as a form sends it, with its present version.
async fn organisation(env: &Env, client: i64) -> Value {
    let version = env.api.get(&format!("/api/v1/clients/{client}")).await.body["version"].clone();
    json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "7707083893", "credit_limit": "100.00", "credit_due_date": "2030-01-01",
           "client_info": {"bank_account": "40702810000000000001"}, "version": version})
}

#[test]
fn whoever_lacks_the_right_redirects_no_bank_money_and_grants_no_credit() {
    run(|env| async move {
        let mut first = json!({"kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": "7707083893", "credit_limit": "100.00",
                               "credit_due_date": "2030-01-01", "client_info": {"bank_account": "40702810000000000001"}});
        let client = env.client_with(first.clone()).await;
        let path = format!("/api/v1/clients/{client}");
        for role in ["operator", "cashier"] {
            let api = env.user(role).await;
            let before = env.api.get(&path).await.body;
            for (field, value, named) in [
                ("inn", json!(""), "inn"),
                ("inn", json!("5009051111"), "inn"),
                ("credit_limit", json!("1000000.00"), "credit_limit"),
                ("credit_limit", json!("99.00"), "credit_limit"),
                ("credit_due_date", json!("2035-01-01"), "credit_due_date"),
                ("client_info", json!({"bank_account": "40702810000000000002"}), "client_info"),
                ("client_info", json!({}), "client_info"),
            ] {
                let mut body = organisation(&env, client).await;
                body[field] = value;
                let reply = put(&api, client, &body).await;
                assert_eq!((reply.status, reply.code()), (403, "forbidden"), "{role} {field}: {reply:?}");
                assert_eq!(reply.faults(), [format!("{named}:forbidden")], "{role}");
            }
            for (field, value) in [
                ("inn", json!("5009051111")),
                ("credit_limit", json!("5.00")),
                ("client_info", json!({"bik": "044525225"})),
            ] {
                let mut body = json!({"kind": "LEGAL_ENTITY", "name": "ООО Своя"});
                body[field] = value;
                let reply = api.command("/api/v1/clients", &key(), &body).await;
                assert_eq!((reply.status, reply.code()), (403, "forbidden"), "{role} {field}: {reply:?}");
            }
            for request in
                [api.request(Method::DELETE, &path), api.request(Method::POST, &format!("{path}/archive"))]
            {
                assert_eq!(read(request).await.status, 403, "{role}: an INN is not given free");
            }
            assert_eq!(env.api.get(&path).await.body, before, "{role}");
            // What stays as it is needs no right: a phone may be written by everybody who writes clients.
            let mut body = organisation(&env, client).await;
            body["phone"] = json!("+79788451364");
            let reply = put(&api, client, &body).await;
            assert_eq!(reply.status, 200, "{role}: {reply:?}");
            let plain =
                api.command("/api/v1/clients", &key(), &json!({"kind": "INDIVIDUAL", "name": "Иван"})).await;
            assert_eq!(plain.status, 201, "{role}: {plain:?}");
        }
        let accountant = env.user("accountant").await;
        let mut body = organisation(&env, client).await;
        (body["inn"], body["credit_limit"]) = (json!("5009051111"), json!("500.00"));
        assert_eq!(put(&accountant, client, &body).await.status, 200);
        first["name"] = json!("ООО Другая");
        assert_eq!(accountant.command("/api/v1/clients", &key(), &first).await.status, 201);
        env
    });
}

#[test]
fn a_right_that_is_taken_while_the_change_waits_is_gone() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let accountant = env.user("accountant").await;
        let mut holder = env.database.connect().await;
        let hold = format!("begin; select * from clients where id = {client} for update");
        sqlx::raw_sql(sqlx::AssertSqlSafe(hold)).execute(&mut holder).await.unwrap();
        let body = json!({"kind": "INDIVIDUAL", "name": "Клиент", "inn": "770708389301", "version": 1});
        let change = put(&accountant, client, &body);
        let demote = async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let mut other = env.database.connect().await;
            sqlx::query("update users set role = 'operator' where role = 'accountant'")
                .execute(&mut other)
                .await
                .unwrap();
            sqlx::raw_sql("rollback").execute(&mut holder).await.unwrap();
        };
        let (reply, ()) = tokio::join!(change, demote);
        assert_eq!((reply.status, reply.code()), (403, "forbidden"), "{reply:?}");
        env
    });
}

#[test]
fn money_of_one_payer_is_not_bound_to_another_client_without_the_right() {
    run(|env| async move {
        let own = env.client("Свой").await;
        let payment = |inn: &str| {
            json!({"operation_id": uuid::Uuid::new_v4(), "amount": 100, "payer_inn": inn, "document_number": "1",
                                         "document_date": "2024-04-27T21:00:00Z"})
        };
        for inn in ["5009051111", "7707083893"] {
            assert_eq!(
                Api::anonymous(&env.server.base).post("/api/webhook/bank/", &payment(inn)).await.status,
                400
            );
        }
        let payer =
            env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО", "inn": "7707083893"})).await;
        let deliveries = env.api.get("/api/v1/bank-deliveries").await.body["items"].clone();
        let id = |inn: &str| {
            deliveries.as_array().unwrap().iter().find(|one| one["payer_inn"] == inn).unwrap()["id"]
                .as_i64()
                .unwrap()
        };
        let operator = env.user("operator").await;
        let bind = async |api: &Api, inn: &str, client: i64| {
            api.command(
                &format!("/api/v1/bank-deliveries/{}/bind", id(inn)),
                &key(),
                &json!({"client_id": client}),
            )
            .await
        };
        let refused = bind(&operator, "5009051111", own).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (403, vec!["client_id:forbidden".into()]),
            "{refused:?}"
        );
        assert_eq!(bind(&operator, "7707083893", payer).await.status, 200, "the payer's own client");
        assert_eq!(bind(&env.user("accountant").await, "5009051111", own).await.status, 200);
        assert_eq!((env.balance(own).await, env.balance(payer).await), ("100.00".into(), "100.00".into()));
        env
    });
}
