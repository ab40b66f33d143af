//! The command line.

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::bench::BenchArgs;
use crate::commands::{demo, user, verify};
use crate::config::{DatabaseArgs, ServeArgs, WorkerArgs, log_filter};
use crate::{bench, commands, openapi, serve};

/// Saldo: a self-hosted billing back office. Clients, services, one immutable log of operations, the bank.
#[derive(Parser)]
#[command(name = "saldo", version, max_term_width = 110)]
struct Cli {
    /// What to log: a level, or target=level, separated by commas [default: info for serve and worker, warn for the rest]
    #[arg(long, env = "SALDO_LOG", value_parser = log_filter, global = true, value_name = "FILTER")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages, the API and Swagger UI
    Serve(Box<ServeArgs>),
    /// Work on background jobs only, beside a server
    Worker(Box<WorkerArgs>),
    /// Bring the database to the schema of this program and end
    Migrate(DatabaseArgs),
    /// Print the OpenAPI document
    Openapi,
    /// Add, list, change users from the command line
    User(user::UserArgs),
    /// Add believable data, for looking around and for measuring
    Demo(demo::DemoArgs),
    /// Prove the invariants of the ledger; fails and names the offenders when one is broken
    Verify(verify::VerifyArgs),
    /// Measure the server on this machine beside pgbench on the same cluster
    Bench(Box<BenchArgs>),
}

/// Reads the arguments and does what they say.
///
/// # Errors
/// Whatever went wrong, as a sentence.
pub fn run() -> Result<()> {
    let cli = Cli::parse();
    let usual = if matches!(cli.command, Command::Serve(_) | Command::Worker(_)) {
        "info,actix_server=warn,actix_http=off,sqlx=warn,graphile_worker=warn"
    } else {
        "warn"
    };
    crate::logging::start(cli.log.as_deref().filter(|filter| !filter.is_empty()).unwrap_or(usual));
    match cli.command {
        Command::Serve(args) => runtime()?.block_on(serve::run(*args)),
        Command::Worker(args) => runtime()?.block_on(serve::worker::run(*args)),
        Command::Migrate(args) => runtime()?.block_on(commands::migrate(&args)),
        Command::Openapi => commands::print(&openapi::pretty()?),
        Command::User(args) => runtime()?.block_on(user::run(args)),
        Command::Demo(args) => runtime()?.block_on(demo::run(args)),
        Command::Verify(args) => runtime()?.block_on(verify::run(&args)),
        Command::Bench(args) => runtime()?.block_on(bench::run(*args)),
    }
}

/// Where the ledger and the background tasks run; every HTTP worker has a runtime of its own besides.
fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_setting_has_a_flag_a_variable_and_a_line_of_help() {
        let command = Cli::command();
        let of = |name: &str| command.find_subcommand(name).unwrap().get_arguments();
        for argument in of("serve").chain(of("worker")).filter(|argument| argument.get_id() != "help") {
            let id = argument.get_id();
            assert!(argument.get_long().is_some(), "{id} has no flag");
            assert!(argument.get_env().is_some(), "{id} has no variable");
            assert!(argument.get_help().is_some_and(|help| !help.to_string().is_empty()), "{id} has no help");
        }
    }

    #[test]
    fn a_wrong_setting_is_refused_with_its_name() {
        for (flag, value) in [
            ("--addr", "8080"),
            ("--time-zone", "Moscow"),
            ("--secure-cookies", "perhaps"),
            ("--trusted-proxies", "proxy.local"),
            ("--workers", "0"),
            ("--log", "loud"),
        ] {
            let error =
                Cli::try_parse_from(["saldo", "serve", flag, value]).err().map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|text| text.contains(flag)), "{flag} {value}: {error:?}");
        }
    }
}
