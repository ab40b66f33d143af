//! Somebody else has saved the record meanwhile: what differs, and two ways on. Nothing that was typed is lost.

use leptos::prelude::*;

use super::Editor;
use super::draft::{Change, Draft};
use crate::el::{El, div, el};
use crate::i18n::{lang, services::Svc};
use crate::pages::clients::nothing;
use crate::pages::record::saved_by;
use crate::ui::{Column, Look, Row, button, cell, focus_soon, table};

const COLUMNS: &[Column] = &[
    Column::new(Svc::ColField),
    Column::new(Svc::ColBefore),
    Column::new(Svc::ColMine),
    Column::new(Svc::ColTheirs),
];

pub fn conflict(editor: Editor) -> El {
    div("edit-conflict").maybe(move || editor.other().map(|(theirs, _)| view(editor, theirs)))
}

/// As things stand when the conflict is found; what is typed later still counts.
fn view(editor: Editor, theirs: Draft) -> El {
    let (base, mine) = (editor.base.get_value(), editor.draft());
    let fields = editor.subject.fields;
    let changes = move || Draft::changes(fields, [&base, &mine, &theirs], lang());
    let differs = !untrack(&changes).is_empty();
    let shown = if differs {
        let rows = move || changes().into_iter().map(row).collect();
        table(Svc::ConflictTable, COLUMNS, rows, Signal::stored(false), None)
    } else {
        el("p").child(Svc::ConflictGone)
    };
    let keep =
        button(Look::Primary, Svc::KeepMine).id("conflict-mine").on_click(move || editor.resolve(true));
    let take =
        button(Look::Plain, Svc::TakeTheirs).id("conflict-theirs").on_click(move || editor.resolve(false));
    let title = el("h2")
        .id("conflict-title")
        .attr("tabindex", "-1")
        .child(Svc::ConflictTitle)
        .ready(|title| focus_soon(title.clone()));
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "conflict-title")
        .attr("data-testid", "conflict")
        .child(title)
        .child(editor.id.and_then(|id| saved_by(editor.subject.entity, id, &editor.theirs.get_untracked())))
        .child(el("p").child(Svc::ConflictText))
        .child(shown)
        .child(div("cluster").child(differs.then_some(keep)).child(take))
}

fn row(change: Change) -> Row {
    let texts = [change.before, change.mine, change.theirs];
    let mut cells = vec![cell(change.label)];
    cells.extend(texts.map(|text| if text.is_empty() { nothing(lang()) } else { cell(text) }));
    Row { cells, ..Row::default() }
}
