//! Refusals are outcomes too: kept under the key and given again, whatever the caller may do by then.

use serde_json::{Value, json};

use crate::harness::{Api, Env, USER_PASSWORD, key, run};

async fn user(env: &Env, role: &str) -> (i64, Api) {
    let body = json!({"login": role, "name": role, "role": role, "password": USER_PASSWORD});
    let reply = env.api.post("/api/v1/users", &body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    (reply.body["id"].as_i64().unwrap(), Api::sign_in(&env.server.base, role, USER_PASSWORD).await)
}

async fn becomes(env: &Env, user: i64, role: &str) {
    let version = env.api.get(&format!("/api/v1/users/{user}")).await.body["version"].clone();
    let request = env.api.request(reqwest::Method::PATCH, &format!("/api/v1/users/{user}"));
    let reply = crate::harness::read(request.json(&json!({"role": role, "version": version}))).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

fn statuses(body: &Value) -> Vec<u64> {
    body["results"].as_array().unwrap().iter().map(|item| item["status"].as_u64().unwrap()).collect()
}

/// Each request has an id of its own, also in the problems of its items.
fn without_ids(body: &Value) -> Value {
    let mut body = body.clone();
    for item in body["results"].as_array_mut().unwrap() {
        if let Some(problem) = item.get_mut("problem") {
            problem["request_id"] = Value::Null;
        }
    }
    body
}

#[test]
fn a_batch_sent_again_with_other_rights_is_answered_as_the_first_time() {
    run(|env| async move {
        let (first, second) = (env.client("Первый").await, env.client("Второй").await);
        let (olga, api) = user(&env, "operator").await;
        let adjustment =
            json!({"client_id": first, "kind": "ADJUSTMENT", "amount": "5.00", "description": "поправка"});
        let top_up = json!({"client_id": second, "kind": "TOP_UP", "amount": "7.00", "description": "взнос"});
        let nobody =
            json!({"client_id": 999_999, "kind": "TOP_UP", "amount": "7.00", "description": "взнос"});
        let wrong = json!({"client_id": second, "kind": "TOP_UP", "amount": "-7.00", "description": "взнос"});
        let tables = [
            (vec![adjustment.clone(), top_up.clone()], vec![403, 201]),
            (
                vec![top_up.clone(), adjustment.clone(), nobody.clone(), wrong.clone()],
                vec![201, 403, 422, 422],
            ),
            (vec![adjustment.clone(), adjustment.clone()], vec![403, 403]),
            (vec![wrong.clone()], vec![422]),
        ];
        let mut answers = Vec::new();
        for (at, (operations, expected)) in tables.iter().enumerate() {
            let body = json!({"operations": operations});
            let reply = api.command("/api/v1/operations/batch", &format!("batch {at}"), &body).await;
            assert_eq!(&statuses(&reply.body), expected, "{reply:?}");
            answers.push(reply);
        }
        let alone = api.command("/api/v1/operations", "alone", &adjustment).await;
        assert_eq!((alone.status, alone.code()), (403, "forbidden"), "{alone:?}");
        for role in ["accountant", "operator"] {
            becomes(&env, olga, role).await;
            for (at, (operations, _)) in tables.iter().enumerate() {
                let body = json!({"operations": operations});
                let again = api.command("/api/v1/operations/batch", &format!("batch {at}"), &body).await;
                assert_eq!(without_ids(&again.body), without_ids(&answers[at].body), "{role}, batch {at}");
                assert_eq!(again.header("idempotent-replayed"), Some("true"), "{again:?}");
            }
            let again = api.command("/api/v1/operations", "alone", &adjustment).await;
            assert_eq!((again.status, again.header("idempotent-replayed")), (403, Some("true")), "{again:?}");
        }
        assert_eq!((env.balance(first).await, env.balance(second).await), ("0.00".into(), "14.00".into()));
        env
    });
}

#[test]
fn a_refused_order_or_payment_stays_refused_under_its_key() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let product = env.product("Кабель", "10.00", "5").await;
        let lines = json!([{"product_id": product, "quantity": "1"}]);
        let order = json!({"client_id": client, "lines": lines});
        let archived = env.api.post(&format!("/api/v1/clients/{client}/archive"), &json!({})).await;
        assert_eq!(archived.status, 200, "{archived:?}");
        let refused = env.api.command("/api/v1/orders", "refused", &order).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        env.api.post(&format!("/api/v1/clients/{client}/restore"), &json!({})).await;
        let again = env.api.command("/api/v1/orders", "refused", &order).await;
        assert_eq!((again.status, again.code()), (422, refused.code()), "{again:?}");
        assert_eq!(again.header("idempotent-replayed"), Some("true"));

        let made = env.api.command("/api/v1/orders", &key(), &order).await;
        let id = made.body["id"].as_i64().unwrap();
        let payments = format!("/api/v1/orders/{id}/payments");
        let much = json!({"amount": "11.00", "provider": "manual"});
        let refused = env.api.command(&payments, "much", &much).await;
        assert_eq!((refused.status, refused.code()), (422, "amount_mismatch"), "{refused:?}");
        let more =
            json!({"lines": [{"product_id": product, "quantity": "2"}], "version": made.body["version"]});
        let edited = env.api.put(&format!("/api/v1/orders/{id}/lines"), &more).await;
        assert_eq!(edited.status, 200, "{edited:?}");
        let again = env.api.command(&payments, "much", &much).await;
        assert_eq!((again.status, again.code()), (422, "amount_mismatch"), "{again:?}");
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        env
    });
}

#[test]
fn what_does_not_exist_leaves_the_key_good() {
    run(|env| async move {
        let order = json!({"client_id": 1_000_000, "lines": []});
        let missing = env.api.command("/api/v1/orders/999999/pay", "later", &json!({"payments": []})).await;
        assert_eq!(missing.status, 404, "{missing:?}");
        let other = env.api.command("/api/v1/orders", "later", &order).await;
        assert_eq!(other.status, 422, "{other:?}");
        let client = env.client("Пришёл").await;
        let deposit = json!({"amount": "1.00", "description": "проба"});
        let unknown = env.api.command("/api/v1/clients/999999/deposit", "soon", &deposit).await;
        assert_eq!(unknown.status, 404, "{unknown:?}");
        let known = env.api.command(&format!("/api/v1/clients/{client}/deposit"), "soon", &deposit).await;
        assert_eq!(known.status, 201, "{known:?}");
        env
    });
}
