//! Words that others have used before, offered while one types: the browser's own list.

use contract::paths;
use leptos::prelude::*;
use serde::Deserialize;

use super::field::Field;
use crate::el::{El, Part, el};
use crate::load::load;

#[derive(Deserialize)]
struct Suggestion {
    value: String,
}

/// The list for an input; asked for once `wanted`, that is when somebody is about to type.
fn datalist(id: String, of: &'static str, wanted: RwSignal<bool>) -> El {
    let asked =
        load(move || if wanted.get() { format!("{}?of={of}", paths::SUGGESTIONS) } else { String::new() });
    el("datalist").id(id).live(move || {
        let words: Vec<Suggestion> = asked.items();
        words.into_iter().map(|word| el("option").attr("value", word.value)).collect::<Vec<_>>()
    })
}

/// An input with such a list: `field` gets the id of the list for its `list` attribute.
pub fn with_words(id: &str, of: &'static str, field: impl FnOnce(String) -> El) -> El {
    let list = format!("{id}-words");
    let wanted = RwSignal::new(false);
    field(list.clone()).on("focusin", move |_| wanted.set(true)).child(datalist(list, of, wanted))
}

/// A field with a hidden label and such a list.
pub fn suggested(id: &'static str, label: impl Part, of: &'static str, value: RwSignal<String>) -> El {
    let field = Field::new(id, label, value).hidden_label();
    with_words(id, of, |list| field.view_with(|input| input.attr("list", list)))
}
