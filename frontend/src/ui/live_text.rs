//! A text filter that applies itself a moment after the last key.
//!
//! Invariant: what a person types is never rewritten under their hands; a change from elsewhere (Back, reset) is shown.

use leptos::prelude::*;

use super::{Kind, TextField, Timer};

/// The pause after which typing counts as finished.
const PAUSE_MS: u32 = 250;

#[component]
pub fn LiveText(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    /// The filter as it is applied, in the form that a person would type.
    #[prop(into)]
    applied: Signal<String>,
    /// Whether what is typed means what is applied.
    #[prop(into)]
    means: Callback<(String, String), bool>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] label_hidden: bool,
) -> impl IntoView {
    let text = RwSignal::new(applied.get_untracked());
    let timer = Timer::new();
    Effect::new(move |first: Option<()>| {
        let applied = applied.get();
        if first.is_some() && !means.run((text.get_untracked(), applied.clone())) {
            timer.cancel();
            text.set(applied);
        }
    });
    let send = move || {
        timer.cancel();
        let typed = text.get_untracked();
        if !means.run((typed.clone(), applied.get_untracked())) {
            on_change.run(typed);
        }
    };
    view! {
        <TextField
            id
            label
            value=text
            hint
            error
            kind
            label_hidden
            on_input=move |()| timer.start(PAUSE_MS, send)
            // Enter and leaving the field do not wait.
            on_change=move |()| send()
        />
    }
}
