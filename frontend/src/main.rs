//! Starts the application in the browser.
//!
//! Invariant: a panic never leaves a frozen page: the hook uncovers the static card of `index.html` that offers a reload.

use leptos::prelude::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-broken", "");
        }
    }));
    leptos::mount::mount_to_body(frontend::app);
}
