//! Which columns of a list are shown: everybody's own choice, which this browser remembers for each list.
//!
//! Invariant: the first column stays, so that a row has its link. The style sheet hides the others by their numbers, so that the table
//! need not be made anew; a file has all columns.

use leptos::prelude::*;

use super::spec::ListSpec;
use crate::el::{El, div, live};
use crate::i18n::{list::List as Words, shell::Shell};
use crate::prefs;
use crate::ui::{self, Look, button, checkbox};
use crate::watch::effect;

/// The hidden columns of a list, a bit for each.
pub type Hidden = RwSignal<u32>;

pub fn hidden(spec: &ListSpec) -> Hidden {
    let remembered = prefs::columns(spec.name).and_then(|text| read(&text, spec.columns.len()));
    RwSignal::new(remembered.unwrap_or_else(|| usual(spec)))
}

fn usual(spec: &ListSpec) -> u32 {
    let optional = spec.columns.iter().enumerate().filter(|(_, column)| column.is_optional());
    optional.fold(0, |hidden, (at, _)| hidden | 1 << at)
}

/// `8:5` are the first and the third of eight columns. A list that has got other columns since forgets.
fn read(text: &str, columns: usize) -> Option<u32> {
    let (of, hidden) = text.split_once(':')?;
    if of.parse() == Ok(columns) { hidden.parse().ok() } else { None }
}

/// The numbers of the hidden columns from one on, for the style sheet.
pub fn numbers(hidden: Hidden) -> String {
    let hidden = hidden.get();
    let numbers = (0..u32::BITS).filter(|at| hidden & 1 << at != 0).map(|at| (at + 1).to_string());
    numbers.collect::<Vec<_>>().join(" ")
}

/// The button, and the dialog that it opens.
pub fn choice(spec: &'static ListSpec, hidden: Hidden) -> El {
    let open = RwSignal::new(false);
    let shut = move || open.set(false);
    let body = move || {
        let boxes = spec.columns.iter().enumerate().skip(1).map(|(at, column)| {
            let on = RwSignal::new(hidden.get_untracked() & 1 << at == 0);
            effect(move || {
                let shown = on.get();
                hidden
                    .update(|hidden| *hidden = if shown { *hidden & !(1 << at) } else { *hidden | 1 << at });
                let now = hidden.get_untracked();
                let chosen = (now != usual(spec)).then(|| format!("{}:{now}", spec.columns.len()));
                prefs::set_columns(spec.name, chosen.as_deref());
            });
            checkbox(format!("column-{at}"), column.head, on)
        });
        let close = button(Look::Primary, Shell::Close).id("columns-close").on_click(shut);
        vec![div("stack-small").child(boxes.collect::<Vec<_>>()), div("cluster dialog-actions").child(close)]
    };
    let opener = button(Look::Quiet, Words::Columns)
        .id("columns-open")
        .attr("aria-haspopup", "dialog")
        .on_click(move || open.set(true));
    div("no-print").child(opener).child(ui::dialog("columns", Words::Columns, move || open.get(), shut, body))
}

/// Of what the table stands in.
pub fn marked(place: El, hidden: Hidden) -> El {
    place.attr("data-hidden", live(move || Some(numbers(hidden))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_other_columns_is_forgotten() {
        assert_eq!(read("8:192", 8), Some(192));
        for text in ["7:192", "8:", "8:x", "192", ""] {
            assert_eq!(read(text, 8), None, "{text}");
        }
    }
}
