//! Whether the server can be reached, as far as the browser knows.
//!
//! Invariant: only an unanswered question makes the application offline. The browser's own word is not enough: it calls a computer
//! without a network offline even where the server runs on that very computer.
//! Absent on purpose: a queue of commands for later. Whoever sends money should see it arrive.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::el::{El, div, el};
use crate::i18n::shell::Shell;
use crate::router::listen;
use crate::watch::spawn;

/// Answers without a session and costs the server nothing.
const PROBE: &str = "/livez";
/// How often to ask while there is no answer.
const PAUSE: Duration = Duration::from_secs(4);

thread_local! {
    static OFFLINE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the server is out of reach; tracked.
pub fn is_offline() -> bool {
    OFFLINE.with(|offline| offline.get())
}

/// Not tracked.
pub fn is_offline_now() -> bool {
    OFFLINE.with(|offline| offline.get_untracked())
}

/// Listens for as long as the page is open.
pub fn start() {
    listen("offline", |_| probe());
    listen("online", |_| probe());
    if !window().navigator().on_line() {
        probe();
    }
}

fn probe() {
    spawn(async {
        let reached = JsFuture::from(window().fetch_with_str(PROBE)).await.is_ok();
        if is_offline_now() == reached {
            OFFLINE.with(|offline| offline.set(!reached));
        }
        if !reached {
            set_timeout(
                || {
                    if is_offline_now() {
                        probe();
                    }
                },
                PAUSE,
            );
        }
    });
}

/// A thin bar over the page.
pub fn bar() -> El {
    div("offline-region no-print")
        .attr("role", "status")
        .maybe(|| is_offline().then(|| el("p").class("offline").id("offline").child(Shell::Offline)))
}
