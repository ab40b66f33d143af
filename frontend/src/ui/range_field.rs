//! From-to, either end open, as one group with one name.

use leptos::prelude::*;

use super::{Kind, LiveText};

#[component]
pub fn RangeField(
    id_from: &'static str,
    id_to: &'static str,
    #[prop(into)] legend: Signal<String>,
    #[prop(into)] label_from: Signal<String>,
    #[prop(into)] label_to: Signal<String>,
    /// Short words before the fields.
    #[prop(into)]
    word_from: Signal<String>,
    #[prop(into)] word_to: Signal<String>,
    /// Both ends as they are applied, in the form that a person would type.
    #[prop(into)]
    applied: Signal<(String, String)>,
    /// Whether a typed end means an applied one.
    #[prop(into)]
    means: Callback<(String, String), bool>,
    /// Gets both ends as typed.
    #[prop(into)]
    on_change: Callback<(String, String)>,
) -> impl IntoView {
    let from = Signal::derive(move || applied.get().0);
    let to = Signal::derive(move || applied.get().1);
    view! {
        <fieldset class="range">
            <legend class="field-label">{legend}</legend>
            <div class="range-ends">
                <span class="muted" aria-hidden="true">{word_from}</span>
                <LiveText
                    id=id_from
                    label=label_from
                    applied=from
                    means
                    kind=Kind::Decimal
                    label_hidden=true
                    on_change=move |typed| on_change.run((typed, to.get_untracked()))
                />
                <span class="muted" aria-hidden="true">{word_to}</span>
                <LiveText
                    id=id_to
                    label=label_to
                    applied=to
                    means
                    kind=Kind::Decimal
                    label_hidden=true
                    on_change=move |typed| on_change.run((from.get_untracked(), typed))
                />
            </div>
        </fieldset>
    }
}
