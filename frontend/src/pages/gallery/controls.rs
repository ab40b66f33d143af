//! Buttons, fields, choices.

use std::rc::Rc;

use leptos::prelude::*;

use super::Section;
use crate::el::{El, div, el};
use crate::i18n::gallery::Gallery;
use crate::pages::pick;
use crate::ui::{
    self, Choice, Fault, Field, Glyph, Kind, Look, Question, ToastAction, button, checkbox, icon,
    link_button, option, radios, segment, segmented, select, submit, tab, tabs, toast, toast_with,
};

pub fn sections() -> Vec<Section> {
    vec![
        ("Buttons", buttons()),
        ("Icons", icons()),
        ("Fields", fields()),
        ("Choices", choices()),
        ("Combobox", combobox()),
        ("Tabs and segments", vec![sections_of_a_page(), segments()]),
        ("Dialogs", dialogs()),
        ("Toasts", toasts()),
    ]
}

fn row(parts: Vec<El>) -> El {
    div("cluster").child(parts)
}

fn buttons() -> Vec<El> {
    let looks = [Look::Primary, Look::Plain, Look::Quiet, Look::Danger];
    let plain = looks.map(|look| button(look, Gallery::Label)).into_iter().collect();
    let off =
        looks.map(|look| button(look, Gallery::Label).attr("aria-disabled", "true")).into_iter().collect();
    let busy = looks.map(|look| submit(look, Gallery::Label, Signal::stored(true))).into_iter().collect();
    let links = looks.map(|look| link_button(look, "/ui", Gallery::Label)).into_iter().collect();
    let more = vec![button(Look::Plain, Gallery::Long), ui::copy_button(Gallery::Label, "copied".to_owned())];
    vec![row(plain), row(off), row(busy), row(links), row(more)]
}

fn icons() -> Vec<El> {
    use Glyph as G;
    let all = [
        G::Home,
        G::People,
        G::Box,
        G::List,
        G::Bank,
        G::Key,
        G::Gear,
        G::Search,
        G::Code,
        G::Menu,
        G::Cross,
        G::Leave,
        G::Copy,
        G::Up,
        G::Down,
        G::Both,
    ];
    vec![row(all.map(icon).into_iter().collect())]
}

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

fn fields() -> Vec<El> {
    let faults = Signal::stored(vec![Fault::of("g-fault", Gallery::WhatAndWhere)]);
    let kinds = [
        ("g-decimal", Kind::Decimal, "1 234,56"),
        ("g-date", Kind::Date, "2026-11-21"),
        ("g-tel", Kind::Tel, "+7 978 845-13-64"),
        ("g-email", Kind::Email, "name@example.ru"),
        ("g-password", Kind::Password, "secret"),
        ("g-area", Kind::Area, "Several\nlines"),
    ];
    let kinds = kinds.map(|(id, kind, value)| Field::new(id, Gallery::Label, text(value)).kind(kind).view());
    let mut all = vec![
        Field::new("g-plain", Gallery::Label, text("")).hint(Gallery::Hint).view(),
        Field::new("g-required", Gallery::Long, text("")).required().view(),
        Field::new("g-fault", Gallery::Label, text("abc")).hint(Gallery::Hint).faults(faults).view(),
        Field::new("g-frozen", Gallery::Label, text("frozen")).frozen(|| true).view(),
        Field::new("g-warning", Gallery::Label, text("9"))
            .live_hint(|| ("A hint that warns".to_owned(), true))
            .view(),
        ui::new_password(
            "g-new-password",
            Gallery::Label,
            Gallery::Hint,
            Gallery::Long,
            text(""),
            Signal::stored(Vec::new()),
        ),
    ];
    all.extend(kinds);
    vec![div("filters-grid").child(all)]
}

fn choices() -> Vec<El> {
    let options = ["one", "two", "three"].map(|word| (word.to_owned(), option(word))).into_iter().collect();
    let radio = ["one", "two"].map(|word| Choice::new(word, word)).into_iter().collect();
    vec![
        select("g-select", Gallery::Label, text("two"), options),
        radios("g-radios", Gallery::Label, text("one"), radio),
        row(vec![
            checkbox("g-off", Gallery::Label, RwSignal::new(false)),
            checkbox("g-on", Gallery::Long, RwSignal::new(true)),
        ]),
    ]
}

fn combobox() -> Vec<El> {
    let empty = pick::client("g-client");
    let chosen = pick::client("g-chosen");
    chosen.choose("12", "ООО Ромашка");
    let faults = Signal::stored(vec![Fault::of("g-wrong", Gallery::ChooseFromList)]);
    let wrong = pick::service("g-wrong");
    wrong.text.set("nothing like it".to_owned());
    vec![div("filters-grid").child([
        empty.view(Gallery::Label, |field| field),
        chosen.view(Gallery::Label, |field| field),
        wrong.view(Gallery::Label, |field| field.faults(faults)),
    ])]
}

fn sections_of_a_page() -> El {
    let on = |name: &'static str, current: bool| tab(name, || "/ui".to_owned(), move || current);
    tabs("Tabs of the gallery", vec![on("Current", true), on("Another", false), on("One more", false)])
}

fn segments() -> El {
    let chosen = text("a");
    let one = |word: &'static str| {
        segment(word, move || chosen.with(|chosen| chosen == word), move || chosen.set(word.to_owned()))
    };
    segmented(Gallery::Label, vec![one("a"), one("b"), one("c")])
}

fn dialogs() -> Vec<El> {
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let question = Question {
        id: "g-confirm",
        title: Gallery::Label,
        text: Rc::new(|| "What will happen, exactly.".to_owned()),
        yes: Gallery::Label,
        look: Look::Danger,
    };
    let body = move || {
        let form = el("form").class("stack").on("submit", move |event| {
            event.prevent_default();
            open.set(false);
        });
        let actions = ui::dialog_actions(Gallery::Label, Signal::stored(false), move || open.set(false));
        vec![
            form.child(Field::new("g-dialog-field", Gallery::Label, text("")).hint(Gallery::Hint).view())
                .child(actions),
        ]
    };
    vec![
        row(vec![
            button(Look::Plain, "Dialog").id("g-open").on_click(move || open.set(true)),
            button(Look::Plain, "Question").id("g-ask").on_click(move || asking.set(true)),
        ]),
        ui::dialog("g-dialog", Gallery::Label, move || open.get(), move || open.set(false), body),
        ui::confirm(question, move || asking.get(), move || asking.set(false), move || asking.set(false)),
    ]
}

fn toasts() -> Vec<El> {
    let undo = ToastAction { label: Gallery::Label, run: Rc::new(|| toast("Done".to_owned())) };
    vec![row(vec![
        button(Look::Plain, "Toast").id("g-toast").on_click(|| toast("Something has happened".to_owned())),
        button(Look::Plain, "Toast with an action")
            .on_click(move || toast_with("Something has happened".to_owned(), undo.clone())),
    ])]
}
