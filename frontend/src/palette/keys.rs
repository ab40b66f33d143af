//! Arrows move the choice, Enter opens it.

use leptos::prelude::*;

use super::{NONE, Palette, set};
use crate::ui;

impl Palette {
    /// Whether the key was meant for the list.
    pub(super) fn key(self, key: &str) -> bool {
        let len: usize = untrack(|| self.sections()).iter().map(|section| section.items.len()).sum();
        let now = self.active.get_untracked();
        let to = match key {
            "ArrowDown" | "ArrowUp" if len == 0 => return true,
            "ArrowDown" if now == NONE || now + 1 >= len => 0,
            "ArrowDown" => now + 1,
            "ArrowUp" if now == NONE || now == 0 => len - 1,
            "ArrowUp" => now - 1,
            "Enter" => {
                self.enter(now);
                return true;
            }
            _ => return false,
        };
        self.active.set(to);
        if let Some(option) = document().get_element_by_id(&format!("palette-{to}")) {
            ui::reveal(&option);
        }
        true
    }

    fn enter(self, now: usize) {
        let question = self.text.with_untracked(|text| text.trim().to_owned());
        if now != NONE {
            self.choose(now);
        } else if question.is_empty() {
            // Nothing typed, nothing chosen.
        } else if self.failed.get_untracked() {
            self.failed.set(false);
            self.ask(question);
        } else if self.busy.get_untracked() {
            self.eager.set(true);
        } else {
            self.choose(0);
        }
    }

    pub(super) fn choose(self, index: usize) {
        let sections = untrack(|| self.sections());
        let Some(item) = sections.into_iter().flat_map(|section| section.items).nth(index) else { return };
        set(false);
        item.deed.run(self.session, self.api);
    }
}
