//! A modal dialog on the browser's own `<dialog>`: it traps the focus, makes the rest inert and gives the focus back.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast;

use super::button::{Look, button, submit};
use crate::el::{El, Give, Part, div, el};
use crate::i18n::{Msg, shell::Shell};
use crate::watch::{effect, memo};

/// A dialog that is there while `open` says so; `cancel` is called when Esc asks to leave, `body` builds what is in it, anew each time.
pub fn dialog(
    id: &'static str,
    title: impl Part,
    open: impl Fn() -> bool + Send + Sync + 'static,
    cancel: impl Fn() + 'static,
    body: impl Fn() -> Vec<El> + 'static,
) -> El {
    shown(id, el("h2").child(title), Box::new(open), Box::new(cancel), Box::new(body))
}

/// Not generic, so that it exists once in the WASM file.
fn shown(
    id: &'static str,
    title: El,
    open: Box<dyn Give<bool> + Send + Sync>,
    cancel: Box<dyn Give<()>>,
    body: Box<dyn Give<Vec<El>>>,
) -> El {
    let open = memo(move || open.give());
    let title_id = format!("{id}-title");
    el("dialog")
        .id(id)
        .class("dialog")
        .attr("aria-labelledby", title_id.clone())
        .on("cancel", move |event| {
            event.prevent_default();
            cancel.give();
        })
        .on("close", move |event| {
            // Browsers close on a second Esc even after a refusal.
            if let Some(dialog) = of_event(&event).filter(|_| open.get_untracked()) {
                drop(dialog.show_modal());
            }
        })
        .child(title.id(title_id))
        .child(div("dialog-body").live(move || if open.get() { body.give() } else { Vec::new() }))
        .ready(move |node| {
            let Some(dialog) = node.dyn_ref::<HtmlDialogElement>().cloned() else { return };
            effect(move || match (open.get(), dialog.open()) {
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                (true, true) | (false, false) => {}
            });
        })
}

fn of_event(event: &leptos::web_sys::Event) -> Option<HtmlDialogElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// A question with a safe and an exact answer. The safe one has the focus.
pub struct Question {
    pub id: &'static str,
    pub title: Msg,
    /// What will happen, exactly.
    pub text: Rc<dyn Fn() -> String>,
    pub yes: Msg,
    pub look: Look,
}

/// Asks while `open` says so.
pub fn confirm(
    question: Question,
    open: impl Fn() -> bool + Send + Sync + 'static,
    no: impl Fn() + 'static,
    yes: impl Fn() + 'static,
) -> El {
    asked(question, Box::new(open), Rc::new(no), Rc::new(yes))
}

fn asked(
    question: Question,
    open: Box<dyn Give<bool> + Send + Sync>,
    no: Rc<dyn Fn()>,
    yes: Rc<dyn Fn()>,
) -> El {
    let Question { id, title, text, yes: word, look } = question;
    let cancel = Rc::clone(&no);
    dialog(
        id,
        title,
        move || open.give(),
        move || cancel(),
        move || {
            let (text, no, yes) = (Rc::clone(&text), Rc::clone(&no), Rc::clone(&yes));
            let actions = div("cluster dialog-actions")
                .child(button(Look::Plain, Shell::Cancel).attr("autofocus", true).on_click(move || no()))
                .child(button(look, word).on_click(move || yes()));
            vec![el("p").child(crate::el::live_text(move || text())), actions]
        },
    )
}

/// The row of buttons at the end of a dialog with a form.
pub fn dialog_actions(save: Msg, busy: Signal<bool>, cancel: impl FnMut() + 'static) -> El {
    div("cluster dialog-actions")
        .child(submit(Look::Primary, save, busy))
        .child(button(Look::Plain, Shell::Cancel).on_click(cancel))
}
