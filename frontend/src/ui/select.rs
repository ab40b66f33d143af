//! A choice from a short list, a checkbox, and a row of radio buttons: the browser's own controls with our labels.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use crate::el::{El, Part, checked, el, typed};

/// One thing to choose: its value and its name.
pub struct Choice {
    pub value: String,
    pub label: El,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Part) -> Self {
        Self { value: value.into(), label: el("span").child(label) }
    }
}

/// A drop-down list; `options` have the text in them.
pub fn select(id: &'static str, label: impl Part, value: RwSignal<String>, options: Vec<(String, El)>) -> El {
    let options = options.into_iter().map(|(option, text)| text.attr("value", option)).collect::<Vec<_>>();
    el("div").class("field").child(el("label").class("field-label").attr("for", id).child(label)).child(
        el("select")
            .id(id)
            .attr("name", id)
            .class("input")
            .on("change", move |event| value.set(typed(&event)))
            .child(options)
            .prop("value", move || JsValue::from(value.get())),
    )
}

/// An `option` with this text.
pub fn option(text: impl Part) -> El {
    el("option").child(text)
}

/// A box to tick.
pub fn checkbox(id: impl Into<String>, label: impl Part, on: RwSignal<bool>) -> El {
    let id: String = id.into();
    el("label")
        .class("check")
        .attr("for", id.clone())
        .child(
            el("input")
                .attr("type", "checkbox")
                .id(id)
                .prop("checked", move || JsValue::from(on.get()))
                .on("change", move |event| on.set(checked(&event))),
        )
        .child(el("span").child(label))
}

/// One of a few, all visible.
pub fn radios(name: &'static str, legend: impl Part, value: RwSignal<String>, choices: Vec<Choice>) -> El {
    let radio = move |choice: Choice| {
        let own = choice.value.clone();
        let picked = choice.value.clone();
        el("label")
            .class("check")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", name)
                    .attr("value", choice.value)
                    .prop("checked", move || JsValue::from(value.with(|value| *value == own)))
                    .on("change", move |_| value.set(picked.clone())),
            )
            .child(choice.label)
    };
    el("fieldset")
        .class("radios")
        .child(el("legend").class("field-label").child(legend))
        .child(el("div").class("cluster").child(choices.into_iter().map(radio).collect::<Vec<_>>()))
}
