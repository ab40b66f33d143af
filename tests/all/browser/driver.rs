//! One browser for one test: its own driver process, port and profile, all gone afterwards.

use std::fmt::Debug;
use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::page::Page;
use crate::harness::{Env, in_ci, run};

const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
    "--accept-lang=ru",
];

struct Driver {
    child: Child,
    url: String,
    profile: PathBuf,
}

/// Runs a test with a page of the app, nobody signed in. `allowed` are parts of the console messages that the test provokes.
pub fn browse<F: Future<Output = (Env, Page)>>(allowed: &[&str], test: impl FnOnce(Env, Page) -> F) {
    if !can_run() {
        return;
    }
    run(|env| async move {
        let driver = Driver::start().await;
        let client = driver.open().await;
        let page = Page::new(client.clone(), env.server.base.clone());
        // Whatever happens, the browser is closed.
        let done = AssertUnwindSafe(test(env, page)).catch_unwind().await;
        let errors = if done.is_ok() { console_errors(&client, allowed).await } else { Vec::new() };
        let _ = client.close().await;
        driver.stop().await;
        assert_eq!(errors, Vec::<String>::new(), "errors in the console");
        match done {
            Ok((env, _)) => env,
            Err(panic) => resume_unwind(panic),
        }
    });
}

fn can_run() -> bool {
    let app = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/spa/index.html");
    let missing = match (driver_program(), std::path::Path::new(app).exists()) {
        (None, _) => "no chromedriver",
        (_, false) => "the browser app is not built: cargo xtask spa",
        (Some(_), true) => return true,
    };
    assert!(!in_ci(), "{missing}, and CI is set");
    println!("SKIPPED: {missing}");
    false
}

fn driver_program() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    named.or_else(|| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths).map(|dir| dir.join("chromedriver")).find(|program| program.exists())
    })
}

impl Driver {
    async fn start() -> Self {
        let mut child = Command::new(driver_program().unwrap())
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                if let Some((_, port)) = line.split_once("started successfully on port ") {
                    return port.trim_end_matches('.').to_owned();
                }
            }
            panic!("chromedriver says no port");
        };
        let port = tokio::time::timeout(Duration::from_secs(20), port).await.unwrap();
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let profile = std::env::temp_dir().join(format!("saldo-browser-{}-{port}", std::process::id()));
        Self { child, url: format!("http://127.0.0.1:{port}"), profile }
    }

    async fn open(&self) -> Client {
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).into();
        flags.push(format!("--user-data-dir={}", self.profile.display()));
        let mut options = json!({"args": flags});
        if let Some(chrome) = std::env::var_os("CHROME") {
            options["binary"] = json!(chrome.to_string_lossy());
        }
        let capabilities = json!({"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}});
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let mut builder = ClientBuilder::new(connector);
        builder.capabilities(capabilities);
        tokio::time::timeout(Duration::from_secs(60), builder.connect(&self.url))
            .await
            .unwrap()
            .expect("a browser")
    }

    /// Ends the driver, which ends its browser.
    async fn stop(mut self) {
        let pid = self.child.id().unwrap().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status().await;
        let _ = tokio::time::timeout(Duration::from_secs(10), self.child.wait()).await;
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// Chromium's own endpoint for what was written to the console.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}

/// A command of the Chrome DevTools protocol.
#[derive(Debug)]
struct Cdp(Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

/// Sends a command of the Chrome DevTools protocol: sizes, keys of other layouts, the network.
pub async fn cdp(client: &Client, method: &str, params: Value) -> Value {
    client.issue_cmd(Cdp(json!({"cmd": method, "params": params}))).await.unwrap()
}

async fn console_errors(client: &Client, allowed: &[&str]) -> Vec<String> {
    let log = client.issue_cmd(ConsoleLog).await.unwrap();
    let severe = log.as_array().unwrap().iter().filter(|entry| entry["level"] == "SEVERE");
    let messages = severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
    messages.filter(|message| !allowed.iter().any(|part| message.contains(part))).collect()
}
