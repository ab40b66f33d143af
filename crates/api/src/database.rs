//! Getting at the database: the given one, or the embedded one, which is started here and stopped when this is dropped.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result};
use app::embedded;
use sqlx::postgres::PgConnectOptions;
use std::str::FromStr;

use crate::config::DatabaseArgs;

/// A database that can be reached.
pub struct Database {
    /// For the server's own work.
    pub server: PgConnectOptions,
    /// For migrations, demo data and checks.
    pub owner: PgConnectOptions,
    running: Option<localdb::Server>,
}

/// Finds the given database, or starts the embedded one. `cancel` gives up a start that takes long.
///
/// # Errors
/// A sentence with the cure.
pub async fn open(args: &DatabaseArgs, cancel: Arc<AtomicBool>) -> Result<Database> {
    if let Some((server, owner)) = args.given()? {
        return Ok(Database { server, owner, running: None });
    }
    let config = localdb::Config { bin_dir: args.pg_bin.clone(), ..localdb::Config::new(&args.data_dir) };
    let started = tokio::task::spawn_blocking(move || localdb::start_unless(&cancel, &config)).await?;
    let mut running = started?;
    running.watch()?;
    log::info!("{}", running.attach_info());
    let options = |user: &str, database: &str| PgConnectOptions::from_str(&running.url(user, database));
    embedded::create_database(&options("postgres", "postgres")?)
        .await
        .context("cannot create the database")?;
    let (server, owner) =
        (options(embedded::SERVER, embedded::DATABASE)?, options("postgres", embedded::DATABASE)?);
    Ok(Database { server, owner, running: Some(running) })
}

impl Database {
    /// Brings the database to the schema of this program.
    ///
    /// # Errors
    /// A sentence with the cure.
    pub async fn migrate(&self) -> Result<()> {
        app::migrate::migrate(&self.owner).await?;
        if self.running.is_some() {
            embedded::let_server_sign_in(&self.owner).await.context("cannot let saldo_server sign in")?;
        }
        Ok(())
    }

    /// Stops the embedded database unless another process uses it.
    ///
    /// # Errors
    /// It resists.
    pub async fn close(mut self) -> Result<()> {
        match self.running.take() {
            Some(running) => Ok(tokio::task::spawn_blocking(move || running.stop()).await??),
            None => Ok(()),
        }
    }
}
