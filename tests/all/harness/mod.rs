//! What every test stands on: one throw-away PostgreSQL for the run, a database per test, the real server as a child process.

mod address;
mod api;
mod cluster;
mod csv;
mod gateway;
mod goods;
mod past;
mod people;
mod provider;
mod server;
mod shop;

use std::future::Future;

pub use address::address;
pub use api::{Api, Reply, read, try_read};
pub use cluster::Database;
pub use csv::csv_rows;
pub use gateway::{Cut, Gateway};
pub use goods::NOW;
pub use past::Past;
pub use people::USER_PASSWORD;
pub use provider::{Fault, Provider, run_with_provider};
pub use server::{Server, binary, saldo, verify};
pub use shop::key;

/// Password of `admin` in every test database.
pub const PASSWORD: &str = "correct horse battery";

/// A database of its own with a running server and a signed-in administrator.
pub struct Env {
    pub database: Database,
    pub server: Server,
    pub api: Api,
}

impl Env {
    async fn start(settings: &[(&str, &str)]) -> Self {
        let database = Database::create().await;
        let server = Server::start(&database.url, settings).await;
        let api = Api::sign_in(&server.base, "admin", PASSWORD).await;
        Self { database, server, api }
    }

    /// A second server process on the same database, with an administrator signed in.
    pub async fn second(&self) -> (Server, Api) {
        let server = Server::start(&self.database.url, &[]).await;
        let api = Api::sign_in(&server.base, "admin", PASSWORD).await;
        (server, api)
    }

    /// A new client with that name, without INN or credit.
    pub async fn client(&self, name: &str) -> i64 {
        self.client_with(serde_json::json!({"kind": "INDIVIDUAL", "name": name})).await
    }

    pub async fn client_with(&self, body: serde_json::Value) -> i64 {
        let reply = self.api.post("/api/v1/clients", &body).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.body["id"].as_i64().unwrap()
    }

    /// Balance of a client as the API tells it.
    pub async fn balance(&self, client: i64) -> String {
        self.api.get(&format!("/api/v1/clients/{client}")).await.body["balance"].as_str().unwrap().to_owned()
    }
}

/// Whether what is missing is an error and no reason to skip a test.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| !matches!(ci.as_str(), "" | "0" | "false"))
}

/// Runs a test in an environment of its own and proves the ledger afterwards.
pub fn run<F: Future<Output = Env>>(test: impl FnOnce(Env) -> F) {
    run_with(&[], test);
}

/// As [`run`], with environment variables for the server.
pub fn run_with<F: Future<Output = Env>>(settings: &[(&str, &str)], test: impl FnOnce(Env) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let env = test(Env::start(settings).await).await;
        env.server.comes_to_rest().await;
        server::verify(&env.database.url);
        drop(env.server);
        env.database.remove().await;
    });
}
