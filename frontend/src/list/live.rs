//! An input that applies itself a moment after the last key.
//!
//! Invariant: what a person types is never rewritten under their hands; a change from elsewhere (Back, reset) is shown.

use std::rc::Rc;

use leptos::prelude::*;

use crate::el::El;
use crate::ui::{Field, Kind, Timer};
use crate::watch::effect;

/// The pause after which typing counts as finished.
const PAUSE_MS: u32 = 150;

/// What an input is about.
pub struct Live {
    /// The value in the address; tracked.
    pub applied: Rc<dyn Fn() -> String>,
    /// From what is typed to the value in the address.
    pub read: Rc<dyn Fn(&str) -> String>,
    /// From the value in the address to what a person would type.
    pub show: Rc<dyn Fn(&str) -> String>,
    /// Gets the new value for the address.
    pub apply: Rc<dyn Fn(String)>,
}

/// The field comes with its id and label; `dress` adds hints.
pub fn live_field(
    id: &'static str,
    label: El,
    kind: Kind,
    live: Live,
    dress: impl FnOnce(Field) -> Field,
) -> El {
    let text = RwSignal::new((live.show)(&untrack(|| (live.applied)())));
    follow(dress(Field::new(id, label, text).kind(kind)), text, live)
}

/// Not generic, so that it exists once in the WASM file.
fn follow(field: Field, text: RwSignal<String>, live: Live) -> El {
    let Live { applied, read, show, apply } = live;
    let timer = Timer::new();
    {
        let (applied, read) = (Rc::clone(&applied), Rc::clone(&read));
        let mut first = true;
        effect(move || {
            let now = applied();
            if !std::mem::take(&mut first) && read(&text.get_untracked()) != now {
                timer.cancel();
                text.set(show(&now));
            }
        });
    }
    let send = Rc::new(move || {
        timer.cancel();
        let value = read(&text.get_untracked());
        if value != untrack(|| applied()) {
            apply(value);
        }
    });
    field.view_with(|input| {
        let later = Rc::clone(&send);
        input
            .on("input", move |_| {
                let later = Rc::clone(&later);
                timer.start(PAUSE_MS, move || later());
            })
            // Enter and leaving the field do not wait.
            .on("change", move |_| send())
    })
}
