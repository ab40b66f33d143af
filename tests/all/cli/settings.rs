//! Settings: each is in the help, and a wrong one is a clear refusal to start.

use super::text;
use crate::harness::{Server, run, saldo};

#[test]
fn help_lists_every_command_and_setting() {
    let help = saldo(&["--help"], &[]);
    assert!(help.status.success());
    let help = text(&help.stdout);
    for command in ["serve", "migrate", "openapi", "user", "demo", "verify", "bench"] {
        assert!(help.contains(command), "{command}: {help}");
        let own = saldo(&[command, "--help"], &[]);
        assert!(own.status.success() && own.stdout.len() > 100, "{command}");
    }
    let serve = text(&saldo(&["serve", "--help"], &[]).stdout);
    for setting in [
        "SALDO_ADDR",
        "DATABASE_URL",
        "SALDO_DATA_DIR",
        "SALDO_ADMIN_PASSWORD",
        "SALDO_BANK_WEBHOOK_SECRET",
        "SALDO_TIME_ZONE",
        "SALDO_LOG",
        "--unsafe-durability",
    ] {
        assert!(serve.contains(setting), "{setting} is not in the help: {serve}");
    }
    let demo = text(&saldo(&["demo", "--help"], &[]).stdout);
    assert!(demo.contains("--clients") && demo.contains("--operations"), "{demo}");
    assert!(text(&saldo(&["--version"], &[]).stdout).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn help_shows_no_secret_of_the_environment() {
    let help = saldo(
        &["serve", "--help"],
        &[
            ("SALDO_ADMIN_PASSWORD", "canary-secret"),
            ("SALDO_BANK_WEBHOOK_SECRET", "canary-secret"),
            ("DATABASE_URL", "postgres://saldo:canary-secret@db/saldo"),
        ],
    );
    assert!(
        !text(&help.stdout).contains("canary-secret") && !text(&help.stderr).contains("canary-secret"),
        "{}",
        text(&help.stdout)
    );
}

#[test]
fn a_wrong_setting_is_named_and_ends_the_program() {
    run(|env| async move {
        let url = env.database.url.clone();
        for (name, value) in [
            ("SALDO_ADDR", "nowhere"),
            ("SALDO_ADDR", "127.0.0.1:99999"),
            ("SALDO_TIME_ZONE", "Moon/Tranquillity"),
            ("SALDO_BANK_WEBHOOK_SECRET", "whsec_%%%"),
            ("SALDO_BANK_WEBHOOK_SECRET", "a"),
            ("SALDO_PAYMENT_WEBHOOK_SECRET", "long enough for a secret,a"),
            ("SALDO_LANES", "0"),
            ("SALDO_PAYMENT_RETURN_URL", "http://shop.example/"),
            ("SALDO_TRUSTED_PROXIES", "proxy.local"),
            ("DATABASE_URL", "mysql://localhost/x"),
            ("DATABASE_URL", "postgres://127.0.0.1:1/nothing?connect_timeout=2"),
        ] {
            let settings = [("DATABASE_URL", url.as_str()), ("SALDO_ADDR", "127.0.0.1:0"), (name, value)];
            let begun = std::time::Instant::now();
            let output = tokio::task::spawn_blocking({
                let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
                move || {
                    let settings: Vec<(&str, &str)> =
                        settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                    saldo(&["serve", "--unsafe-durability"], &settings)
                }
            });
            let output = tokio::time::timeout(std::time::Duration::from_secs(30), output)
                .await
                .expect("an end")
                .unwrap();
            let error = text(&output.stderr);
            assert!(!output.status.success() && begun.elapsed().as_secs() < 20, "{name}={value}");
            assert!(
                !error.trim().is_empty() && !error.contains("panicked") && !error.contains("RUST_BACKTRACE"),
                "{name}={value}: {error}"
            );
            let named =
                error.contains(name) || error.contains(value) || error.to_lowercase().contains("database");
            assert!(named, "{name}={value} is not named: {error}");
        }
        for arguments in
            [vec!["sreve"], vec!["serve", "--no-such-flag"], vec!["demo", "--clients", "many"], vec![]]
        {
            let output = saldo(&arguments, &[("DATABASE_URL", &url)]);
            assert!(!output.status.success(), "{arguments:?}");
        }
        env
    });
}

#[test]
fn a_weak_admin_password_and_a_taken_address_are_refused() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = crate::harness::Database::empty().await;
        for weak in ["short", "password123"] {
            let refused = Server::try_start(&database.url, &[("SALDO_ADMIN_PASSWORD", weak)]).await;
            let why = refused.err().expect("a refusal");
            assert!(
                why.to_lowercase().contains("password") && !why.contains(&format!("\"{weak}\"")),
                "{why}"
            );
        }
        let first = Server::start(&database.url, &[("SALDO_ADMIN_PASSWORD", "long enough for all")]).await;
        let taken = first.base.strip_prefix("http://").unwrap().to_owned();
        let why = Server::try_start(&database.url, &[("SALDO_ADDR", &taken)]).await.err().expect("a refusal");
        assert!(why.contains(&taken), "{why}");
        first.stop().await;
        database.remove().await;
    });
}
