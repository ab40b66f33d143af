//! The server could not even say who is signed in.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::i18n::{shell::Shell, ts};
use crate::session::use_session;
use crate::ui::{ErrorState, Heading};

#[component]
pub fn NoServer(error: ApiError) -> impl IntoView {
    let session = use_session();
    view! {
        <main class="page">
            <Heading text=ts(Shell::Product)/>
            <ErrorState title=ts(Shell::ErrorPrefix) error on_retry=move |()| session.ask()/>
        </main>
    }
}
