//! `saldo demo`.

use anyhow::Result;
use app::demo::{self, DemoSize};

use super::{finish, open, print};
use crate::config::DatabaseArgs;

#[derive(clap::Args)]
pub struct DemoArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Clients to add
    #[arg(long, default_value_t = 1000)]
    clients: u64,
    /// Operations to add
    #[arg(long, default_value_t = 10_000)]
    operations: u64,
    /// Another number gives other data of the same kind
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Migrates the database and fills it.
///
/// # Errors
/// The database; nothing is added then.
pub async fn run(args: DemoArgs) -> Result<()> {
    let database = open(&args.database).await?;
    let filled = async {
        database.migrate().await?;
        let mut connection = app::migrate::connect_as_owner(&database.owner).await?;
        let size = DemoSize { clients: args.clients, operations: args.operations, seed: args.seed };
        demo::fill(&mut connection, size, |part| drop(print(&format!("{part}\n")))).await?;
        Ok(())
    };
    let filled = filled.await;
    finish(database, filled).await?;
    print("the demo data is there\n")
}
