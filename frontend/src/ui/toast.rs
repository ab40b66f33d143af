//! Short messages about what has just happened. They never carry the only copy of anything.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::icon::{Glyph, icon};
use super::timer::Timer;
use crate::el::{El, div, el};
use crate::i18n::{Msg, shell::Shell};

const SHOWN_MS: u32 = 8_000;

/// Something to do about what happened: "undo", "open".
#[derive(Clone)]
pub struct ToastAction {
    pub label: Msg,
    pub run: Rc<dyn Fn()>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    action: Option<ToastAction>,
}

thread_local! {
    static SHOWN: ArcRwSignal<Vec<Toast>, > = ArcRwSignal::new(Vec::new());
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Shows a message.
pub fn toast(text: String) {
    show(text, None);
}

/// Shows a message with something to do about it.
pub fn toast_with(text: String, action: ToastAction) {
    show(text, Some(action));
}

fn show(text: String, action: Option<ToastAction>) {
    let id = LAST.get().wrapping_add(1);
    LAST.set(id);
    SHOWN.with(|shown| shown.update(|shown| shown.push(Toast { id, text, action })));
}

fn hide(id: u32) {
    SHOWN.with(|shown| shown.update(|shown| shown.retain(|toast| toast.id != id)));
}

/// Where they appear: once in the application.
pub fn toast_region() -> El {
    div("toasts no-print")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-label", Shell::Notifications)
        .live(|| SHOWN.with(|shown| shown.get()).into_iter().map(view).collect::<Vec<_>>())
}

fn view(toast: Toast) -> El {
    let id = toast.id;
    let timer = Timer::new();
    let run = move || timer.start(SHOWN_MS, move || hide(id));
    run();
    let action = toast.action.map(|action| {
        el("button").attr("type", "button").class("button quiet").child(action.label).on_click(move || {
            hide(id);
            (action.run)();
        })
    });
    // Waits while somebody reads it or is about to press its button.
    div("toast")
        .on("mouseenter", move |_| timer.cancel())
        .on("mouseleave", move |_| run())
        .on("focusin", move |_| timer.cancel())
        .on("focusout", move |_| run())
        .child(el("span").child(toast.text))
        .child(action)
        .child(
            el("button")
                .attr("type", "button")
                .class("toast-close")
                .attr("aria-label", Shell::Close)
                .on_click(move || hide(id))
                .child(icon(Glyph::Cross)),
        )
}
