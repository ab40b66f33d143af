//! Buttons. One that is busy keeps its width and its focus and ignores presses.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one main action of a form or page.
    Primary,
    #[default]
    Plain,
    /// Without a border: for toolbars and rows.
    Quiet,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
        }
    }
}

#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    /// Submits the form around it instead of calling `on_press`.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    /// For tests and labels from elsewhere.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            id=id
            type=if submit { "submit" } else { "button" }
            class=look.class()
            class:busy=busy
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            <span class="button-text">{children()}</span>
        </button>
    }
}
