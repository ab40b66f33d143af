//! A choice among two or three, all visible: language, theme.

use crate::el::{El, Part, div, el, live};

/// One choice; `label` is for names that are longer than the text.
pub fn segment(text: impl Part, chosen: impl Fn() -> bool + 'static, choose: impl FnMut() + 'static) -> El {
    let pressed = live(move || Some(if chosen() { "true" } else { "false" }.to_owned()));
    el("button").attr("type", "button").attr("aria-pressed", pressed).on_click(choose).child(text)
}

pub fn segmented(legend: impl Into<crate::el::Value>, segments: Vec<El>) -> El {
    div("segmented").attr("role", "group").attr("aria-label", legend).child(segments)
}
