//! Files of any length: one state of the database, a few rows in memory, nothing left behind by who stops reading.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use reqwest::{Method, Response};
use serde_json::json;
use sqlx::{Connection, Executor, PgConnection};

use crate::harness::{Env, csv_rows, run};

pub const OPERATIONS: &str = "/api/v1/operations/export";

/// A client with a name of 300 letters and so many operations: the file is larger than what sockets hold.
pub async fn busy_client(env: &Env, operations: u32) -> i64 {
    let client = env.client(&"Ж".repeat(300)).await;
    let insert = "insert into operations (client_id, seq, kind, amount, balance_after, actor, created_at)
        select $1, n, 'TOP_UP', 1, n, 'system', '2024-01-01'::timestamptz + n * interval '1 second' from generate_series(1, $2) as n";
    let mut connection = env.database.connect().await;
    let operations = i64::from(operations);
    sqlx::query(insert).bind(client).bind(operations).execute(&mut connection).await.unwrap();
    client
}

/// Begins a download and reads its first piece.
async fn begun(env: &Env, path: &str) -> (Response, Vec<u8>) {
    let mut response = env.api.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let first = response.chunk().await.unwrap().unwrap().to_vec();
    (response, first)
}

/// How many sessions of the server stand in a transaction or wait for the log; its own task, which settles the log, is not meant.
async fn busy_sessions(connection: &mut PgConnection) -> i64 {
    let select = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'saldo'
        and query not like '%settle_operations%' and (state like 'idle in transaction%' or (state = 'active' and wait_event_type = 'Lock'))";
    sqlx::query_scalar(select).fetch_one(connection).await.unwrap()
}

/// Waits until as many sessions are busy; gives how long that took.
async fn until_busy(connection: &mut PgConnection, wanted: i64) -> Duration {
    let begun = Instant::now();
    while busy_sessions(connection).await != wanted {
        assert!(begun.elapsed() < Duration::from_secs(20), "{wanted} busy sessions were expected");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

#[test]
fn a_file_is_one_state_of_the_database_however_long_it_is_read() {
    run(|env| async move {
        let client = busy_client(&env, 40_000).await;
        let (mut response, mut file) = begun(&env, &format!("{OPERATIONS}?client_id={client}")).await;
        // While the file is on its way, the client is renamed and gets more operations.
        let edit = json!({"kind": "INDIVIDUAL", "name": "Другое имя", "version": 1});
        assert_eq!(env.api.put(&format!("/api/v1/clients/{client}"), &edit).await.status, 200);
        for _ in 0..3 {
            env.api.deposit(client, "1.00").await;
        }
        while let Some(more) = response.chunk().await.unwrap() {
            file.extend(more);
        }
        let rows = csv_rows(&String::from_utf8(file).unwrap());
        assert_eq!(rows.len(), 40_001);
        assert!(rows[1..].iter().all(|row| row[3].starts_with("ЖЖЖ")), "a later name is in the file");
        assert_eq!((rows[1][9].as_str(), rows[40_000][9].as_str()), ("40000,00", "1,00"));
        env
    });
}

#[test]
fn who_stops_reading_leaves_nothing_behind() {
    run(|env| async move {
        let client = busy_client(&env, 40_000).await;
        let mut connection = env.database.connect().await;
        let (response, _) = begun(&env, &format!("{OPERATIONS}?client_id={client}")).await;
        until_busy(&mut connection, 1).await;
        drop(response);
        until_busy(&mut connection, 0).await;
        env
    });
}

#[test]
fn the_statement_of_who_has_gone_is_ended() {
    run(|env| async move {
        let client = env.client("Клиент").await;
        env.api.deposit(client, "1.00").await;
        let mut connection = env.database.connect().await;
        let mut holder = env.database.connect().await;
        let mut lock = holder.begin().await.unwrap();
        lock.execute("lock table operations in access exclusive mode").await.unwrap();
        let download = env.api.request(Method::GET, OPERATIONS).send();
        let waiting = tokio::time::timeout(Duration::from_secs(2), download).await;
        assert!(waiting.is_err(), "the lock holds the file up: {waiting:?}");
        // The request is dropped; the statement would wait for its lock for three seconds more.
        let took = until_busy(&mut connection, 0).await;
        assert!(took < Duration::from_millis(2500), "{took:?}");
        lock.rollback().await.unwrap();
        env
    });
}

#[test]
fn a_few_files_at_once_are_enough() {
    run(|env| async move {
        let client = busy_client(&env, 40_000).await;
        let path = format!("{OPERATIONS}?client_id={client}");
        let mut downloads = Vec::new();
        for caller in [&env.user("viewer").await, &env.user("viewer").await] {
            for _ in 0..2 {
                let response = caller.request(Method::GET, &path).send().await.unwrap();
                assert_eq!(response.status().as_u16(), 200);
                downloads.push(response);
            }
        }
        let refused = env.api.get(&path).await;
        assert_eq!((refused.status, refused.code()), (503, "overloaded"), "{refused:?}");
        assert!(refused.header("retry-after").is_some());
        // Lists are read as ever, and a file that ends makes room for another one.
        assert_eq!(env.api.get("/api/v1/clients").await.status, 200);
        let rest: Vec<_> = downloads.remove(0).bytes_stream().collect().await;
        assert!(rest.iter().all(Result::is_ok));
        assert_eq!(env.api.get(&format!("{OPERATIONS}?client_id=999999")).await.status, 200);
        drop(downloads);
        env
    });
}
