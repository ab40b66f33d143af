//! The one `h1` of a page: names the document too, and takes the focus when a person comes from another page, so that a screen
//! reader says where they are.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::summary::{focus_soon, focus_where_it_is};
use crate::el::{El, el, live_text};
use crate::i18n::{lang, shell::Shell};
use crate::watch::effect;

thread_local! {
    /// False until the first page is shown: the focus stays where the browser put it.
    static MOVED: Cell<bool> = const { Cell::new(false) };
    /// A form on the page has errors: the title of the document says so first.
    static FAULTY: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Says in the title of the document whether a form has errors.
pub fn set_faulty(faulty: bool) {
    FAULTY.with(|state| {
        if state.get_untracked() != faulty {
            state.set(faulty);
        }
    });
}

/// After an action that changed the page: the heading is where a reader starts again.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("main h1") {
        focus_soon(heading);
    }
}

/// A heading that takes the focus.
pub fn heading(text: impl Fn() -> String + 'static) -> El {
    named(Rc::new(text)).ready(|node| {
        if MOVED.replace(true) {
            focus_where_it_is(node.clone());
        }
    })
}

/// Leaves the focus alone: the page has a field that wants it.
pub fn quiet_heading(text: impl Fn() -> String + 'static) -> El {
    named(Rc::new(text))
}

/// Not generic, so that it exists once in the WASM file.
fn named(text: Rc<dyn Fn() -> String>) -> El {
    set_faulty(false);
    let shown = Rc::clone(&text);
    effect(move || {
        let name = format!("{} · {}", text(), Shell::Product.now());
        let faulty = FAULTY.with(|state| state.get());
        document().set_title(&if faulty {
            format!("{}: {name}", Shell::ErrorPrefix.text(lang()))
        } else {
            name
        });
    });
    el("h1").attr("tabindex", "-1").child(live_text(move || shown()))
}
