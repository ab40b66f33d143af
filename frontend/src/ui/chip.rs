//! Applied filters, each with a cross. A chip makes sense alone: "Баланс: до −0,01 ₽".

use std::rc::Rc;

use crate::el::{El, div, el};
use crate::i18n::{lang, list::List, phrases};
use crate::ui::icon::{Glyph, icon};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub text: String,
    /// The value could not be read and is not applied.
    pub bad: bool,
}

/// `remove` gets the key that the chip came with.
pub fn chips<K: Clone + 'static>(
    shown: impl Fn() -> Vec<(K, Chip)> + 'static,
    remove: impl Fn(K) + 'static,
    reset: impl Fn() + Clone + 'static,
) -> El {
    let remove = Rc::new(remove);
    div("chips-region").live(move || {
        let shown = shown();
        if shown.is_empty() {
            return Vec::new();
        }
        let chips = shown.into_iter().map(|(key, chip)| {
            let remove = Rc::clone(&remove);
            view(chip, move || remove(key.clone()))
        });
        let list = el("ul")
            .class("cluster")
            .attr("aria-label", List::AppliedFilters)
            .child(chips.collect::<Vec<_>>());
        let all = el("button")
            .attr("type", "button")
            .class("button quiet")
            .child(List::ResetAll)
            .on_click(reset.clone());
        vec![div("chips").child(list).child(all)]
    })
}

fn view(chip: Chip, remove: impl FnMut() + 'static) -> El {
    let label = phrases::remove_chip(lang(), &chip.text);
    el("li").class(if chip.bad { "chip bad" } else { "chip" }).child(chip.text).child(
        el("button")
            .attr("type", "button")
            .class("chip-remove")
            .attr("aria-label", label)
            .on_click(remove)
            .child(icon(Glyph::Cross)),
    )
}
