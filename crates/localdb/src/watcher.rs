//! A thread that starts the server again when it died under us (killed, out of memory).
//!
//! Deliberately absent: judging a server that lives but does not answer; that is for a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::Error;
use crate::cluster::{Cluster, Found};
use crate::locks::Turn;

const LOOK_EVERY: Duration = Duration::from_millis(250);
const RETRY_AFTER_MAX: Duration = Duration::from_secs(30);
const TURN_LIMIT: Duration = Duration::from_secs(60);

pub(crate) struct Watcher {
    thread: JoinHandle<()>,
    cancel: Arc<AtomicBool>,
    wake: Sender<()>,
}

impl Watcher {
    pub fn start(cluster: Arc<Cluster>) -> Result<Self, Error> {
        let cancel = Arc::new(AtomicBool::new(false));
        let (wake, woken) = mpsc::channel::<()>();
        let cancelled = Arc::clone(&cancel);
        let work = move || {
            let mut pause = LOOK_EVERY;
            while woken.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                pause = match revive(&cluster, &cancelled) {
                    Ok(_) => LOOK_EVERY,
                    Err(e) => {
                        log::error!("PostgreSQL cannot be started again: {e}");
                        (pause * 2).min(RETRY_AFTER_MAX)
                    }
                };
            }
        };
        let thread = Builder::new().name("localdb".into()).spawn(work).map_err(|e| Error::Tool {
            program: "the thread that watches PostgreSQL".into(),
            detail: e.to_string(),
        })?;
        Ok(Self { thread, cancel, wake })
    }

    /// Ends the thread, also in the middle of a start.
    pub fn stop(self) {
        self.cancel.store(true, Ordering::Relaxed);
        drop(self.wake);
        // A panic in the thread has been reported by itself.
        let _ = self.thread.join();
    }
}

/// Starts the server when there is none; true when it had to.
pub(crate) fn revive(cluster: &Cluster, cancel: &AtomicBool) -> Result<bool, Error> {
    if cluster.postmaster().is_some_and(|server| !server.stopping) {
        return Ok(false);
    }
    let turn = Turn::take(&cluster.home.data, TURN_LIMIT, cancel)?;
    let launched = cluster.ensure(&turn, cancel)? == Found::Launched;
    if launched {
        log::warn!("PostgreSQL had died and was started again");
    }
    Ok(launched)
}
