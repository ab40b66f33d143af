//! The lanes of the ledger: whoever is stuck, at fault or gone keeps nobody else waiting, and is answered in a bounded time.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use sqlx::Connection;
use tokio::io::AsyncWriteExt;

use crate::harness::{Env, Reply, key, run};

async fn deposit(env: &Env, client: i64) -> (Reply, Duration) {
    let body = json!({"amount": "1.00", "description": "проба"});
    let begun = Instant::now();
    let reply = env.api.command(&format!("/api/v1/clients/{client}/deposit"), &key(), &body).await;
    (reply, begun.elapsed())
}

async fn clients(env: &Env, count: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for at in 0..count {
        ids.push(env.client(&format!("Клиент {at}")).await);
    }
    ids
}

/// Holds rows in a transaction of its own for as long as it lives.
async fn hold(env: &Env, statement: &str) -> sqlx::PgConnection {
    let mut connection = env.database.connect().await;
    sqlx::raw_sql("set idle_in_transaction_session_timeout = 0; begin")
        .execute(&mut connection)
        .await
        .unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    connection
}

async fn ledger_waits(env: &Env) -> u64 {
    let text = env.api.get("/metrics").await.text;
    let line = text.lines().find_map(|line| line.strip_prefix("saldo_ledger_waiting ")).unwrap();
    line.parse().unwrap()
}

#[test]
fn an_account_that_somebody_holds_keeps_its_own_requests_waiting_and_no_other() {
    run(|env| async move {
        let ids = clients(&env, 9).await;
        let (held, others) = ids.split_first().unwrap();
        let lock = hold(&env, &format!("select * from accounts where client_id = {held} for update")).await;
        let stuck = join_all((0..5).map(|_| deposit(&env, *held)));
        let served = async {
            let mut slowest = Duration::ZERO;
            for _ in 0..5 {
                for (reply, took) in join_all(others.iter().map(|id| deposit(&env, *id))).await {
                    assert_eq!(reply.status, 201, "{reply:?}");
                    slowest = slowest.max(took);
                }
            }
            lock.close().await.unwrap();
            slowest
        };
        let (stuck, slowest) = tokio::join!(stuck, served);
        assert!(slowest < Duration::from_secs(3), "others waited {slowest:?}");
        assert!(stuck.iter().all(|(reply, _)| reply.status == 201), "{stuck:?}");
        assert_eq!(env.balance(*held).await, "5.00");
        env
    });
}

#[test]
fn whoever_waits_for_ever_is_told_that_nothing_was_done() {
    run(|env| async move {
        let held = env.client("Вечно занят").await;
        let product = env.product("Кабель", "10.00", "100").await;
        let free = env.product("Свободный", "10.00", "100").await;
        let buyer = env.rich("Покупатель", "1000.00").await;
        let order = async |product: i64| {
            let body = json!({"client_id": buyer, "lines": [{"product_id": product, "quantity": "1"}]});
            env.api.command("/api/v1/orders", &key(), &body).await.body["id"].as_i64().unwrap()
        };
        let (blocked, served) = (order(product).await, order(free).await);
        let pay = async |id: i64| {
            let body = json!({"payments": [{"method": "CASH", "amount": "10.00"}]});
            let begun = Instant::now();
            (env.api.command(&format!("/api/v1/orders/{id}/pay"), &key(), &body).await, begun.elapsed())
        };
        let lock = hold(&env, &format!("select * from accounts where client_id = {held} for update")).await;
        let shelf = hold(&env, &format!("select * from products where id = {product} for update")).await;
        let ((waited, took), (order_waited, order_took), (paid, quick)) =
            tokio::join!(deposit(&env, held), pay(blocked), pay(served));
        for (reply, took) in [(waited, took), (order_waited, order_took)] {
            assert_eq!((reply.status, reply.code()), (503, "overloaded"), "{reply:?}");
            assert!(reply.header("retry-after").is_some(), "{reply:?}");
            assert!((Duration::from_secs(9)..Duration::from_secs(15)).contains(&took), "{took:?}");
        }
        assert_eq!(paid.status, 200, "{paid:?}");
        assert!(quick < Duration::from_secs(3), "{quick:?}");
        lock.close().await.unwrap();
        shelf.close().await.unwrap();
        assert_eq!((env.balance(held).await.as_str(), env.stock(product).await.as_str()), ("0.00", "100"));
        env
    });
}

#[test]
fn a_request_that_the_database_refuses_again_and_again_fails_alone() {
    run(|env| async move {
        let ids = clients(&env, 17).await;
        let mut connection = env.database.connect().await;
        // 40001 and 23505 are tried again, XX000 is not.
        for (guilty, code) in [(ids[0], "40001"), (ids[1], "23505"), (ids[2], "XX000")] {
            let sql = format!(
                "create or replace function fail_{guilty}() returns trigger language plpgsql as $$ begin
                   raise exception 'refused for the test' using errcode = '{code}'; end $$;
                 create trigger fail_{guilty} before insert on operations for each row when (new.client_id = {guilty})
                   execute function fail_{guilty}()"
            );
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        let guilty = join_all(ids[..3].iter().map(|id| deposit(&env, *id)));
        let innocent = async {
            let mut slowest = Duration::ZERO;
            for _ in 0..20 {
                for (reply, took) in join_all(ids[3..].iter().map(|id| deposit(&env, *id))).await {
                    assert_eq!(reply.status, 201, "{reply:?}");
                    slowest = slowest.max(took);
                }
            }
            slowest
        };
        let (guilty, slowest) = tokio::join!(guilty, innocent);
        let statuses: Vec<u16> = guilty.iter().map(|(reply, _)| reply.status).collect();
        assert_eq!(statuses, [503, 503, 500], "{guilty:?}");
        assert!(guilty.iter().all(|(_, took)| *took < Duration::from_secs(15)), "{guilty:?}");
        assert!(slowest < Duration::from_secs(3), "innocents waited {slowest:?}");
        env
    });
}

#[test]
fn callers_that_hang_up_are_counted_no_longer_than_their_work() {
    run(|env| async move {
        let client =
            env.client_with(json!({"kind": "LEGAL_ENTITY", "name": "ООО", "inn": "7707083893"})).await;
        let address = env.server.base.trim_start_matches("http://").to_owned();
        for at in 0..60 {
            let body = json!({"operation_id": uuid::Uuid::new_v4(), "amount": 1, "payer_inn": "7707083893", "document_number": at.to_string(),
                              "document_date": "2024-04-27T21:00:00Z"})
            .to_string();
            let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
            let head = format!(
                "POST /api/webhook/bank/ HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
            drop(stream);
        }
        let begun = Instant::now();
        while ledger_waits(&env).await > 0 {
            assert!(begun.elapsed() < Duration::from_secs(10), "{} wait for ever", ledger_waits(&env).await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let balance: f64 = env.balance(client).await.parse().unwrap();
        println!("{balance} of 60 were credited");
        env
    });
}
