//! The strip over a list: search and promoted filters side by side, applied ones as chips under them.

use leptos::prelude::*;

use super::{Chip, Chips};
use crate::i18n::{list::List, t};

#[component]
pub fn FilterBar(
    #[prop(into)] chips: Signal<Vec<Chip>>,
    #[prop(into)] on_remove: Callback<&'static str>,
    #[prop(into)] on_reset: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <search class="filters no-print" role="search" aria-label=t(List::Filters)>
            <div class="filters-fields">{children()}</div>
            <Chips chips on_remove on_reset/>
        </search>
    }
}
