//! A choice among two or three, all visible: language, theme.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Segment {
    pub text: Signal<String>,
    /// The language of the text, if it is not that of the page.
    pub lang: Option<&'static str>,
    /// For names that are longer than the text.
    pub label: Option<&'static str>,
}

#[component]
pub fn Segmented(
    #[prop(into)] legend: Signal<String>,
    segments: Vec<Segment>,
    /// Index of the chosen one.
    #[prop(into)]
    chosen: Signal<usize>,
    #[prop(into)] on_choose: Callback<usize>,
) -> impl IntoView {
    let buttons = segments.into_iter().enumerate().map(|(index, segment)| {
        view! {
            <button
                type="button"
                lang=segment.lang
                aria-label=segment.label
                aria-pressed=move || if chosen.get() == index { "true" } else { "false" }
                on:click=move |_| on_choose.run(index)
            >
                {segment.text}
            </button>
        }
    });
    view! { <div class="segmented" role="group" aria-label=legend>{buttons.collect_view()}</div> }
}
