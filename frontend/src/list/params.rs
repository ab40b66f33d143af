//! Billing parameters as conditions: a key, and either text that it contains or bounds of a number.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use super::filter::{Filter, split_param};
use super::page::List;
use crate::el::{El, div, el, typed};
use crate::i18n::list::List as Words;
use crate::router::Step;
use crate::ui::suggest::suggested;
use crate::ui::{Field, Look, submit};

/// The form that adds a condition; the chips take it away.
pub fn rows(list: List, filter: &'static Filter) -> El {
    let key = filter.key;
    let (name, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let contains = RwSignal::new(true);
    let add = move || {
        let plain = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let number = |value: RwSignal<String>| plain(value).replace(',', ".").replace([' ', '\u{a0}'], "");
        let condition = if contains.get_untracked() {
            format!("{}~{}", plain(name), plain(text))
        } else {
            format!("{}:{}..{}", plain(name), number(from), number(to))
        };
        if split_param(&condition)
            .is_none_or(|(key, _, rest)| key.is_empty() || rest.is_empty() || rest == "..")
        {
            return;
        }
        let query = list.query_now();
        let mut all: Vec<String> = query.all(key).map(str::to_owned).collect();
        if !all.contains(&condition) {
            all.push(condition);
        }
        list.go(&query.with(key, &all), Step::Push);
        [name, text, from, to].into_iter().for_each(|value| value.set(String::new()));
        crate::ui::focus(key);
    };
    let id = |part: &str| format!("{key}-{part}");
    let mode = el("select")
        .class("input")
        .id(id("mode"))
        .attr("aria-label", Words::ParamMode)
        .on("change", move |event| contains.set(typed(&event) == "text"))
        .child(el("option").attr("value", "text").child(Words::ParamContains))
        .child(el("option").attr("value", "number").child(Words::ParamBetween))
        .prop("value", move || JsValue::from(if contains.get() { "text" } else { "number" }));
    let (text_id, from_id, to_id) = (id("text"), id("from"), id("to"));
    let values = move || {
        let field = |id: &str, label, value| Field::new(id.to_owned(), label, value).hidden_label();
        if contains.get() {
            vec![field(&text_id, Words::ParamText, text).view()]
        } else {
            let number =
                |id: &str, label, value| field(id, label, value).kind(crate::ui::Kind::Decimal).view();
            vec![number(&from_id, Words::From, from), number(&to_id, Words::To, to)]
        }
    };
    el("form")
        .class("params")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            add();
        })
        .child(el("span").class("field-label").child(filter.label))
        .child(
            div("params-row")
                .child(suggested(key, Words::ParamKey, "billing_key", name))
                .child(mode)
                .child(div("params-values").live(values))
                .child(submit(Look::Plain, Words::AddCondition, Signal::stored(false))),
        )
}
