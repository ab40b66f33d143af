//! The PostgreSQL that everything is measured on: a scratch cluster of its own, with the same settings as `saldo
//! serve`, or the one of `--pg`.
//!
//! Invariants: the reference and the server use one cluster; dropping it stops what was started and removes what was
//! made here, and nothing else; figures without durability are refused.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result, bail};
use app::bench::{self, ServerFacts};

use super::args::BenchArgs;

pub struct Cluster {
    /// `None` with `--pg`.
    server: Option<localdb::Server>,
    pg: Option<String>,
    pgbench: PathBuf,
    /// Removed in the end, after the server has stopped.
    scratch: Option<Scratch>,
    /// For the logs of the children.
    dir: PathBuf,
    drop_databases: bool,
}

/// A directory that is removed when it is dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        match fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                log::warn!("{} is left over: {error}", self.0.display());
            }
            _ => {}
        }
    }
}

impl Cluster {
    /// Starts or finds the cluster and makes the databases. `cancel` gives up a start that takes long; wait for it all the same.
    ///
    /// # Errors
    /// No PostgreSQL, no `pgbench`, the databases exist and `--reuse` was not given, no durability.
    pub async fn open(args: &BenchArgs, cancel: Arc<AtomicBool>) -> Result<(Self, ServerFacts)> {
        let (dir, scratch) = directory(args)?;
        let server = match &args.pg {
            Some(_) => None,
            None => Some(start(args, dir.clone(), cancel).await?),
        };
        let pgbench = match &server {
            Some(server) => server.bin_dir().join("pgbench"),
            None => args.pg_bin.as_ref().map_or_else(|| PathBuf::from("pgbench"), |dir| dir.join("pgbench")),
        };
        let mut cluster = Self { server, pg: args.pg.clone(), pgbench, scratch, dir, drop_databases: false };
        let mut connection =
            bench::connect(&cluster.url("postgres")?).await.context("cannot connect to PostgreSQL")?;
        let facts = bench::facts(&mut connection).await?;
        if !facts.durable() {
            bail!(
                "fsync, full_page_writes or synchronous_commit is off on this server: its figures would mean nothing"
            );
        }
        if !args.reuse {
            bench::create_databases(&mut connection).await.context(
                "cannot make the databases saldo_bench and saldo_bench_reference; \
                 use those of an earlier run with --reuse, or drop them",
            )?;
            cluster.drop_databases = cluster.pg.is_some() && !args.keep;
        }
        Ok((cluster, facts))
    }

    /// The address of a database, for sqlx and libpq alike.
    ///
    /// # Errors
    /// The address of `--pg` is not an URL.
    pub fn url(&self, database: &str) -> Result<String> {
        match (&self.server, &self.pg) {
            (Some(server), _) => Ok(server.url("postgres", database)),
            (None, Some(pg)) => with_database(pg, database)
                .context("--pg must be an address like postgres://user@host:5432/database"),
            (None, None) => bail!("the cluster is gone"),
        }
    }

    pub fn pgbench(&self) -> &Path {
        &self.pgbench
    }

    pub fn log_file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub fn postmaster(&self) -> Option<u32> {
        self.server.as_ref().and_then(|server| server.attach_info().postmaster_pid)
    }

    /// Removes what was made on the server of `--pg`; dropping does the rest.
    ///
    /// # Errors
    /// The databases could not be removed, the server not be stopped.
    pub async fn close(mut self) -> Result<()> {
        if self.drop_databases {
            let mut connection = bench::connect(&self.url("postgres")?).await?;
            bench::drop_databases(&mut connection).await?;
        }
        if let Some(server) = self.server.take() {
            tokio::task::spawn_blocking(move || server.stop()).await??;
        }
        drop(self.scratch.take());
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Before its directory.
        drop(self.server.take());
    }
}

/// Where the cluster and the logs are, and what of it is removed in the end.
fn directory(args: &BenchArgs) -> Result<(PathBuf, Option<Scratch>)> {
    let (dir, scratch) = match &args.data_dir {
        Some(dir) => (dir.clone(), None),
        None => {
            // Not the system's directory for temporary files: that is often memory, and then nothing is written to a disk.
            let dir = PathBuf::from(format!("/var/tmp/saldo-bench-{}", std::process::id()));
            if dir.exists() {
                bail!("{} exists; remove it", dir.display());
            }
            (dir.clone(), Some(Scratch(dir)))
        }
    };
    if args.pg.is_some() {
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    Ok((dir, scratch))
}

async fn start(args: &BenchArgs, data_dir: PathBuf, cancel: Arc<AtomicBool>) -> Result<localdb::Server> {
    let config = localdb::Config { bin_dir: args.pg_bin.clone(), ..localdb::Config::new(data_dir) };
    Ok(tokio::task::spawn_blocking(move || localdb::start_unless(&cancel, &config)).await??)
}

/// The address with another database in its path.
fn with_database(url: &str, database: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let (place, parameters) = match rest.split_once('?') {
        Some((place, parameters)) => (place, format!("?{parameters}")),
        None => (rest, String::new()),
    };
    let authority = place.split_once('/').map_or(place, |(authority, _)| authority);
    Some(format!("{scheme}://{authority}/{database}{parameters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_an_address_changes() {
        for (url, expected) in [
            ("postgres://u:p@h:5/old?sslmode=disable", "postgres://u:p@h:5/new?sslmode=disable"),
            ("postgres:///old?host=/run/pg", "postgres:///new?host=/run/pg"),
            ("postgres://h", "postgres://h/new"),
        ] {
            assert_eq!(with_database(url, "new").as_deref(), Some(expected));
        }
        assert_eq!(with_database("host=h dbname=old", "new"), None);
    }
}
