//! `kill -9` of the server and of PostgreSQL under load: every acknowledged operation is there once, and nothing else is.
//!
//! The server keeps its database itself, with full durability, as on a user's machine. Writers repeat every command with its key
//! until they get a definite answer, so in the end the log must hold exactly one operation per command.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::RngExt;
use serde_json::{Value, json};

use crate::harness::{Api, PASSWORD, Server, saldo, try_read};

const KILLS: usize = 20;
const WRITERS: usize = 8;
const CLIENTS: usize = 5;

/// What a writer was promised.
struct Promise {
    client: i64,
    /// The body of the answer; null for a webhook, which only says `success`.
    operation: Value,
    description: String,
}

#[test]
fn twenty_kills_of_the_server_and_of_postgresql_lose_and_double_nothing() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(survive());
}

async fn survive() {
    let data = DataDir::new();
    let mut server = start(&data.path).await;
    let admin = Api::sign_in(&server.base, "admin", PASSWORD).await;
    let mut clients = Vec::new();
    for i in 0..CLIENTS {
        let body = json!({"kind": "LEGAL_ENTITY", "name": format!("ООО Стойкость {i}"), "inn": format!("77000000{i:02}")});
        clients.push(admin.post("/api/v1/clients", &body).await.body["id"].as_i64().unwrap());
    }
    let key = admin
        .post("/api/v1/api-keys", &json!({"name": "writer", "scopes": ["wallet.deposit", "operations.read", "clients.read", "bank.write"]}))
        .await;
    let key = key.body["key"].as_str().expect("an API key").to_owned();
    let stop = Arc::new(AtomicBool::new(false));
    // The port stays the same over restarts, so writers keep their address.
    let base = server.base.clone();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            tokio::spawn(write(writer, base.clone(), key.clone(), clients.clone(), Arc::clone(&stop)))
        })
        .collect();

    for kill in 0..KILLS {
        let pause = rand::rng().random_range(200..900);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        match kill % 3 {
            0 => kill_9(postmaster(&data.path)),
            1 => server = restart(server, &data.path, &base).await,
            _ => {
                kill_9(postmaster(&data.path));
                server = restart(server, &data.path, &base).await;
            }
        }
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.store(true, Ordering::Relaxed);
    let mut promises = Vec::new();
    for writer in writers {
        promises.extend(writer.await.unwrap());
    }
    let reader = Api::bearer(&base, &key);
    check(&reader, &clients, &promises).await;
    server.stop().await;
    assert!(!data.path.join("pg/postmaster.pid").exists(), "PostgreSQL is left behind");
    let proof = saldo(&["verify"], &[("SALDO_DATA_DIR", data.path.to_str().unwrap())]);
    assert!(proof.status.success(), "{}", String::from_utf8_lossy(&proof.stdout));
    assert!(promises.len() > 200, "only {} operations: the run shows nothing", promises.len());
}

/// A smart shutdown waits for its clients, for ever if they stay: whoever starts Saldo then is not left waiting.
#[test]
fn a_database_that_hangs_while_it_stops_is_helped_after_ten_seconds() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let data = DataDir::new();
        let server = start(&data.path).await;
        let pid = postmaster(&data.path);
        let text = std::fs::read_to_string(data.path.join("pg/postmaster.pid")).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let url = format!("postgres://postgres@localhost/postgres?host={}&port={}", lines[4], lines[3]);
        let stays = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
        server.kill().await;
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let begun = std::time::Instant::now();
        while !std::fs::read_to_string(data.path.join("pg/postmaster.pid")).unwrap().contains("stopping") {
            assert!(begun.elapsed() < Duration::from_secs(5), "it does not begin to stop");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let begun = std::time::Instant::now();
        let server = start(&data.path).await;
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
        drop(stays);
        server.stop().await;
    });
}

/// Posts until told to stop; never leaves a command without a definite answer.
async fn write(
    writer: usize,
    base: String,
    key: String,
    clients: Vec<i64>,
    stop: Arc<AtomicBool>,
) -> Vec<Promise> {
    let api = Api::bearer(&base, &key);
    let mut promises = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let turn = promises.len();
        let which = (writer + turn) % clients.len();
        let id = uuid::Uuid::new_v4().to_string();
        let promise = if turn % 2 == 0 {
            let body = json!({"amount": "1.00", "description": id});
            let request = || {
                api.request(reqwest::Method::POST, &format!("/api/v1/clients/{}/deposit", clients[which]))
                    .header("idempotency-key", &id)
                    .json(&body)
            };
            Promise { client: clients[which], operation: until_definite(request, 201).await, description: id }
        } else {
            let number = format!("PAY-{id}");
            let body = json!({"operation_id": id, "amount": 1, "payer_inn": format!("77000000{which:02}"), "document_number": number, "document_date": "2024-04-27T21:00:00Z"});
            let request = || api.request(reqwest::Method::POST, "/api/webhook/bank/").json(&body);
            until_definite(request, 200).await;
            Promise {
                client: clients[which],
                operation: Value::Null,
                description: format!("Платёж {number} от 28.04.2024"),
            }
        };
        promises.push(promise);
    }
    promises
}

/// Repeats a request until it is answered with `status`. No answer and 5xx are no answer; anything else is a fault.
async fn until_definite(request: impl Fn() -> reqwest::RequestBuilder, status: u16) -> Value {
    for _ in 0..600 {
        match try_read(request().timeout(Duration::from_secs(20))).await {
            Ok(reply) if reply.status == status => return reply.body,
            Ok(reply) if reply.status < 500 => panic!("{reply:?}"),
            Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("no definite answer");
}

async fn check(reader: &Api, clients: &[i64], promises: &[Promise]) {
    let mut log: HashMap<(i64, String), Vec<Value>> = HashMap::new();
    for client in clients {
        let mut cursor = String::new();
        loop {
            let page = reader.get(&format!("/api/v1/clients/{client}/operations?limit=200{cursor}")).await;
            assert_eq!(page.status, 200, "{page:?}");
            for item in page.body["items"].as_array().unwrap() {
                log.entry((*client, item["description"].as_str().unwrap().to_owned()))
                    .or_default()
                    .push(item.clone());
            }
            match page.body["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
    }
    for promise in promises {
        let found = log.remove(&(promise.client, promise.description.clone())).unwrap_or_default();
        assert_eq!(found.len(), 1, "{}: {found:?}", promise.description);
        for field in ["id", "seq", "amount", "balance_after", "created_at"] {
            if !promise.operation.is_null() {
                assert_eq!(found[0][field], promise.operation[field], "{}: {field}", promise.description);
            }
        }
    }
    assert!(log.is_empty(), "operations that nobody asked for: {log:?}");
}

async fn start(data: &Path) -> Server {
    Server::start_embedded(data, "127.0.0.1:0").await
}

async fn restart(server: Server, data: &Path, base: &str) -> Server {
    server.kill().await;
    Server::start_embedded(data, base.trim_start_matches("http://")).await
}

fn postmaster(data: &Path) -> String {
    // While PostgreSQL restarts there is no pid to kill; wait for it.
    for _ in 0..200 {
        if let Ok(text) = std::fs::read_to_string(data.join("pg/postmaster.pid")) {
            let lines: Vec<&str> = text.lines().collect();
            if lines.get(7).is_some_and(|status| status.trim() == "ready") {
                return lines[0].to_owned();
            }
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("PostgreSQL does not come back");
}

fn kill_9(pid: String) {
    assert!(Command::new("kill").args(["-9", &pid]).status().unwrap().success());
}

/// A directory that is gone afterwards.
struct DataDir {
    path: PathBuf,
}

impl DataDir {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("saldo-crash-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&path).unwrap();
        Self { path }
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.path.join("pg/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _ = Command::new("kill").args(["-QUIT", pid]).status();
        }
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
