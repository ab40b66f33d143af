//! The programs that are measured, as children: the real server, and the plain one beside it.
//!
//! Invariant: the server runs with its defaults and what was given after `--`, not with settings that happen to be in the
//! environment of whoever measures.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::process::Command;

use super::child::{self, Running};
use super::cluster::Cluster;
use super::http::Connection;
use super::plan::Prepared;

/// The login that the first start makes.
pub const ADMIN: &str = "admin";
const START_LIMIT: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(50);

/// A server that answers.
pub struct Served {
    pub address: SocketAddr,
    process: Running,
}

impl Served {
    pub fn pid(&self) -> u32 {
        self.process.pid()
    }

    /// # Errors
    /// It ended badly or had to be killed.
    pub async fn stop(self) -> Result<()> {
        self.process.stop().await
    }
}

/// Starts `saldo serve` on the database of the measurement; the first start makes the administrator with that password.
///
/// # Errors
/// It does not come up; the message holds the end of its log.
pub async fn saldo(cluster: &Cluster, arguments: &[String], password: &str) -> Result<Served> {
    let address = free_address()?;
    let mut command = saldo_command(cluster)?;
    command
        .arg("serve")
        .args(arguments)
        .env("SALDO_ADDR", address.to_string())
        // The bank's routes are measured without signatures.
        .env("SALDO_TRUST_LOCAL", "true")
        .env("SALDO_ADMIN_PASSWORD", password);
    let process = Running::start(command, cluster.log_file("saldo-serve.log"))?;
    ready(Served { address, process }, "/readyz").await
}

/// Starts the plain server on the same database.
///
/// # Errors
/// It does not come up.
pub async fn plain_row(cluster: &Cluster, any_client: i64) -> Result<Served> {
    let address = free_address()?;
    let mut command = saldo_command(cluster)?;
    command.args(["bench", "--allow-debug", "--plain-row", &address.to_string()]);
    let process = Running::start(command, cluster.log_file("plain-row.log"))?;
    ready(Served { address, process }, &format!("/client/{any_client}")).await
}

/// Gives the administrator of a kept database a password that this run knows.
///
/// # Errors
/// The database has no administrator of that name.
pub async fn reset_password(cluster: &Cluster, password: &str) -> Result<()> {
    let mut command = saldo_command(cluster)?;
    command.args(["user", "password", ADMIN]).env("SALDO_USER_PASSWORD", password);
    child::output(command).await.context("cannot set the password of the administrator").map(drop)
}

/// Runs another command of this program to its end, its output shown.
///
/// # Errors
/// It cannot be run.
pub async fn run(cluster: &Cluster, arguments: &[&str]) -> Result<ExitStatus> {
    let mut command = saldo_command(cluster)?;
    command.args(arguments);
    child::shown(command).await
}

/// This program, on the database of the measurement.
fn saldo_command(cluster: &Cluster) -> Result<Command> {
    let program = std::env::current_exe().context("cannot tell where this program is")?;
    let mut command = Command::new(program);
    let settings = std::env::vars_os().map(|(name, _)| name);
    for name in settings.filter(|name| name.to_string_lossy().starts_with("SALDO_")) {
        command.env_remove(name);
    }
    command.env("DATABASE_URL", cluster.url(app::bench::DATABASE)?);
    Ok(command)
}

/// A port of loopback that nobody used a moment ago.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on loopback")?;
    Ok(listener.local_addr()?)
}

/// Waits until a GET of `path` is answered with 200.
async fn ready(mut served: Served, path: &str) -> Result<Served> {
    let since = Instant::now();
    let question = Prepared::get(served.address, path, "");
    loop {
        served.process.still_runs()?;
        if let Ok(mut connection) = Connection::open(served.address).await
            && let Ok(answer) = connection.ask(question.bytes()).await
            && answer.status == 200
        {
            return Ok(served);
        }
        if since.elapsed() > START_LIMIT {
            bail!("the server does not answer {path} after {} s", START_LIMIT.as_secs());
        }
        tokio::time::sleep(POLL).await;
    }
}
