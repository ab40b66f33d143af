//! Words that others have used before, offered while one types: the browser's own list.

use contract::paths;
use leptos::prelude::*;
use serde::Deserialize;

use super::field::Field;
use crate::el::{El, Part, el};
use crate::load::load;

#[derive(Deserialize)]
struct Suggestions {
    items: Vec<Suggestion>,
}

#[derive(Deserialize)]
struct Suggestion {
    value: String,
}

/// The list for the input with this id.
pub fn datalist(key: &str, of: &'static str) -> El {
    let asked = load(move || format!("{}?of={of}", paths::SUGGESTIONS));
    el("datalist").id(format!("{key}-words")).live(move || {
        let words = asked.read::<Suggestions>().map(|found| found.items).unwrap_or_default();
        words.into_iter().map(|word| el("option").attr("value", word.value)).collect::<Vec<_>>()
    })
}

/// A field with such a list.
pub fn suggested(id: &'static str, label: impl Part, of: &'static str, value: RwSignal<String>) -> El {
    let list = format!("{id}-words");
    Field::new(id, label, value).hidden_label().view_with(|input| input.attr("list", list)).child(datalist(id, of))
}
