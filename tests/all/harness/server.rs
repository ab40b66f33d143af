//! The real program as a child process.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, BufReader, Lines};
use tokio::process::Child;

use super::Api;

/// A running `saldo serve`. Dropping it kills it.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    log: Arc<Mutex<String>>,
    output: Arc<Mutex<String>>,
}

impl Server {
    /// Starts on a free port and waits until it says that it is ready.
    pub async fn start(database: &str, settings: &[(&str, &str)]) -> Self {
        Self::try_start(database, settings).await.expect("saldo serve")
    }

    /// As [`Server::start`]; a refusal to start is what it printed on standard error.
    pub async fn try_start(database: &str, settings: &[(&str, &str)]) -> Result<Self, String> {
        let mut command = command("127.0.0.1:0");
        command.args(["serve", "--unsafe-durability"]).env("DATABASE_URL", database);
        // Many tests speak for the bank from this machine, as the README's example does.
        let against = ["SALDO_BANK_WEBHOOK_SECRET", "SALDO_PAYMENT_WEBHOOK_SECRET", "SALDO_TRUSTED_PROXIES"];
        if !settings.iter().any(|(name, _)| against.contains(name)) {
            command.env("SALDO_TRUST_LOCAL", "true");
        }
        for (name, value) in settings {
            command.env(name, value);
        }
        Self::launch(command).await
    }

    /// Starts with a database of its own in `data`, fully durable, as `make run` does.
    pub async fn start_embedded(data: &std::path::Path, address: &str) -> Self {
        let mut command = command(address);
        command
            .args(["serve", "--trust-local"])
            .env("SALDO_DATA_DIR", data)
            .env("SALDO_ADMIN_PASSWORD", super::PASSWORD);
        Self::launch(command).await.expect("saldo serve")
    }

    async fn launch(mut command: tokio::process::Command) -> Result<Self, String> {
        let mut child = command.spawn().expect("build the program first: cargo build -p api");
        let mut errors = child.stderr.take();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let output = Arc::new(Mutex::new(String::new()));
        let ready = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                append(&output, &line);
                if let Some(at) = line.find("http://") {
                    return Some(line[at..].trim().trim_end_matches('/').to_owned());
                }
            }
            None
        };
        let base = tokio::time::timeout(Duration::from_secs(60), ready)
            .await
            .map_err(|_| "no ready line".to_owned())?;
        let Some(base) = base else {
            let mut text = String::new();
            if let Some(errors) = &mut errors {
                tokio::io::AsyncReadExt::read_to_string(errors, &mut text).await.unwrap();
            }
            return Err(text);
        };
        let log = Arc::new(Mutex::new(String::new()));
        keep(lines, output.clone());
        if let Some(errors) = errors {
            keep(BufReader::new(errors).lines(), log.clone());
        }
        Ok(Self { child, base, log, output })
    }

    /// Waits until nothing is held any more by requests that are over: every gauge is back. Not asked of a server that does not run any
    /// more, or shows its figures to nobody here.
    pub async fn comes_to_rest(&self) {
        let begun = std::time::Instant::now();
        loop {
            let figures = Api::anonymous(&self.base).request(reqwest::Method::GET, "/metrics");
            let Ok(reply) = super::try_read(figures).await else { return };
            if reply.status != 200 {
                return;
            }
            let busy: Vec<&str> = reply.text.lines().filter(|line| is_held(line)).collect();
            if busy.is_empty() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "never at rest: {busy:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What it wrote on standard error since it was ready.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// What it wrote on standard output.
    pub fn printed(&self) -> String {
        self.output.lock().unwrap().clone()
    }

    pub fn pid(&self) -> u32 {
        self.child.id().expect("a running server")
    }

    /// `kill -9`.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Asks it to stop and waits for a clean end.
    pub async fn stop(mut self) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status = tokio::time::timeout(Duration::from_secs(30), self.child.wait())
            .await
            .expect("a stop in time")
            .unwrap();
        assert!(status.success(), "{status}");
    }
}

/// The program, listening on `address`, its output readable.
fn command(address: &str) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(binary());
    for name in ["DATABASE_URL", "SALDO_BANK_WEBHOOK_SECRET", "SALDO_ADMIN_PASSWORD", "SALDO_DATA_DIR"] {
        command.env_remove(name);
    }
    command
        .env("SALDO_ADDR", address)
        .env("SALDO_LOG", std::env::var("SALDO_LOG").unwrap_or_else(|_| "warn".into()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(if std::env::var_os("SALDO_TEST_LOG").is_some() { Stdio::inherit() } else { Stdio::piped() })
        .kill_on_drop(true);
    command
}

/// Reads to the end, so that a full pipe does not stop the server.
fn keep(mut lines: Lines<impl AsyncBufRead + Unpin + Send + 'static>, kept: Arc<Mutex<String>>) {
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            append(&kept, &line);
        }
    });
}

fn append(kept: &Mutex<String>, line: &str) {
    let mut kept = kept.lock().unwrap();
    kept.push_str(line);
    kept.push('\n');
}

/// Whether a line of the figures says that something is held: requests that wait, connections in use, files being sent.
fn is_held(line: &str) -> bool {
    const GAUGES: [&str; 3] = ["saldo_ledger_waiting", "saldo_database_connections", "saldo_files_open"];
    let Some((name, value)) = line.rsplit_once(' ') else { return false };
    let of_gauge = GAUGES.iter().any(|gauge| name.starts_with(gauge)) && !name.contains("state=\"idle\"");
    // The question itself reads how many jobs wait.
    let own = name.contains("pool=\"read\"") && value == "1";
    of_gauge && value != "0" && !own
}

/// Proves every invariant of a database with the program's own command.
pub fn verify(database: &str) {
    let output = Command::new(binary()).arg("verify").env("DATABASE_URL", database).output().unwrap();
    assert!(
        output.status.success(),
        "saldo verify: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs the program with arguments to its end.
pub fn saldo(args: &[&str], settings: &[(&str, &str)]) -> std::process::Output {
    Command::new(binary())
        .env_remove("DATABASE_URL")
        .args(args)
        .envs(settings.iter().copied())
        .output()
        .unwrap()
}

/// `SALDO_BIN`, else `target/<profile>/saldo`, beside this test binary's folder.
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("SALDO_BIN") {
        return named.into();
    }
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    path.join(format!("saldo{}", std::env::consts::EXE_SUFFIX))
}
