//! Somebody else has saved the client meanwhile: what differs, and two ways on. Nothing that was typed is lost.

use leptos::prelude::*;

use super::draft::Draft;
use super::editor::Editor;
use super::facts::{Fact, changes};
use crate::api::read;
use crate::el::{El, div, el};
use crate::i18n::{Lang, client::ClientText, client_form::FormText, lang};
use crate::pages::record::saved_by;
use crate::ui::{Column, Look, Row, button, cell, focus_soon, table};

const COLUMNS: &[Column] = &[
    Column::new(FormText::ColField),
    Column::new(FormText::ColBefore),
    Column::new(FormText::ColMine),
    Column::new(FormText::ColTheirs),
];

pub fn conflict(editor: Editor) -> El {
    div("conflict").maybe(move || editor.theirs.with(|theirs| !theirs.is_empty()).then(|| view(editor)))
}

fn view(editor: Editor) -> El {
    // As things stand when the conflict is found; what is typed later still counts.
    let mine = editor.draft();
    let rows = move || rows(editor, &mine, lang());
    let differs = !untrack(&rows).is_empty();
    let shown = if differs {
        table(FormText::ConflictTable, COLUMNS, rows, Signal::derive(|| false), None)
    } else {
        el("p").child(FormText::ConflictGone)
    };
    let keep =
        button(Look::Primary, FormText::KeepMine).id("conflict-mine").on_click(move || editor.resolve(true));
    let take = button(Look::Plain, FormText::TakeTheirs)
        .id("conflict-theirs")
        .on_click(move || editor.resolve(false));
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "conflict-title")
        .attr("data-testid", "conflict")
        .child(
            el("h2")
                .id("conflict-title")
                .attr("tabindex", "-1")
                .child(FormText::ConflictTitle)
                .ready(|title| focus_soon(title.clone())),
        )
        .child(editor.id.and_then(|id| saved_by("client", id, &editor.theirs.get_untracked())))
        .child(el("p").child(FormText::ConflictText))
        .child(shown)
        .child(div("cluster").child(differs.then_some(keep)).child(take))
}

fn rows(editor: Editor, mine: &Draft, lang: Lang) -> Vec<Row> {
    let Ok(record) = editor.theirs.with(|text| read::<serde_json::Value>(text)) else { return Vec::new() };
    let before = editor.base().map(|base| base.facts(lang)).unwrap_or_default();
    let differs = changes(mine.facts(lang), Draft::of(&record, lang).facts(lang));
    let row = |change: super::Change| {
        let was = before.iter().find(|fact: &&Fact| fact.key == change.key).map(|fact| fact.text.clone());
        let texts = [was.unwrap_or_default(), change.before, change.after];
        let mut cells = vec![cell(change.label)];
        cells.extend(texts.map(|text| if text.is_empty() { nothing(lang) } else { cell(text) }));
        Row { cells, ..Row::default() }
    };
    differs.into_iter().map(row).collect()
}

fn nothing(lang: Lang) -> El {
    el("span").class("muted").child(ClientText::Empty.text(lang))
}
