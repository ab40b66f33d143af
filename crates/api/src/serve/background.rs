//! What is done beside requests: new operations are made searchable through indexes, samples of texts are taken. Searches are exact
//! without either, so both yield: a failure makes the next attempt wait, twice as long each time.

use std::time::Duration;

use app::App;
use app::operations::{index_texts, sample_texts};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// Portions of 2000 operations at a time: a backlog is worked off in steps.
const PORTIONS: usize = 25;
const INDEX_EVERY: Duration = Duration::from_secs(1);
const SAMPLE_EVERY: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// The tasks; abort them before the connections are closed.
pub struct Background(JoinHandle<()>, JoinHandle<()>);

impl Background {
    pub fn abort(&self) {
        self.0.abort();
        self.1.abort();
    }
}

/// Starts the tasks.
pub fn start(app: App) -> Background {
    let indexed = app.clone();
    Background(
        tokio::spawn(repeat("new operations are not indexed now", INDEX_EVERY, async move || {
            index_texts(&indexed, PORTIONS).await.map(drop)
        })),
        tokio::spawn(repeat("texts are not sampled now", SAMPLE_EVERY, async move || {
            sample_texts(&app).await
        })),
    )
}

async fn repeat(complaint: &str, every: Duration, work: impl AsyncFn() -> app::Result<()>) {
    let mut pause = every;
    loop {
        match work().await {
            Ok(()) => pause = every,
            Err(error) => {
                // Once per outage: the requests tell the rest.
                if pause == every {
                    log::warn!("{complaint}: {error}");
                }
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
        sleep(pause).await;
    }
}
