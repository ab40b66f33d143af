//! What the keys do. The caret keeps Home, End, Left and Right.

use leptos::prelude::*;
use leptos::web_sys::{KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{Combobox, NONE};

impl Combobox {
    pub(super) fn key(self, event: &KeyboardEvent) {
        if self.composing.get_untracked() || event.is_composing() {
            // It ends the composition; the form around is not sent by it.
            if event.key() == "Enter" {
                event.prevent_default();
            }
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => self.arrow(event, false),
            "ArrowUp" => self.arrow(event, true),
            "Enter" => self.enter(event),
            "Escape" if self.open.get_untracked() => {
                // Only the list closes, not the dialog or menu around it.
                event.prevent_default();
                event.stop_propagation();
                self.close();
            }
            "Tab" => self.close(),
            _ => {}
        }
    }

    fn arrow(self, event: &KeyboardEvent, up: bool) {
        event.prevent_default();
        let opens = self.open.get_untracked() || self.is_answered() || self.failed.get_untracked();
        if opens {
            self.open.set(true);
            if !event.alt_key() {
                self.step(up);
            }
        } else if self.is_askable() {
            self.ask();
        }
    }

    /// To the neighbour, around the ends; from none to the first or the last.
    fn step(self, up: bool) {
        let hits = untrack(|| self.hits().len());
        let options = hits + usize::from(self.creation().is_some());
        let next = match (self.active.get_untracked(), up) {
            _ if options == 0 => return,
            (NONE, false) => 0,
            (NONE | 0, true) => options - 1,
            (at, true) => at - 1,
            (at, false) => (at + 1) % options,
        };
        self.active.set(next);
        if let Some(option) = document().get_element_by_id(&self.option_id(next, hits)) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }

    /// Takes what is active. The form around is sent only when nothing is left to resolve.
    fn enter(self, event: &KeyboardEvent) {
        let active = self.active.get_untracked();
        if self.open.get_untracked() && active != NONE {
            event.prevent_default();
            return self.accept(active);
        }
        if !self.is_unresolved() {
            return;
        }
        event.prevent_default();
        let text = self.typed_now();
        if let Some(value) = self.literal.and_then(|read| read(&text)) {
            self.choose(&value, &text);
        } else if self.failed.get_untracked() {
            self.ask();
        } else if self.is_answered() && self.creation().is_some() && untrack(|| self.hits().is_empty()) {
            self.make();
        }
    }
}
