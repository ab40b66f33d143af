//! The scroll position of each entry of the history, kept in the entry itself.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::{History, ScrollRestoration};

/// How often, and how many times, a page that is still loading is asked whether it is long enough.
const PAUSE_MS: u64 = 50;
const TRIES: u32 = 60;

thread_local! {
    /// Grows with every move: an attempt for an earlier page gives up.
    static ROUND: Cell<u32> = const { Cell::new(0) };
}

/// The browser would restore before the rows are there.
pub fn by_hand() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Remembers the position in the entry that is about to be left.
pub fn keep(history: &History) {
    let y = window().scroll_y().unwrap_or_default();
    let _ = history.replace_state_with_url(&JsValue::from_f64(y), "", None);
}

pub fn top() {
    ROUND.set(ROUND.get().wrapping_add(1));
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes to where the present entry was left, as soon as the page is long enough.
pub fn restore() {
    let Ok(history) = window().history() else { return };
    let y = history.state().ok().and_then(|state| state.as_f64()).unwrap_or_default();
    top();
    if y > 0.0 {
        attempt(y, TRIES, ROUND.get());
    }
}

fn attempt(y: f64, left: u32, round: u32) {
    if ROUND.get() != round {
        return;
    }
    let window = window();
    let height =
        |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let root = document().document_element();
    let reach =
        root.map(|root| f64::from(root.scroll_height())).unwrap_or_default() - height(window.inner_height());
    if reach >= y || left == 0 {
        window.scroll_to_with_x_and_y(0.0, y);
    } else {
        set_timeout(move || attempt(y, left - 1, round), Duration::from_millis(PAUSE_MS));
    }
}
