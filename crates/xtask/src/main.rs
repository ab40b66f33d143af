//! The tasks of this repository: `cargo xtask COMMAND`, or `make`, which calls this.
//!
//! Invariant: a fresh clone needs nothing but Rust, a linker, PostgreSQL's programs and, for its tests, a browser:
//! no node, no sqlx-cli, no wasm-bindgen on the PATH, no running database.
//!
//! Deliberately absent: releases, deployment.

mod check;
mod mutants;
mod prepare;
mod run;
mod shell;
mod spa;
mod speed;
mod test;
mod tidy;
mod tree;
mod wasm_target;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "cargo xtask COMMAND

  run [ARGS]              build the browser app and the server, then `saldo ARGS` (default: serve)
  build                   the same without running: target/release/saldo with the browser app inside
  test                    everything that must hold before a merge
  check                   formatting, lints (native and wasm), house rules
  tidy                    the house rules alone
  spa [--dev]             build the browser app into target/spa; --dev is quick and big
  speed                   measure the browser app on this machine beside a bare Leptos page (minutes; keep it quiet)
  mutants [NAME]          plant the faults of docs/decisions/mutants.md and see that the tests notice (half an hour)
  sqlx-prepare [--check]  describe the queries of crates/app into .sqlx, or compare with what is committed";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            // The causes in one line, no backtrace: what failed is a tool, not this program.
            eprintln!("error: {e:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let flag = |name: &str| -> Result<bool> {
        match rest {
            [] => Ok(false),
            [only] if only == name => Ok(true),
            other => bail!("unknown arguments {other:?}\n\n{HELP}"),
        }
    };
    match command {
        "run" => run::run(rest),
        "build" => run::build(),
        "test" => test::all(),
        "check" => check::all(),
        "tidy" => tidy::check(),
        "spa" => spa::build(if flag("--dev")? { spa::Profile::Dev } else { spa::Profile::Release }),
        "speed" => speed::measure(),
        "mutants" => mutants::try_all(rest.first().map_or("", String::as_str)),
        "sqlx-prepare" if flag("--check")? => prepare::check(),
        "sqlx-prepare" => prepare::write(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("unknown command `{other}`\n\n{HELP}"),
    }
}
