//! What a list or a page shows when it has nothing to show: not yet, nothing, nothing found, failed.

use leptos::prelude::*;

use super::{Button, Look};
use crate::api::ApiError;
use crate::i18n::{problems, shell::Shell, t, use_i18n};

/// Grey bars until the first answer; invisible at first, so that a quick answer does not flicker.
#[component]
pub fn Skeleton(rows: usize) -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="vh">{t(Shell::Loading)}</span>
            {(0..rows).map(|_| view! { <i></i> }).collect_view()}
        </div>
    }
}

#[component]
pub fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <h2>{title}</h2>
            <p class="muted">{text}</p>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
}

/// Instead of what could not be loaded.
#[component]
pub fn ErrorState(
    #[prop(into)] title: Signal<String>,
    error: ApiError,
    #[prop(into)] on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="state" role="alert">
            <h2>{title}</h2>
            <Reason error/>
            <Button on_press=on_retry>{t(Shell::Retry)}</Button>
        </div>
    }
}

/// Over older rows that are still shown.
#[component]
pub fn ErrorBanner(error: ApiError, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    view! {
        <div class="banner danger" role="alert">
            <Reason error/>
            <Button look=Look::Quiet on_press=on_retry>{t(Shell::Retry)}</Button>
        </div>
    }
}

#[component]
fn Reason(error: ApiError) -> impl IntoView {
    let i18n = use_i18n();
    let label = t(Shell::RequestId);
    let request = error.request_id.clone().map(|id| {
        view! { <p class="request-id">{label}": "<code>{id}</code></p> }
    });
    view! {
        <div>
            <p>{move || problems::error(i18n.lang(), &error)}</p>
            {request}
        </div>
    }
}
