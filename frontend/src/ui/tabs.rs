//! Sections of a page or views of a list, as links: each has its address.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Tab {
    pub text: Signal<String>,
    pub href: Signal<String>,
    pub current: Signal<bool>,
}

#[component]
pub fn Tabs(#[prop(into)] label: Signal<String>, tabs: Vec<Tab>) -> impl IntoView {
    let links = tabs.into_iter().map(|tab| {
        view! {
            <li>
                <a
                    class="tab"
                    data-noscroll=true
                    href=move || tab.href.get()
                    aria-current=move || tab.current.get().then_some("true")
                >
                    {tab.text}
                </a>
            </li>
        }
    });
    view! { <nav class="tabs no-print" aria-label=label><ul>{links.collect_view()}</ul></nav> }
}
