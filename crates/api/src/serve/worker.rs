//! `saldo worker`: background jobs in a process of their own, beside servers that do fewer of them or none.

use anyhow::Result;
use app::jobs::Worker;
use app::{App, Clock, Sizes};

use super::stop::Stop;
use super::{finish, prepare};
use crate::commands::print;
use crate::config::WorkerArgs;
use crate::database;

/// Works until told to stop.
///
/// # Errors
/// A sentence with the cure.
pub async fn run(args: WorkerArgs) -> Result<()> {
    let providers = args.payments.providers()?;
    anyhow::ensure!(args.jobs.jobs > 0, "a worker with --jobs 0 would do nothing");
    let mut stop = Stop::listen()?;
    let database = tokio::select! {
        opened = database::open(&args.database, stop.flag()) => opened?,
        () = stop.requested() => return Ok(()),
    };
    let worked = async {
        let db = tokio::select! {
            prepared = prepare(&database, &args.sizes, args.unsafe_durability) => prepared?,
            () = stop.requested() => return Ok(()),
        };
        let sizes =
            Sizes { ledger: args.sizes.ledger(), jobs: args.jobs.worker(), payouts: args.sizes.payouts() };
        let app = App::start(db, Clock::new(args.time_zone), sizes, providers);
        let worker = Worker::start(app.clone(), sizes.jobs);
        print("Saldo works on background jobs\n")?;
        stop.requested().await;
        log::info!("stopping");
        finish(worker, &mut stop).await;
        app.ledger.stop().await;
        app.db.close().await;
        Ok(())
    };
    let worked: Result<()> = worked.await;
    let closed = database.close().await;
    worked?;
    closed
}
