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

    /// Settings for which 0 means something.
    const ZERO: [&str; 2] = ["jobs", "drain_seconds"];
    /// Settings that are any text, or are looked at when the database is there.
    const FREE: [&str; 5] = ["data_dir", "pg_bin", "admin_password", "payment_shop_id", "payment_secret_key"];

    /// Whether a server, or a worker, would start with that setting.
    fn accepted(command: &str, flag: &str, value: &str) -> bool {
        let Ok(cli) = Cli::try_parse_from(["saldo", command, &format!("--{flag}={value}")]) else {
            return false;
        };
        match cli.command {
            Command::Serve(args) => {
                args.settings().is_ok() && args.payments.providers().is_ok() && args.database.given().is_ok()
            }
            Command::Worker(args) => args.payments.providers().is_ok() && args.database.given().is_ok(),
            Command::Migrate(_)
            | Command::Openapi
            | Command::User(_)
            | Command::Demo(_)
            | Command::Verify(_)
            | Command::Bench(_) => panic!("another command"),
        }
    }

    /// Sums of money: with kopecks, and nothing at all is a sum.
    const SUMS: [&str; 2] = ["payout_max", "payout_day_max"];

    #[test]
    fn no_setting_takes_what_makes_no_sense() {
        let command = Cli::command();
        let mut numbers = 0;
        for name in ["serve", "worker"] {
            let arguments = command.find_subcommand(name).unwrap().get_arguments();
            for argument in arguments.filter(|argument| argument.get_action().takes_values()) {
                let (id, flag) = (argument.get_id().as_str(), argument.get_long().unwrap());
                if accepted(name, flag, "17") && !accepted(name, flag, "many") {
                    numbers += 1;
                    if SUMS.contains(&id) {
                        for wrong in ["-1", "1.555", "", " ", "roubles", "99999999999999999999"] {
                            assert!(!accepted(name, flag, wrong), "{name} --{flag}={wrong}");
                        }
                        continue;
                    }
                    for wrong in ["0", "-1", "1.5", "", " ", "1e3", "99999999999999999999", "4294967295"] {
                        let meant = wrong == "0" && ZERO.contains(&id);
                        assert_eq!(accepted(name, flag, wrong), meant, "{name} --{flag}={wrong}");
                    }
                } else if !FREE.contains(&id) {
                    assert!(!accepted(name, flag, "no sense at all"), "{name} --{flag}");
                }
            }
        }
        assert!(numbers >= 15, "{numbers}");
    }

    #[test]
    fn a_wrong_setting_is_refused_with_its_name() {
        for (flag, value) in [
            ("--addr", "8080"),
            ("--time-zone", "Moscow"),
            ("--secure-cookies", "perhaps"),
            ("--trusted-proxies", "proxy.local"),
            ("--workers", "0"),
            ("--lanes", "0"),
            ("--queue", "0"),
            ("--batch", "0"),
            ("--payment-return-hosts", "https://shop.example"),
            ("--log", "loud"),
        ] {
            let error =
                Cli::try_parse_from(["saldo", "serve", flag, value]).err().map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|text| text.contains(flag)), "{flag} {value}: {error:?}");
        }
    }
}
