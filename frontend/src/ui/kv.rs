//! Pairs of a key and a value that people add to and take from: identifying data, further contacts, billing parameters.
//!
//! Invariant: the inputs are rebuilt only when a row comes or goes, never while somebody types; the focus then goes to the new row,
//! or to the neighbour of the one that left. Ids are `PREFIX[2].key` and `PREFIX[2].value`, so faults find their inputs by place.
//! Absent on purpose: judgement. Whoever reads [`Pairs::read`] says what is wrong; [`json_value`] reads typed values.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::Value;

use super::button::{Look, button};
use super::field::{Field, Kind};
use super::icon::{Glyph, icon};
use super::suggest::with_words;
use super::summary::{Faults, focus};
use crate::el::{El, div, el, live, live_text};
use crate::i18n::{Lang, Msg, client_form, client_form::FormText, lang};
use crate::kept::Kept;

/// Kinds of typed values, as the select of a row has them.
pub const TEXT: &str = "text";
pub const NUMBER: &str = "number";
pub const JSON: &str = "json";

/// One pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    pub key: String,
    pub value: String,
    /// One of [`TEXT`], [`NUMBER`], [`JSON`]; empty where values are not typed.
    pub kind: String,
}

/// A row on the screen.
#[derive(Clone, Copy)]
struct Row {
    key: RwSignal<String>,
    value: RwSignal<String>,
    kind: RwSignal<String>,
    /// The form offers the key itself: it has a label instead of an input.
    known: bool,
}

/// The rows of one editor.
#[derive(Clone, Copy)]
pub struct Pairs {
    rows: Kept<Vec<Row>>,
    /// Grows with every row that comes or goes.
    round: RwSignal<usize>,
    /// Rows are added by listeners, which own nothing: their signals live as long as the editor.
    owner: Kept<Option<Owner>>,
}

/// How an editor looks.
pub struct Editor {
    /// Before `[2].key` in the ids: prefix of the form and the API's name.
    pub id: String,
    pub legend: Msg,
    /// Nobody needs to see the legend where a heading says the same.
    pub hidden_legend: bool,
    pub hint: Option<Msg>,
    pub add: Msg,
    /// What the API suggests for keys.
    pub keys: &'static str,
    /// The name of a known key, and whether its value is a date.
    pub name: fn(Lang, &str) -> String,
    pub is_date: fn(&str) -> bool,
    /// Values are texts, numbers or JSON.
    pub typed: bool,
    pub faults: Faults,
    /// A row came or went: faults no longer stand where they did.
    pub moved: Rc<dyn Fn()>,
}

impl Pairs {
    /// Belongs to whoever makes it.
    pub fn new() -> Self {
        Self { rows: Kept::new(Vec::new()), round: RwSignal::new(0), owner: Kept::new(Owner::current()) }
    }

    /// What is typed, row by row, blank ones too: their places are those of the faults. Not tracked.
    pub fn read(self) -> Vec<Pair> {
        let text = |value: RwSignal<String>| value.get_untracked();
        self.rows.with_value(|rows| {
            rows.iter()
                .map(|row| Pair { key: text(row.key), value: text(row.value), kind: text(row.kind) })
                .collect()
        })
    }

    /// Shows these pairs instead: first the known keys, with or without a value, then the rest.
    pub fn fill(self, known: &[&str], mut pairs: Vec<Pair>) {
        let mut rows = Vec::new();
        for key in known {
            let at = pairs.iter().position(|pair| pair.key == *key);
            let pair =
                at.map(|at| pairs.remove(at)).unwrap_or(Pair { key: (*key).to_owned(), ..Pair::default() });
            rows.push(self.row(pair, true));
        }
        rows.extend(pairs.into_iter().map(|pair| self.row(pair, false)));
        self.rows.set_value(rows);
        self.round.update(|round| *round += 1);
    }

    /// Offers other known keys; what has a value stays.
    pub fn offer(self, known: &[&str]) {
        let kept = self.read().into_iter().filter(|pair| !pair.value.trim().is_empty());
        self.fill(known, kept.collect());
    }

    fn row(self, pair: Pair, known: bool) -> Row {
        let make = || Row {
            key: RwSignal::new(pair.key),
            value: RwSignal::new(pair.value),
            kind: RwSignal::new(if pair.kind.is_empty() { TEXT.to_owned() } else { pair.kind }),
            known,
        };
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    fn add(self, id: &str) {
        let row = self.row(Pair::default(), false);
        let at = self.rows.with_value(Vec::len);
        self.rows.update_value(|rows| rows.push(row));
        self.round.update(|round| *round += 1);
        focus_later(format!("{id}[{at}].key"));
    }

    fn remove(self, at: usize, id: &str) {
        self.rows.update_value(|rows| {
            rows.remove(at);
        });
        self.round.update(|round| *round += 1);
        // The row that took its place, the last one, or the button that adds.
        let (left, known) =
            self.rows.with_value(|rows| (rows.len(), rows.iter().filter(|row| row.known).count()));
        focus_later(if left > known {
            format!("{id}[{}].remove", at.min(left - 1))
        } else {
            format!("{id}.add")
        });
    }

    pub fn view(self, look: Editor) -> El {
        let look = Rc::new(look);
        let (add, moved) = (Rc::clone(&look), Rc::clone(&look));
        let legend = if look.hidden_legend { "vh" } else { "kv-legend" };
        let shown = Rc::clone(&look);
        let rows = move || {
            self.round.track();
            let rows = self.rows.get_value();
            rows.into_iter().enumerate().map(|(at, row)| self.line(at, row, &shown)).collect::<Vec<_>>()
        };
        let button = button(Look::Plain, add.add).id(format!("{}.add", add.id)).on_click(move || {
            (moved.moved)();
            self.add(&moved.id);
        });
        let fieldset = el("fieldset")
            .class("kv")
            .child(el("legend").class(legend).child(look.legend))
            .child(look.hint.map(|hint| el("p").class("hint").child(hint)))
            .child(div("kv-rows").live(rows))
            .child(div("cluster").child(button));
        // One list of words for the keys of all rows.
        with_words(&look.id, look.keys, |_| fieldset)
    }

    fn line(self, at: usize, row: Row, look: &Rc<Editor>) -> El {
        let (key_id, value_id) = (format!("{}[{at}].key", look.id), format!("{}[{at}].value", look.id));
        if row.known {
            let (key, name) = (row.key.get_untracked(), look.name);
            let kind = if (look.is_date)(&key) { Kind::Date } else { Kind::Text };
            let label = live_text(move || name(lang(), &key));
            return Field::new(value_id, label, row.value).kind(kind).faults(look.faults).view();
        }
        let words = format!("{}-words", look.id);
        let key = Field::new(key_id, FormText::Key, row.key).faults(look.faults);
        let value = Field::new(value_id, FormText::Value, row.value).faults(look.faults).view();
        let gone = Rc::clone(look);
        let remove = button(Look::Quiet, icon(Glyph::Cross))
            .id(format!("{}[{at}].remove", look.id))
            .attr("aria-label", live(move || Some(client_form::remove_field(lang(), row.key.get().trim()))))
            .on_click(move || {
                (gone.moved)();
                self.remove(at, &gone.id);
            });
        div(if look.typed { "kv-row typed" } else { "kv-row" })
            .child(key.view_with(|input| input.attr("list", words)))
            .child(look.typed.then(|| kind_select(format!("{}[{at}].kind", look.id), row.kind)))
            .child(value)
            .child(remove)
    }
}

/// Once the rows are in the document.
pub fn focus_later(id: String) {
    request_animation_frame(move || focus(&id));
}

impl Default for Pairs {
    fn default() -> Self {
        Self::new()
    }
}

fn kind_select(id: String, kind: RwSignal<String>) -> El {
    use leptos::wasm_bindgen::JsValue;
    let options = [(TEXT, FormText::ValueText), (NUMBER, FormText::ValueNumber), (JSON, FormText::ValueJson)];
    let options = options.map(|(value, name)| el("option").attr("value", value).child(name));
    div("field")
        .child(el("label").class("field-label").attr("for", id.clone()).child(FormText::ValueKind))
        .child(
            el("select")
                .id(id)
                .class("input")
                .on("change", move |event| kind.set(crate::el::typed(&event)))
                .child(options)
                .prop("value", move || JsValue::from(kind.get())),
        )
}

/// A typed value as people edit it.
pub fn pair_of(key: &str, value: &Value) -> Pair {
    let (kind, value) = match value {
        Value::String(text) => (TEXT, text.clone()),
        Value::Number(number) => (NUMBER, number.to_string()),
        other => (JSON, other.to_string()),
    };
    Pair { key: key.to_owned(), value, kind: kind.to_owned() }
}

/// What a row with a typed value says. Numbers may have spaces between groups and a comma for a point.
///
/// # Errors
/// The code of the fault: `not_a_number`, `invalid_json`.
pub fn json_value(pair: &Pair) -> Result<Value, &'static str> {
    let text = pair.value.trim();
    match pair.kind.as_str() {
        NUMBER => {
            let plain =
                text.replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".").replace('\u{2212}', "-");
            let number = crate::json::from_str::<Value>(&plain).ok().filter(Value::is_number);
            number.ok_or("not_a_number")
        }
        JSON => crate::json::from_str(text).map_err(|_| "invalid_json"),
        _ => Ok(Value::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_typed_value_comes_back_as_it_was() {
        for value in
            [json!("550"), json!(550), json!(1.5), json!({"a": [1]}), json!(true), json!(null), json!("")]
        {
            assert_eq!(json_value(&pair_of("k", &value)), Ok(value));
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read =
            |text: &str| json_value(&Pair { key: "k".into(), value: text.into(), kind: NUMBER.into() });
        assert_eq!(read(" 1 250,50 ").unwrap().to_string(), "1250.50");
        assert_eq!(read("\u{2212}5"), Ok(json!(-5)));
        for bad in ["", "сто", "1,2,3", "\"5\"", "[1]"] {
            assert_eq!(read(bad), Err("not_a_number"), "{bad}");
        }
    }
}
