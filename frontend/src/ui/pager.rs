//! Earlier and later rows, as links: they can be opened in a new tab, and Back works.
//!
//! Absent on purpose: page numbers. A keyset list has none, and its pages cost the same at any depth.

use leptos::prelude::*;

use crate::i18n::{list::List, t, ts};

/// Addresses of the neighbouring pages; `None` where the list ends.
#[component]
pub fn Pager(
    #[prop(into)] first: Signal<Option<String>>,
    #[prop(into)] previous: Signal<Option<String>>,
    #[prop(into)] next: Signal<Option<String>>,
    /// Keeps the scroll position: for a table within a page.
    #[prop(optional)]
    stay: bool,
) -> impl IntoView {
    let link = move |text: Signal<String>, rel: &'static str, to: Signal<Option<String>>| {
        view! {
            // An end of the list stays focusable, so that the focus of somebody paging with the keyboard is not lost.
            <a
                class="button"
                role="link"
                rel=rel
                tabindex="0"
                data-noscroll=stay
                href=move || to.get()
                aria-disabled=move || to.with(Option::is_none).then_some("true")
            >
                {text}
            </a>
        }
    };
    let (at_start, at_end) = (move || previous.with(Option::is_none), move || next.with(Option::is_none));
    let one_page = Memo::new(move |_| at_start() && at_end());
    let label = t(List::Pages);
    let (to_first, to_previous, to_next) = (ts(List::FirstPage), ts(List::Previous), ts(List::Next));
    move || {
        (!one_page.get()).then(|| {
            view! {
                <nav class="pager no-print" aria-label=label>
                    {link(to_first, "first", first)}
                    {link(to_previous, "prev", previous)}
                    {link(to_next, "next", next)}
                </nav>
            }
        })
    }
}
