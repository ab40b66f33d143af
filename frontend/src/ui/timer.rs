//! One timeout that can be started again and is cancelled with its owner.

use std::time::Duration;

use crate::kept::Kept;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Timer(Kept<Option<TimeoutHandle>>);

impl Timer {
    /// Belongs to the component that makes it.
    pub fn new() -> Self {
        let timer = Self(Kept::new(None));
        on_cleanup(move || timer.cancel());
        timer
    }

    /// Calls `then` after the delay, unless started again or cancelled before.
    pub fn start(self, delay_ms: u32, then: impl FnOnce() + 'static) {
        self.cancel();
        let handle = set_timeout_with_handle(then, Duration::from_millis(delay_ms.into()));
        self.0.set_value(handle.ok());
    }

    pub fn cancel(self) {
        self.0.try_update_value(|handle| handle.take().inspect(TimeoutHandle::clear));
    }
}

impl Default for Timer {
    fn default() -> Self {
        Self::new()
    }
}
