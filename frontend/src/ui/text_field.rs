//! A labelled text input with a hint and an error. The error takes the place of the hint, so that nothing jumps.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Text,
    Search,
    /// Digits and separators: phones show the right keyboard.
    Decimal,
    Login,
    Password,
}

impl Kind {
    const fn type_(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Password => "password",
            Self::Text | Self::Decimal | Self::Login => "text",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Login => "username",
            Self::Password => "current-password",
            Self::Text | Self::Search | Self::Decimal => "off",
        }
    }
}

#[component]
pub fn TextField(
    /// Unique on the page; the label, the hint and the error hang on it.
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    /// The hint warns.
    #[prop(optional, into)]
    alarm: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] required: bool,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] read_only: Signal<bool>,
    #[prop(optional, into)] on_input: Option<Callback<()>>,
    #[prop(optional, into)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described_by = hint_id.clone();
    let faulty = move || error.with(Option::is_some);
    view! {
        <div class="field">
            <label for=id class=if label_hidden { "vh" } else { "field-label" }>{label}</label>
            <input
                id=id
                name=id
                class="input"
                class:num=matches!(kind, Kind::Decimal)
                type=kind.type_()
                inputmode=matches!(kind, Kind::Decimal).then_some("decimal")
                autocomplete=kind.autocomplete()
                autocapitalize=matches!(kind, Kind::Login | Kind::Password).then_some("none")
                spellcheck=if kind == Kind::Text { "true" } else { "false" }
                aria-required=required.then_some("true")
                aria-invalid=move || faulty().then_some("true")
                aria-describedby=described_by
                disabled=disabled
                readonly=read_only
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    if let Some(on_input) = on_input {
                        on_input.run(());
                    }
                }
                on:change=move |_| {
                    if let Some(on_change) = on_change {
                        on_change.run(());
                    }
                }
            />
            <p id=hint_id class="hint" class:error=move || faulty() || alarm.get()>
                {move || error.get().unwrap_or_else(|| hint.get())}
            </p>
        </div>
    }
}
