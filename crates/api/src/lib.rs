//! The HTTP server and the command line of Saldo.
//!
//! A request passes `edge` (id, headers, log), `guard` (who asks), a handler in `routes` (take apart, call the use case, wrap the answer)
//! and, when it fails, `error`. Invariant: no rule of the business and no SQL is here; a handler has at most fifteen lines.

#![deny(clippy::wildcard_enum_match_arm)]

mod answer;
mod bench;
mod cli;
mod commands;
mod config;
mod database;
mod detached;
mod edge;
mod error;
mod extract;
mod guard;
mod logging;
mod metrics;
mod openapi;
mod routes;
mod security;
mod serve;
mod state;

use std::process::ExitCode;

/// Runs the program: reads the command line, does what it says, tells in a sentence what went wrong.
pub fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("saldo: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}

/// The error and its causes, each told once: many errors repeat their cause in their own words.
fn sentence(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}
