//! Figures of the home page: they are those of the lists, and the day's sums are exact however the log is cut into blocks.

use serde_json::{Value, json};

use crate::harness::{Env, run};

const OVERVIEW: &str = "/api/v1/overview";

async fn overview(env: &Env) -> Value {
    let reply = env.api.get(OVERVIEW).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.body
}

/// The figures of today as the list of operations sums them up.
async fn listed(env: &Env, date: &str) -> Value {
    let page = env.api.get(&format!("/api/v1/operations?from={date}&totals=true&limit=1")).await.body;
    let totals = &page["totals"];
    json!({"date": date, "count": totals["operations"], "credits": totals["credits"], "debits": totals["debits"]})
}

#[test]
fn the_counts_are_those_of_the_lists() {
    run(|env| async move {
        let today = overview(&env).await["today"]["date"].as_str().unwrap().to_owned();
        let day: chrono::NaiveDate = today.parse().unwrap();
        for (number, days) in [0, 7, 8, 400].into_iter().enumerate() {
            let due = day + chrono::Days::new(days);
            let body = json!({"kind": "OTHER", "name": format!("Клиент {number}"), "credit_limit": "100", "credit_due_date": due});
            let id = env.client_with(body).await;
            if number < 3 {
                let spent = json!({"amount": "5", "description": "трата"});
                let done = env
                    .api
                    .command(&format!("/api/v1/clients/{id}/spend"), &format!("s{number}"), &spent)
                    .await;
                assert_eq!(done.status, 201, "{done:?}");
            }
            if number == 0 {
                env.api.post(&format!("/api/v1/clients/{id}/archive"), &json!({})).await;
            }
        }
        let payment = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 1, "payer_inn": "1234567890", "document_number": "1",
                             "document_date": "2024-04-27T21:00:00Z"});
        env.api.post("/api/webhook/bank/", &payment).await;
        let cable = env.product("Кабель", "10.00", "10").await;
        let mut drafts = Vec::new();
        for _ in 0..3 {
            drafts.push(env.api.draft(0, &[(cable, "1")]).await);
        }
        assert_eq!(env.api.pay(drafts[0], &[("CASH", "10.00")]).await.status, 200);
        assert_eq!(env.api.cancel(drafts[1], "передумали").await.status, 200);
        let figures = overview(&env).await;
        let count = |value: i64| json!({"value": value, "capped": false});
        assert_eq!(figures["clients"], count(3));
        assert_eq!(figures["debtors"], count(2));
        assert_eq!(figures["credit_expiring"], count(1));
        assert_eq!(figures["unmatched_payments"], count(1));
        assert_eq!(figures["draft_orders"], count(1));
        for (field, list) in [
            ("clients", "clients?"),
            ("debtors", "clients?debtors=true&"),
            ("credit_expiring", "clients?credit_expiring_days=7&"),
            ("unmatched_payments", "bank-deliveries?status=unmatched&"),
            ("draft_orders", "orders?status=draft&"),
        ] {
            let page = env.api.get(&format!("/api/v1/{list}count=true&limit=1")).await.body;
            assert_eq!(figures[field], page["count"], "{field}");
        }
        assert_eq!(figures["today"], listed(&env, &today).await);
        assert_eq!((&figures["today"]["count"], &figures["today"]["debits"]), (&json!(3), &json!("-15.00")));
        // A cashier has nothing to do with the bank; a program has no home page.
        let cashier = env.user("cashier").await.get(OVERVIEW).await.body;
        assert_eq!(cashier["unmatched_payments"], Value::Null);
        assert_eq!((&cashier["clients"], &cashier["today"]), (&figures["clients"], &figures["today"]));
        assert_eq!(env.program(&["clients.read"]).await.get(OVERVIEW).await.status, 403);
        env
    });
}

/// Operations at moments that differ by so many seconds, up to now: most of them of days that are over.
async fn history(env: &Env, client: i64, count: i64, seconds: i64) {
    let insert = "insert into operations (client_id, seq, kind, amount, balance_after, actor, created_at)
        select $1, a.seq + n, 'TOP_UP', 0.5, a.balance + n * 0.5, 'system', now() - ($2 - n) * $3 * interval '1 second'
          from generate_series(1, $2) as n, (select seq, balance from accounts where client_id = $1) a";
    let mut connection = env.database.connect().await;
    sqlx::query(insert).bind(client).bind(count).bind(seconds).execute(&mut connection).await.unwrap();
}

#[test]
fn the_day_is_summed_exactly_whether_its_operations_are_in_blocks_or_not() {
    run(|env| async move {
        let today = overview(&env).await["today"]["date"].as_str().unwrap().to_owned();
        let one = env.client("Старый").await;
        // Some 24 days in one block, then two blocks and a half of the last hours.
        history(&env, one, 3_000, 700).await;
        let two = env.client("Новый").await;
        history(&env, two, 9_000, 1).await;
        let credits = env.api.deposit(one, "0.07").await;
        assert_eq!(credits["balance_after"], "1500.07");
        let spent = json!({"amount": "100.03", "description": "трата"});
        env.api.command(&format!("/api/v1/clients/{two}/spend"), "s", &spent).await;
        let expected = listed(&env, &today).await;
        assert!(expected["count"].as_i64() > Some(2), "{expected}");
        assert_eq!(overview(&env).await["today"], expected, "while it is being settled");
        env.settled().await;
        assert_eq!(overview(&env).await["today"], expected, "from blocks");
        for _ in 0..3 {
            env.api.deposit(two, "0.01").await;
            assert_eq!(overview(&env).await["today"], listed(&env, &today).await, "with a tail");
        }
        // Blocks from before there were sums are read operation by operation.
        let mut connection = env.database.connect().await;
        sqlx::query(
            "update operation_blocks set operations = null, credits = null, debits = null where block = 1",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        assert_eq!(overview(&env).await["today"], listed(&env, &today).await, "from an old block");
        env
    });
}
