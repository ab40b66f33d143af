//! What a row can say and this build does not know: the outcome of a key, the status of an order or of an account. It concerns one
//! request; everybody else is served at once.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;

use crate::harness::{Env, Reply, key, run};

/// Statements of a database that a newer program has written to, past all guards.
async fn newer(env: &Env, statements: &str) {
    let mut connection = env.database.connect().await;
    let sql = format!("set session_replication_role = replica; {statements}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
}

async fn deposit(env: &Env, client: i64, key: &str) -> Reply {
    let body = json!({"amount": "1.00", "description": "проба"});
    env.api.command(&format!("/api/v1/clients/{client}/deposit"), key, &body).await
}

#[test]
fn an_outcome_of_no_known_kind_concerns_its_own_key_only() {
    run(|env| async move {
        let client = env.client("Соседи").await;
        let outcomes = [
            "{}",
            "[]",
            "null",
            "5",
            "{\"subscription\": {\"id\": 1}}",
            "[{\"payment_id\": 1}]",
            "{\"operations\": [{\"x\": 1}]}",
        ];
        for outcome in outcomes {
            let k = key();
            assert_eq!(deposit(&env, client, &k).await.status, 201);
            newer(&env, &format!("update idempotency_keys set outcome = '{outcome}' where key = '{k}'"))
                .await;
            let begun = Instant::now();
            let (again, others) = tokio::join!(
                deposit(&env, client, &k),
                join_all((0..8).map(|_| async { deposit(&env, client, &key()).await }))
            );
            assert_eq!((again.status, again.code()), (503, "outcome_unknown"), "{outcome}: {again:?}");
            assert!(others.iter().all(|reply| reply.status == 201), "{outcome}: {others:?}");
            assert!(begun.elapsed() < Duration::from_secs(3), "{outcome}: {:?}", begun.elapsed());
            // The proof of the ledger reads outcomes too.
            newer(&env, &format!("delete from idempotency_keys where key = '{k}'")).await;
        }
        env
    });
}

#[test]
fn an_order_or_account_in_a_state_of_no_known_kind_concerns_its_own_requests_only() {
    run(|env| async move {
        let (good, odd) = (env.rich("Обычный", "100.00").await, env.rich("Странный", "100.00").await);
        let product = env.product("Кабель", "10.00", "100").await;
        let order = async |client: i64| {
            let body = json!({"client_id": client, "lines": [{"product_id": product, "quantity": "1"}]});
            env.api.command("/api/v1/orders", &key(), &body).await.body["id"].as_i64().unwrap()
        };
        let (fine, strange) = (order(good).await, order(good).await);
        newer(&env, "alter type order_status add value 'reserved'").await;
        newer(&env, &format!("alter table orders disable trigger all; update orders set status = 'reserved' where id = {strange}")).await;
        newer(&env, &format!("alter table accounts drop constraint if exists accounts_status_known; update accounts set status = 'FROZEN' where client_id = {odd}")).await;
        let pay = async |id: i64| {
            let body = json!({"payments": [{"method": "WALLET", "amount": "10.00"}]});
            env.api.command(&format!("/api/v1/orders/{id}/pay"), &key(), &body).await
        };
        let begun = Instant::now();
        let (first, second, third, fourth) =
            tokio::join!(pay(strange), pay(fine), async { deposit(&env, odd, &key()).await }, async {
                deposit(&env, good, &key()).await
            });
        assert_eq!((first.status, third.status), (500, 500), "{first:?} {third:?}");
        assert_eq!((second.status, fourth.status), (200, 201), "{second:?} {fourth:?}");
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        newer(&env, &format!("update orders set status = 'draft' where id = {strange}; alter table orders enable trigger all")).await;
        newer(&env, &format!("update accounts set status = 'ACTIVE' where client_id = {odd}")).await;
        env
    });
}
