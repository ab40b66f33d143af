//! What the machine can say about the sources without running them: formatting, lints, house rules.

use anyhow::Result;

use crate::shell::{cargo, run, step};
use crate::{tidy, wasm_target};

pub fn all() -> Result<()> {
    step("house rules", tidy::check)?;
    step("formatting", formatting)?;
    step("lints, native", || run(&mut clippy_native()))?;
    step("lints, wasm", clippy_wasm)
}

pub fn formatting() -> Result<()> {
    run(cargo("fmt").args(["--all", "--check"]))
}

/// The lints over the default members, which is everything but the browser app.
pub fn clippy_native() -> std::process::Command {
    let mut clippy = cargo("clippy");
    clippy.args(["--all-targets", "--", "--deny", "warnings"]);
    clippy
}

pub fn clippy_wasm() -> Result<()> {
    wasm_target::ensure()?;
    run(cargo("clippy").args(["-p", "frontend", "--target", wasm_target::TARGET, "--", "--deny", "warnings"]))
}
