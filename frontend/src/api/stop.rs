//! Stopping a request: because a newer one made it stale, because its page is gone, or because it takes too long.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

/// Longest wait for an answer. The server gives up earlier, so this is for broken connections.
const DEADLINE: Duration = Duration::from_millis(20_000);

/// A handle that stops one request. Clones stop the same one.
#[derive(Clone, Default)]
pub struct Stop {
    controller: Option<AbortController>,
    stopped: Rc<Cell<bool>>,
}

impl Stop {
    pub fn new() -> Self {
        Self { controller: AbortController::new().ok(), stopped: Rc::default() }
    }

    /// Nobody waits any more.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.abort();
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// Aborts after the deadline unless dropped before. That is not a stop: somebody waits and hears of it.
    pub(super) fn deadline(&self) -> Deadline {
        let this = self.clone();
        Deadline(set_timeout_with_handle(move || this.abort(), DEADLINE).ok())
    }

    fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

/// Runs out unless dropped.
pub(super) struct Deadline(Option<TimeoutHandle>);

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(handle) = &self.0 {
            handle.clear();
        }
    }
}
