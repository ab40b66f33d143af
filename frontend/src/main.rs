//! Starts the application in the browser.
//!
//! Invariant: a panic never leaves a frozen page: the hook uncovers the static card of `index.html` that offers a reload.

use leptos::prelude::*;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-broken", "");
        }
    }));
    leptos::mount::mount_to_body(frontend::app);
}
