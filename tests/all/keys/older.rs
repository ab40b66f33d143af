//! Keys that a build before migration 0023 wrote: their outcomes are rewritten once, and give the first answer as before.

use serde_json::{Value, json};

use crate::harness::run;

const MIGRATION: &str = include_str!("../../../migrations/0023_key_outcomes.sql");

/// Writes the outcomes as the three writers of that time did: arrays whose meaning was guessed from their fields.
const OLDER: &str = "set session_replication_role = replica;
    update idempotency_keys set outcome = case
      when outcome ? 'operations' then (select jsonb_agg(coalesce(item -> 'posted', item) order by place)
        from jsonb_array_elements(outcome -> 'operations') with ordinality as items (item, place))
      when outcome ? 'event' then jsonb_build_array(outcome -> 'event')
      when outcome ? 'record' and key = 'payment' then jsonb_build_array(jsonb_build_object('payment_id', outcome -> 'record' -> 'id'))
      when outcome ? 'record' then jsonb_build_array(jsonb_build_object('order_id', outcome -> 'record' -> 'id', 'event', 1))
      else jsonb_build_array(outcome) end;
    set session_replication_role = origin;";

#[test]
fn keys_of_a_build_before_the_tags_give_their_first_answers() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        let product = env.product("Кабель", "10.00", "100").await;
        let wallet = |command: &str| format!("/api/v1/clients/{client}/{command}");
        let money = |amount: &str| json!({"amount": amount, "description": "проба"});
        let item = |amount: &str| json!({"client_id": client, "kind": "TOP_UP", "amount": amount, "description": "взнос"});
        let order = json!({"client_id": client, "lines": [{"product_id": product, "quantity": "1"}]});
        let draft = |reply: &crate::harness::Reply| reply.body["id"].as_i64().unwrap();
        let mut sent: Vec<(String, &str, Value)> = vec![
            (wallet("withdraw"), "refused", money("5.00")),
            (wallet("deposit"), "deposit", money("50.00")),
            (
                "/api/v1/operations/batch".into(),
                "batch",
                json!({"operations": [item("1.00"), item("-1.00")]}),
            ),
            ("/api/v1/operations/batch".into(), "lone", json!({"operations": [item("-1.00")]})),
            ("/api/v1/orders".into(), "order", order.clone()),
            (
                "/api/v1/stock-movements".into(),
                "stock",
                json!({"kind": "RECEIPT", "lines": [{"product_id": product, "quantity": "1"}]}),
            ),
        ];
        let made = env.api.command("/api/v1/orders", "paid", &order).await;
        let other = env.api.command("/api/v1/orders", "online", &order).await;
        let pay = format!("/api/v1/orders/{}/pay", draft(&made));
        let cash = |amount: &str| json!({"payments": [{"method": "CASH", "amount": amount}]});
        sent.push((pay.clone(), "refused pay", cash("9.00")));
        sent.push((pay, "pay", cash("10.00")));
        sent.push((
            format!("/api/v1/orders/{}/payments", draft(&other)),
            "payment",
            json!({"amount": "10.00", "provider": "manual"}),
        ));
        let mut first = Vec::new();
        for (path, key, body) in &sent {
            first.push(env.api.command(path, key, body).await);
        }
        let statuses: Vec<u16> = first.iter().map(|reply| reply.status).collect();
        assert_eq!(statuses, [422, 201, 200, 200, 201, 201, 422, 200, 201], "{first:?}");

        let mut owner = env.database.connect().await;
        sqlx::raw_sql(OLDER).execute(&mut owner).await.unwrap();
        let arrays: i64 =
            sqlx::query_scalar("select count(*) from idempotency_keys where jsonb_typeof(outcome) = 'array'")
                .fetch_one(&mut owner)
                .await
                .unwrap();
        assert!(arrays >= 9, "{arrays}");
        // Twice: a second run changes nothing.
        for _ in 0..2 {
            sqlx::raw_sql(MIGRATION).execute(&mut owner).await.unwrap();
        }
        for ((path, key, body), first) in sent.iter().zip(&first) {
            let again = env.api.command(path, key, body).await;
            let what = format!("{key}: {again:?}");
            assert_eq!(
                (again.status, again.header("idempotent-replayed")),
                (first.status, Some("true")),
                "{what}"
            );
            let words = |reply: &crate::harness::Reply| {
                reply.text.replace(reply.header("x-request-id").unwrap(), "id")
            };
            assert_eq!(words(&again), words(first), "{what}");
        }
        env
    });
}
