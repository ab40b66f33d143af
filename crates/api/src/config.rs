//! The settings: each with a flag, an environment variable and a line of help. A wrong one ends the program before anything is
//! started. A variable that is set but empty counts as unset.

mod jobs;
mod payments;
mod sizes;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result};
use app::access::sessions::SessionTerms;
use chrono::TimeDelta;
use chrono_tz::Tz;
use clap::Args;
use sqlx::postgres::PgConnectOptions;

use crate::security::cookie::SecureCookies;
use crate::security::peer;
pub use jobs::JobArgs;
pub use payments::PaymentArgs;
pub use sizes::SizeArgs;
use sizes::count;

use crate::security::proxies::Network;
use crate::state::Settings;

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct DatabaseArgs {
    /// Address of a PostgreSQL 15 or newer, like postgres://user:password@host/database; without it Saldo keeps one of its own
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL", global = true)]
    pub database_url: Option<String>,
    /// The same database as a user who may create roles and tables, for migrations; by default the address above
    #[arg(
        long,
        env = "SALDO_MIGRATE_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        global = true
    )]
    pub migrate_database_url: Option<String>,
    /// Directory of the PostgreSQL of its own
    #[arg(long, env = "SALDO_DATA_DIR", default_value = "data", value_name = "DIR", global = true)]
    pub data_dir: PathBuf,
    /// Directory with postgres and initdb; searched in the usual places when absent
    #[arg(long, env = "SALDO_PG_BIN", value_name = "DIR", global = true)]
    pub pg_bin: Option<PathBuf>,
}

/// The settings of a server.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Address to listen on
    #[arg(long, env = "SALDO_ADDR", default_value = "127.0.0.1:8080", value_name = "IP:PORT")]
    pub addr: SocketAddr,
    /// Password of the user `admin`, made at the first start; by default a random one, printed once. Prefer the variable: others
    /// on the machine see arguments
    #[arg(long, env = "SALDO_ADMIN_PASSWORD", hide_env_values = true, value_name = "PASSWORD")]
    pub admin_password: Option<String>,
    /// Secret of the bank's webhook signatures: whsec_ and base64, or plain text; two, separated by a comma, during a change.
    /// Each has at least 24 characters. Without it only API keys are served. Prefer the variable
    #[arg(long, env = "SALDO_BANK_WEBHOOK_SECRET", hide_env_values = true, value_name = "SECRET")]
    pub bank_webhook_secret: Option<String>,
    /// Business time zone: days and due dates are days there
    #[arg(long, env = "SALDO_TIME_ZONE", default_value = "Europe/Moscow", value_parser = time_zone, value_name = "ZONE")]
    pub time_zone: Tz,
    /// When cookies are marked Secure; auto: when the browser's page came over https
    #[arg(long, env = "SALDO_SECURE_COOKIES", value_enum, default_value_t = SecureCookies::Auto)]
    pub secure_cookies: SecureCookies,
    /// Reverse proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "SALDO_TRUSTED_PROXIES", value_delimiter = ',', value_name = "IP,NET/BITS")]
    pub trusted_proxies: Vec<Network>,
    /// Serve the bank's routes, payment webhooks and /metrics to programs on this machine without proof. For trying things out: a
    /// proxy or tunnel on this machine lets everybody in. Not with a webhook secret, trusted proxies or an address beyond loopback
    #[arg(long, env = "SALDO_TRUST_LOCAL")]
    pub trust_local: bool,
    /// Hours without a request after which a session ends
    #[arg(long, env = "SALDO_SESSION_IDLE_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=8760))]
    pub session_idle_hours: u16,
    /// Days after which a session ends in any case
    #[arg(long, env = "SALDO_SESSION_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub session_days: u16,
    /// Threads that serve HTTP; by default as many as there are processors
    #[arg(long, env = "SALDO_WORKERS", value_parser = count(1..=512))]
    pub workers: Option<usize>,
    /// Connections that each HTTP thread accepts
    #[arg(long, env = "SALDO_MAX_CONNECTIONS", default_value_t = 2048, value_parser = clap::value_parser!(u32).range(16..=65_536))]
    pub max_connections: u32,
    /// Connections that one address, or one IPv6 network of 64 bits, may have open; trusted proxies as many as they like
    #[arg(long, env = "SALDO_CONNECTIONS_PER_ADDRESS", default_value_t = 512, value_parser = count(8..=65_536))]
    pub connections_per_address: usize,
    /// Seconds between "not ready" and the end of accepting, for a balancer to notice
    #[arg(long, env = "SALDO_DRAIN_SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=60))]
    pub drain_seconds: u8,
    #[command(flatten)]
    pub payments: PaymentArgs,
    #[command(flatten)]
    pub jobs: JobArgs,
    #[command(flatten)]
    pub sizes: SizeArgs,
    /// Accept a database whose fsync, full_page_writes or synchronous_commit is off. For tests: a crash loses acknowledged money
    #[arg(long, env = "SALDO_UNSAFE_DURABILITY")]
    pub unsafe_durability: bool,
}

/// The settings of a process that only works on background jobs.
#[derive(Args, Clone, Debug)]
pub struct WorkerArgs {
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Business time zone: days and due dates are days there
    #[arg(long, env = "SALDO_TIME_ZONE", default_value = "Europe/Moscow", value_parser = time_zone, value_name = "ZONE")]
    pub time_zone: Tz,
    #[command(flatten)]
    pub payments: PaymentArgs,
    #[command(flatten)]
    pub jobs: JobArgs,
    #[command(flatten)]
    pub sizes: SizeArgs,
    /// Accept a database whose fsync, full_page_writes or synchronous_commit is off. For tests: a crash loses acknowledged money
    #[arg(long, env = "SALDO_UNSAFE_DURABILITY")]
    pub unsafe_durability: bool,
}

impl DatabaseArgs {
    /// The given server's address, if there is one: of the server's user and of the migrating user.
    ///
    /// # Errors
    /// An address that cannot be read.
    pub fn given(&self) -> Result<Option<(PgConnectOptions, PgConnectOptions)>> {
        let read = |name: &str, text: Option<&str>| {
            text.map(address)
                .transpose()
                .with_context(|| format!("{name} is not an address like postgres://user@host/database"))
        };
        let server = read("DATABASE_URL", set(&self.database_url))?;
        let owner = read("SALDO_MIGRATE_DATABASE_URL", set(&self.migrate_database_url))?;
        match (server, owner) {
            (Some(server), owner) => Ok(Some((server.clone(), owner.unwrap_or(server)))),
            (None, Some(_)) => anyhow::bail!("SALDO_MIGRATE_DATABASE_URL is set, but DATABASE_URL is not"),
            (None, None) => Ok(None),
        }
    }
}

impl ServeArgs {
    /// The settings that handlers see.
    ///
    /// # Errors
    /// A secret that cannot be read; trust in local callers where others could pass for them.
    pub fn settings(&self) -> Result<Settings> {
        let bank_secrets = payments::secrets("SALDO_BANK_WEBHOOK_SECRET", &self.bank_webhook_secret)?;
        let payment_secrets = self.payments.webhook_secrets()?;
        if self.trust_local {
            let against = [
                (!bank_secrets.is_empty(), "SALDO_BANK_WEBHOOK_SECRET"),
                (!payment_secrets.is_empty(), "SALDO_PAYMENT_WEBHOOK_SECRET"),
                (!self.trusted_proxies.is_empty(), "SALDO_TRUSTED_PROXIES"),
                (!peer::is_loopback(self.addr.ip()), "SALDO_ADDR beyond loopback"),
            ];
            if let Some((_, setting)) = against.iter().find(|(set, _)| *set) {
                anyhow::bail!(
                    "--trust-local (SALDO_TRUST_LOCAL) cannot be combined with {setting}: callers on this machine are trusted \
                     without proof only where nobody else can reach the server. Leave one of the two out"
                );
            }
        }
        Ok(Settings {
            terms: SessionTerms {
                idle: TimeDelta::hours(self.session_idle_hours.into()),
                absolute: TimeDelta::days(self.session_days.into()),
            },
            cookies: self.secure_cookies,
            export_idle: Duration::from_secs(self.sizes.export_idle_seconds.into()),
            trusted_proxies: self.trusted_proxies.clone(),
            trust_local: self.trust_local,
            bank_secrets,
            payment_secrets,
            unsafe_durability: self.unsafe_durability,
        })
    }

    /// The password of the first administrator, if one is given.
    pub fn first_password(&self) -> Option<String> {
        set(&self.admin_password).map(str::to_owned)
    }
}

/// The address of a database. sqlx itself takes any scheme.
fn address(text: &str) -> Result<PgConnectOptions> {
    anyhow::ensure!(
        ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)),
        "wrong scheme"
    );
    Ok(PgConnectOptions::from_str(text)?)
}

/// Checks the filter of the log.
pub fn log_filter(text: &str) -> Result<String, String> {
    crate::logging::check(text)
}

/// A value that is set and not empty.
fn set(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn time_zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| "not an IANA time zone like Europe/Moscow".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn parse(arguments: &[&str]) -> ServeArgs {
        Alone::parse_from([&["saldo"], arguments].concat()).serve
    }

    #[test]
    fn two_secrets_are_separated_by_a_comma_and_an_empty_one_is_none() {
        let secrets = |text: &str| {
            parse(&["--bank-webhook-secret", text]).settings().map(|settings| settings.bank_secrets.len())
        };
        assert_eq!(secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,another secret of the bank").unwrap(), 2);
        assert_eq!(secrets("").unwrap(), 0);
        for short in [
            "a",
            "twenty-three characters",
            "whsec_MfKQ9r8GKYqrTwjUPD8",
            "long enough for a secret,short",
            "short,long enough for a secret",
        ] {
            for flag in ["--bank-webhook-secret", "--payment-webhook-secret"] {
                let error = parse(&[flag, short]).settings().err().map(|error| error.to_string());
                assert!(
                    error.is_some_and(|text| text.contains("24") && (short.len() < 5 || !text.contains(short))),
                    "{flag} {short}"
                );
            }
        }
        assert!(secrets("whsec_%%%").is_err() && secrets("one,").is_err());
    }

    #[test]
    fn an_address_without_a_server_is_refused_and_an_empty_one_means_the_embedded_database() {
        assert!(parse(&["--database-url", ""]).database.given().unwrap().is_none());
        assert!(parse(&["--database-url", "mysql://x"]).database.given().is_err());
        let both =
            parse(&["--database-url", "postgres://a@h/d", "--migrate-database-url", "postgres://b@h/d"]);
        let (server, owner) = both.database.given().unwrap().unwrap();
        assert_eq!((server.get_username(), owner.get_username()), ("a", "b"));
    }

    #[test]
    fn proxies_may_be_several() {
        assert_eq!(parse(&["--trusted-proxies", "127.0.0.1,10.0.0.0/8"]).trusted_proxies.len(), 2);
    }
}
