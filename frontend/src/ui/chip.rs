//! Applied filters, each with a cross. A chip makes sense alone: "Баланс: до −0,01 ₽".

use leptos::prelude::*;

use crate::i18n::{list::List, phrases, t, use_i18n};
use crate::ui::{Glyph, Icon};

#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What `on_remove` gets back.
    pub key: &'static str,
    pub text: String,
    /// The value could not be read and is not applied.
    pub bad: bool,
}

#[component]
pub fn Chips(
    #[prop(into)] chips: Signal<Vec<Chip>>,
    #[prop(into)] on_remove: Callback<&'static str>,
    #[prop(into)] on_reset: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chip = move |chip: Chip| {
        let (key, text) = (chip.key, chip.text);
        let label = phrases::remove_chip(i18n.lang(), &text);
        view! {
            <li class="chip" class:bad=chip.bad>
                {text}
                <button type="button" class="chip-remove" aria-label=label on:click=move |_| on_remove.run(key)>
                    <Icon glyph=Glyph::Cross/>
                </button>
            </li>
        }
    };
    let applied = t(List::AppliedFilters);
    let reset = t(List::ResetAll);
    move || {
        let shown = chips.get();
        (!shown.is_empty()).then(|| {
            view! {
                <div class="chips">
                    <ul class="cluster" aria-label=applied>{shown.into_iter().map(chip).collect_view()}</ul>
                    <button type="button" class="button quiet" on:click=move |_| on_reset.run(())>{reset}</button>
                </div>
            }
        })
    }
}
