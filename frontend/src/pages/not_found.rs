//! An address without a page.

use leptos::prelude::*;

use crate::i18n::{shell::Shell, t, ts};
use crate::ui::Heading;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Heading text=ts(Shell::NotFoundTitle)/>
        <p>{t(Shell::NotFoundText)}</p>
        <p class="cluster">
            <a class="button" href="/">{t(Shell::GoHome)}</a>
            <a class="button" href="/clients">{t(Shell::ToClients)}</a>
        </p>
    }
}
