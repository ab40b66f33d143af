//! SIGINT and SIGTERM: the first asks for a graceful stop, the second for a quick one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Tells when to stop.
pub struct Stop {
    flag: Arc<AtomicBool>,
    signals: watch::Receiver<u32>,
}

impl Stop {
    /// Starts listening; from now on the signals do not end the process by themselves.
    ///
    /// # Errors
    /// The signals cannot be caught.
    pub fn listen() -> Result<Self> {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let flag = Arc::new(AtomicBool::new(false));
        let (sender, signals) = watch::channel(0);
        let set = Arc::clone(&flag);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
                set.store(true, Ordering::Relaxed);
                sender.send_modify(|count| *count += 1);
            }
        });
        Ok(Self { flag, signals })
    }

    /// True once a signal came; for waits that block a thread.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.flag)
    }

    /// Returns once a signal came.
    pub async fn requested(&mut self) {
        self.at_least(1).await;
    }

    /// Returns once a second signal came.
    pub async fn again(&mut self) {
        self.at_least(2).await;
    }

    async fn at_least(&mut self, count: u32) {
        if self.signals.wait_for(|came| *came >= count).await.is_err() {
            // The listening task lives as long as the process.
            std::future::pending::<()>().await;
        }
    }
}
