//! Builds the server with the browser app inside, and runs it.

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
    Err(saldo.args(arguments).exec()).context("cannot run the built server")
}
