//! Buttons. A busy one keeps its width and its focus, and does nothing.

use leptos::prelude::*;

use crate::el::{El, Part, el, live};
use crate::online;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    #[default]
    Plain,
    /// Beside others, or within text.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button that does something at once; give it `.on_click(...)`.
pub fn button(look: Look, label: impl Part) -> El {
    el("button")
        .attr("type", "button")
        .class(look.class())
        .child(el("span").class("button-text").child(label))
}

/// A button that sends the form around it.
pub fn submit(look: Look, label: impl Part, busy: Signal<bool>) -> El {
    el("button")
        .attr("type", "submit")
        .class(look.class())
        .class_if("busy", move || busy.get())
        .attr("aria-disabled", live(move || (busy.get() || online::is_offline()).then(|| "true".to_owned())))
        // The bar over the page says why.
        .attr("aria-describedby", live(|| online::is_offline().then(|| "offline".to_owned())))
        .on("click", move |event| {
            if busy.get_untracked() || online::is_offline_now() {
                event.prevent_default();
            }
        })
        .child(el("span").class("button-text").child(label))
}

/// A link that looks like a button.
pub fn link_button(look: Look, href: impl Into<crate::el::Value>, label: impl Part) -> El {
    el("a").class(look.class()).attr("href", href).child(label)
}

/// What a page shows, as a file.
pub fn export_link(href: impl Into<crate::el::Value>, label: impl Part) -> El {
    link_button(Look::Plain, href, label).id("export").attr("download", true)
}
