//! `saldo verify`.

use anyhow::{Result, bail};
use sqlx::ConnectOptions;

use super::{finish, open, print};
use crate::config::DatabaseArgs;

#[derive(clap::Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Proves the invariants.
///
/// # Errors
/// A broken invariant, with its offenders; or the database.
pub async fn run(args: &VerifyArgs) -> Result<()> {
    let database = open(&args.database).await?;
    let report = async {
        let mut connection = database.owner.clone().application_name("saldo verify").connect().await?;
        Ok(app::verify::verify(&mut connection, |line| log::info!("{line}")).await?)
    };
    let report = report.await;
    let report = finish(database, report).await?;
    for finding in &report.findings {
        print(&match finding.broken {
            0 => format!("ok      {}\n", finding.invariant),
            count => format!(
                "BROKEN  {}: {count}, for instance {}\n",
                finding.invariant,
                finding.offenders.join(", ")
            ),
        })?;
    }
    print(&format!("{} clients, {} operations\n", report.clients, report.operations))?;
    if !report.is_clean() {
        bail!(
            "{} invariants are broken",
            report.findings.iter().filter(|finding| finding.broken > 0).count()
        );
    }
    Ok(())
}
