//! A short word about a state. The word carries the meaning, the colour only helps.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Warning,
    Danger,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Warning => "badge warning",
            Self::Danger => "badge danger",
        }
    }
}

#[component]
pub fn Badge(tone: Tone, #[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <span class=tone.class()>{text}</span> }
}
