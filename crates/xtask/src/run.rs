//! Builds the server with the browser app inside, and runs it.

use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::{cargo, root, run as call, step, target_dir};
use crate::spa;

/// Leaves `target/release/saldo`.
pub fn build() -> Result<()> {
    // First, because the server embeds what it finds in target/spa.
    step("browser app", || spa::build(spa::Profile::Release))?;
    step("server", || call(cargo("build").args(["--release", "-p", "api", "--bin", "saldo"])))
}

/// Builds and becomes `saldo`, so that Ctrl-C has one process to stop and the prompt returns when it has stopped.
pub fn run(arguments: &[String]) -> Result<()> {
    build()?;
    let mut saldo = Command::new(target_dir().join("release/saldo"));
    saldo.current_dir(root());
    if arguments.is_empty() {
        saldo.arg("serve");
    }
    saldo.args(arguments);
    if matches!(arguments, [] | [_]) && arguments.iter().all(|word| word == "serve") && may_trust_local() {
        // The example of the README lets the bank pay without a signature.
        saldo.arg("--trust-local");
    }
    Err(saldo.exec()).context("cannot run the built server")
}

/// Whether the environment has nothing that speaks against trust in local callers, and no opinion of its own about it.
fn may_trust_local() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let against = [
        "SALDO_BANK_WEBHOOK_SECRET",
        "SALDO_PAYMENT_WEBHOOK_SECRET",
        "SALDO_TRUSTED_PROXIES",
        "SALDO_TRUST_LOCAL",
    ];
    let loopback = |text: String| text.parse::<SocketAddr>().is_ok_and(|address| address.ip().is_loopback());
    against.iter().all(|name| set(name).is_none()) && set("SALDO_ADDR").is_none_or(loopback)
}
