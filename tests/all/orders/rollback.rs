//! A payment that fails at any table leaves nothing anywhere, and succeeds when the fault is gone.

use serde_json::json;
use sqlx::Connection;

use crate::harness::{Env, key, run};

const TABLES: [&str; 6] =
    ["operations", "idempotency_keys", "order_history", "payments", "stock_movements", "journal_entries"];

/// Makes every INSERT into the table fail.
async fn break_table(env: &Env, table: &str) {
    let mut owner = env.database.connect().await;
    let statement = format!(
        "create or replace function fail() returns trigger language plpgsql as $$ begin raise exception 'broken for the test'; end $$;
         create trigger broken before insert on {table} for each row execute function fail()"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut owner).await.unwrap();
    owner.close().await.unwrap();
}

async fn mend_table(env: &Env, table: &str) {
    let mut owner = env.database.connect().await;
    let statement = format!("drop trigger broken on {table}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut owner).await.unwrap();
    owner.close().await.unwrap();
}

#[test]
fn a_payment_that_fails_at_any_step_changes_nothing() {
    run(|env| async move {
        let client = env.rich("Покупатель", "100.00").await;
        let cable = env.product("Кабель", "10.00", "100").await;
        let order = env.api.draft(client, &[(cable, "2")]).await;
        let world = env.world().await;
        for table in TABLES {
            break_table(&env, table).await;
            let reply = env.api.pay(order, &[("WALLET", "15.00"), ("CASH", "5.00")]).await;
            assert_eq!((reply.status, reply.code()), (500, "internal_error"), "{table} {reply:?}");
            assert_eq!(env.world().await, world, "{table}");
            mend_table(&env, table).await;
        }
        assert_eq!(env.api.pay(order, &[("WALLET", "15.00"), ("CASH", "5.00")]).await.status, 200);

        let world = env.world().await;
        for table in ["operations", "order_history", "refunds", "stock_movements", "journal_entries"] {
            break_table(&env, table).await;
            assert_eq!(env.api.cancel(order, "назад").await.status, 500, "{table}");
            let body = json!({"lines": [{"number": 1, "quantity": 1, "restock": true}], "amount": 16, "reason": "брак"});
            let path = format!("/api/v1/orders/{order}/returns");
            assert_eq!(env.api.command(&path, &key(), &body).await.status, 500, "{table}");
            assert_eq!(env.world().await, world, "{table}");
            mend_table(&env, table).await;
        }
        assert_eq!(env.api.cancel(order, "назад").await.status, 200);
        env
    });
}

#[test]
fn a_broken_command_does_not_fail_its_neighbours() {
    run(|env| async move {
        let client = env.rich("Покупатель", "1000.00").await;
        let (good, bad) =
            (env.product("Хороший", "1.00", "100").await, env.product("Плохой", "1.00", "100").await);
        let mut owner = env.database.connect().await;
        let statement = format!(
            "create function fail() returns trigger language plpgsql as $$ begin raise exception 'broken for the test'; end $$;
             create trigger broken before insert on stock_movements for each row when (new.product_id = {bad}) execute function fail()"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut owner).await.unwrap();
        let mut orders = Vec::new();
        for i in 0..40 {
            orders.push(env.api.draft(client, &[(if i % 8 == 3 { bad } else { good }, "1")]).await);
        }
        let replies = futures_util::future::join_all(
            orders.iter().map(|order| env.api.pay(*order, &[("WALLET", "1.00")])),
        )
        .await;
        for (i, reply) in replies.iter().enumerate() {
            assert_eq!(reply.status, if i % 8 == 3 { 500 } else { 200 }, "{i} {reply:?}");
        }
        assert_eq!((env.stock(good).await.as_str(), env.stock(bad).await.as_str()), ("65", "100"));
        sqlx::raw_sql("drop trigger broken on stock_movements").execute(&mut owner).await.unwrap();
        env
    });
}
