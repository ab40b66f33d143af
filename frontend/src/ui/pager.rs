//! Earlier and later rows, as links: they can be opened in a new tab, and Back works.
//!
//! Absent on purpose: page numbers. A keyset list has none, and its pages cost the same at any depth.

use crate::el::{El, el};
use crate::i18n::{Msg, list::List};

/// Addresses of the neighbouring pages; `None` where the list ends. Nothing is shown for a list of one page.
pub fn pager(first: Option<String>, previous: Option<String>, next: Option<String>) -> Option<El> {
    if previous.is_none() && next.is_none() {
        return None;
    }
    // An end of the list stays focusable, so that the focus of somebody paging with the keyboard is not lost.
    let link = |text: Msg, id: &'static str, rel: &'static str, to: Option<String>| {
        let ended = to.is_none().then_some("true");
        el("a")
            .id(id)
            .class("button")
            .attr("role", "link")
            .attr("rel", rel)
            .attr("tabindex", "0")
            .attr("href", to)
            .attr("aria-disabled", ended)
            .child(text)
    };
    let links = [
        link(List::FirstPage, "page-first", "first", first),
        link(List::Previous, "page-prev", "prev", previous),
        link(List::Next, "page-next", "next", next),
    ];
    Some(el("nav").class("pager no-print").attr("aria-label", List::Pages).child(links))
}
