//! Sections of a page or views of a list, as links: each has its address.

use crate::el::{El, Part, el, live};

/// One section.
pub fn tab(text: impl Part, href: impl Fn() -> String + 'static, current: impl Fn() -> bool + 'static) -> El {
    el("li").child(
        el("a")
            .class("tab")
            .attr("href", live(move || Some(href())))
            .attr("aria-current", live(move || current().then(|| "true".to_owned())))
            .child(text),
    )
}

pub fn tabs(label: impl Into<crate::el::Value>, tabs: Vec<El>) -> El {
    el("nav").class("tabs no-print").attr("aria-label", label).child(el("ul").child(tabs))
}
