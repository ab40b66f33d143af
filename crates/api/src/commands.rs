//! Commands other than serving.

pub mod demo;
pub mod user;
pub mod verify;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Result;

use crate::config::DatabaseArgs;
use crate::database::{self, Database};

/// Brings the database to the schema of this program.
///
/// # Errors
/// A sentence with the cure.
pub async fn migrate(args: &DatabaseArgs) -> Result<()> {
    let database = open(args).await?;
    let migrated = database.migrate().await;
    finish(database, migrated).await
}

/// Prints to standard output. A reader that has gone is no error.
///
/// # Errors
/// Never; the type is that of the other commands.
pub fn print(text: &str) -> Result<()> {
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}

/// Opens the database for a command that runs to its end.
async fn open(args: &DatabaseArgs) -> Result<Database> {
    database::open(args, Arc::new(AtomicBool::new(false))).await
}

/// Closes the database whatever became of the command.
async fn finish<T>(database: Database, result: Result<T>) -> Result<T> {
    let closed = database.close().await;
    let value = result?;
    closed?;
    Ok(value)
}
