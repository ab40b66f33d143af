//! The worker: takes jobs from the queue, several at once, until it is told to stop; outlives the database.
//!
//! Invariant: what is in hand when the worker stops is finished if it can be in time, and goes back to the queue otherwise.

use std::fmt;
use std::time::Duration;

use graphile_worker::{
    IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerRecoveryConfig,
};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::run;
use super::schema::SCHEMA;
use crate::App;

/// How often the queue is looked at for what waits for its time; new jobs are announced.
const POLL: Duration = Duration::from_secs(1);
/// How long running jobs may take to finish when the worker stops.
const GRACE: Duration = Duration::from_secs(20);
/// The pause before the next attempt to reach a database that is away.
const PAUSE: Duration = Duration::from_secs(1);
/// One listens, one counts the heartbeats, the rest takes and finishes jobs.
const CONNECTIONS: u32 = 4;

/// How a worker works.
#[derive(Clone, Copy, Debug)]
pub struct WorkerConfig {
    /// Jobs at once; 0 is no worker.
    pub jobs: usize,
    /// Silence after which another worker is taken for dead and its jobs are begun anew.
    pub takeover: Duration,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self { jobs: 4, takeover: Duration::from_secs(30) }
    }
}

/// A running worker.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts it as a task of the current runtime.
    pub fn start(app: App, config: WorkerConfig) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(keep_working(app, config, stopped)) }
    }

    /// Takes no more jobs, lets the running ones finish, ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            log::error!("the worker ended badly: {error}");
        }
    }
}

/// An entry of the queue.
#[derive(Serialize, Deserialize)]
struct Entry {
    run: i64,
}

impl TaskHandler for Entry {
    const IDENTIFIER: &'static str = "job_run";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        match context.get_ext::<Tools>() {
            Some(Tools(app)) => run::attempt(app, self.run, *context.job().id()).await.map_err(|error| {
                log::warn!("job {} comes again: {error}", self.run);
                "the end of the attempt could not be written".to_owned()
            }),
            None => Err("the worker was started without its tools".to_owned()),
        }
    }
}

/// The use cases, as the library hands them to an entry.
#[derive(Clone)]
struct Tools(App);

impl fmt::Debug for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tools(..)")
    }
}

async fn keep_working(app: App, config: WorkerConfig, mut stopped: watch::Receiver<bool>) {
    if config.jobs == 0 {
        return;
    }
    let mut away = false;
    while !*stopped.borrow() {
        match work(&app, config, stopped.clone()).await {
            Ok(()) => away = false,
            // Once per outage: the requests tell the rest.
            Err(error) if !std::mem::replace(&mut away, true) => log::warn!("jobs wait: {error}"),
            Err(_) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    }
}

/// Works until told to stop or until the database fails.
async fn work(app: &App, config: WorkerConfig, mut stopped: watch::Receiver<bool>) -> Result<(), String> {
    let pool = app.db.queue(CONNECTIONS);
    let beat = config.takeover / 6;
    let recovery = WorkerRecoveryConfig::default()
        .heartbeat_interval(beat)
        .sweep_interval(beat)
        .sweep_threshold(config.takeover)
        .recovery_delay(Duration::ZERO);
    let options = WorkerOptions::default()
        .pg_pool(pool.clone())
        .schema(SCHEMA)
        .concurrency(config.jobs)
        .poll_interval(POLL)
        .worker_recovery(recovery)
        .listen_os_shutdown_signals(false)
        .shutdown_signal(async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        })
        .shutdown_grace_period(GRACE)
        .shutdown_interrupted_job_retry_delay(Duration::ZERO)
        .add_extension(Tools(app.clone()))
        .define_job::<Entry>();
    let worked = match options.init().await {
        Ok(worker) => worker.run().await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    pool.close().await;
    worked
}
