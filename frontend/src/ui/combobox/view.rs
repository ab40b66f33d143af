//! The input, the list under it and the line for screen readers.

use domain::swap_layout;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlInputElement};

use super::marks::marks;
use super::{Combobox, Hit, NONE};
use crate::el::{El, div, el, key_event, live, live_text};
use crate::i18n::{combobox::Combo, lang};
use crate::ui::badge::{Tone, badge};
use crate::ui::button::{Look, button};
use crate::ui::field::Field;
use crate::ui::icon::{Glyph, icon};

/// Narrower screens have the input at their top while it is used: the keyboard takes the lower half.
const PHONE_PX: f64 = 480.0;

impl Combobox {
    /// The field with its label, hint and error; `dress` adds faults and such.
    pub fn view(self, label: impl crate::el::Part, dress: impl FnOnce(Field) -> Field) -> El {
        let field = Field::new(self.id, label, self.text).hint(self.source.hint);
        dress(field).view_with(move |input| self.wrap(input))
    }

    fn wrap(self, input: El) -> El {
        let chosen = el("input")
            .attr("type", "hidden")
            .id(format!("{}-id", self.id))
            .prop("value", move || JsValue::from(self.value.get()));
        let status = div("vh")
            .id(format!("{}-status", self.id))
            .attr("role", "status")
            .attr("aria-live", "polite")
            .child(Signal::from(self.status));
        div("combo")
            .child(self.input(input))
            .child(chosen)
            .maybe(move || self.clear_button())
            .child(self.popup())
            .child(status)
    }

    fn input(self, input: El) -> El {
        let expanded = move || self.open.get() && self.has_options();
        let pointed = move || {
            let active = self.active.get();
            (expanded() && active != NONE).then(|| self.option_id(active, self.hits().len()))
        };
        input
            .attr("role", "combobox")
            .attr("aria-autocomplete", "list")
            .attr("aria-expanded", live(move || Some(expanded().to_string())))
            .attr("aria-controls", self.list_id())
            .attr("aria-activedescendant", live(pointed))
            .attr("spellcheck", "false")
            .on("input", move |_| {
                if !self.composing.get_untracked() {
                    self.changed();
                }
            })
            .on("compositionstart", move |_| self.composing.set(true))
            .on("compositionend", move |_| {
                self.composing.set(false);
                self.changed();
            })
            .on("keydown", move |event| {
                let frozen = event.target().and_then(input_of).is_some_and(|input| input.read_only());
                if let Some(event) = key_event(&event).filter(|_| !frozen) {
                    self.key(event);
                }
            })
            .on("focus", move |event| {
                let Some(input) = event.target().and_then(input_of) else { return };
                if !self.value.with_untracked(String::is_empty) {
                    // Typing replaces what is chosen.
                    input.select();
                }
                if window()
                    .inner_width()
                    .ok()
                    .and_then(|width| width.as_f64())
                    .is_some_and(|width| width < PHONE_PX)
                {
                    input.scroll_into_view();
                }
            })
            .on("blur", move |_| self.close())
    }

    fn list_id(self) -> String {
        format!("{}-lb", self.id)
    }

    /// Whether the list has anything to choose; tracked.
    fn has_options(self) -> bool {
        self.creation().is_some() || !self.hits().is_empty()
    }

    /// For the mouse only: with the keyboard one types, and Tab leads on.
    fn clear_button(self) -> Option<El> {
        let shown = !self.value.with(String::is_empty);
        shown.then(|| {
            el("button")
                .attr("type", "button")
                .class("combo-clear")
                .id(format!("{}-clear", self.id))
                .attr("tabindex", "-1")
                .attr("aria-label", Combo::Clear)
                .on_click(move || {
                    self.clear();
                    self.focus();
                })
                .child(icon(Glyph::Cross))
        })
    }

    fn popup(self) -> El {
        let list = el("ul")
            .id(self.list_id())
            .class("combo-list")
            .attr("role", "listbox")
            .attr("aria-label", self.source.list)
            .attr("hidden", live(move || (!self.has_options()).then(String::new)))
            .live(move || self.options());
        div("combo-pop")
            .attr("hidden", live(move || (!self.open.get()).then(String::new)))
            // The input keeps the focus.
            .on("mousedown", |event| event.prevent_default())
            .child(div("combo-notes").maybe(move || self.note()))
            .child(list)
    }

    /// What is to say beside the options.
    fn note(self) -> Option<El> {
        let line = || el("p").class("combo-note");
        if self.slow.get() {
            return Some(line().child(Combo::Searching));
        }
        if self.failed.get() {
            let retry = button(Look::Quiet, Combo::Retry)
                .id(format!("{}-retry", self.id))
                .attr("tabindex", "-1")
                .on_click(move || self.ask());
            return Some(line().child(Combo::Failed).child(retry));
        }
        self.hits().is_empty().then(|| line().child(Combo::Nothing))
    }

    fn options(self) -> Vec<El> {
        let hits = self.hits();
        let typed = self.answered.get_untracked();
        let last = hits.len();
        let mut options: Vec<El> = hits
            .into_iter()
            .enumerate()
            .map(|(index, hit)| self.option(index, index + 1, content(hit, &typed)))
            .collect();
        if let Some(creation) = self.creation() {
            let label = move || format!("+ {}", (creation.label)(lang(), self.text.get().trim()));
            options.push(self.option(
                last,
                last,
                vec![el("span").class("combo-new").child(live_text(label))],
            ));
        }
        options
    }

    /// `hits`: anything above `index` makes it a hit.
    fn option(self, index: usize, hits: usize, content: Vec<El>) -> El {
        el("li")
            .id(self.option_id(index, hits))
            .class("combo-option")
            .attr("role", "option")
            .attr("aria-selected", live(move || Some((self.active.get() == index).to_string())))
            .on_click(move || self.accept(index))
            .child(content)
    }
}

fn input_of(target: leptos::web_sys::EventTarget) -> Option<HtmlInputElement> {
    target.dyn_into::<Element>().ok()?.dyn_into().ok()
}

/// Two lines; the first shows what matches.
fn content(hit: Hit, typed: &str) -> Vec<El> {
    let typed = if hit.other_layout { swap_layout(typed) } else { typed.to_owned() };
    let pieces = marks(&hit.title, &typed).into_iter();
    let pieces = pieces.map(|(piece, matches)| el(if matches { "mark" } else { "span" }).child(piece));
    let title = el("span").class("combo-title").child(pieces.collect::<Vec<_>>());
    let layout = hit.other_layout.then(|| badge(Tone::Neutral, Combo::OtherLayout));
    let mut lines = vec![div("combo-line").child(title).child(layout)];
    if !hit.detail.is_empty() {
        lines.push(el("span").class("combo-detail").child(hit.detail));
    }
    lines
}
