//! What is done beside requests: new operations are made searchable through indexes. Searches are exact without it.

use std::time::Duration;

use app::App;
use app::operations::index_texts;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

const PERIOD: Duration = Duration::from_secs(1);
/// Portions of 2000 operations at a time: a backlog is worked off in steps.
const PORTIONS: usize = 25;

/// Starts the task; abort it before the connections are closed.
pub fn start(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            ticks.tick().await;
            match index_texts(&app, PORTIONS).await {
                Ok(_) => failing = false,
                // Once per outage: the requests tell the rest.
                Err(error) if !failing => {
                    failing = true;
                    log::warn!("new operations are not indexed now: {error}");
                }
                Err(_) => {}
            }
        }
    })
}
