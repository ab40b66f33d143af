//! The smallest page that Leptos makes: what the application is measured against (`cargo xtask speed`). Never part of a build
//! for people.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <main data-ready="">"Saldo"</main> });
}
