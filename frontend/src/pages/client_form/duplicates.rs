//! "There seems to be such a client already": go to one of them, go back, or create all the same.

use contract::clients::OnDuplicate;
use contract::problem::Candidate;
use leptos::prelude::*;

use super::editor::Editor;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{client_form::FormText, lang, phrases};
use crate::ui::{Look, button, dialog};

pub fn duplicates(editor: Editor) -> El {
    let close = move || editor.asking.set(false);
    dialog(
        "client-duplicates",
        FormText::DuplicateTitle,
        move || editor.asking.get(),
        close,
        move || {
            let found = editor.candidates.get_value().into_iter().map(candidate).collect::<Vec<_>>();
            let anyway =
                button(Look::Plain, FormText::CreateAnyway).id("client-anyway").on_click(move || {
                    close();
                    editor.submit(OnDuplicate::Allow);
                });
            let back = button(Look::Primary, FormText::BackToForm).attr("autofocus", true).on_click(close);
            vec![
                el("p").child(FormText::DuplicateText),
                el("ul").class("candidates").child(found),
                div("cluster dialog-actions").child(back).child(anyway),
            ]
        },
    )
}

fn candidate(client: Candidate) -> El {
    let phone = client.phone.as_deref().map(format::phone);
    let known = [Some(phrases::number(lang(), client.id)), phone, client.email];
    let known = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    el("li")
        .child(el("a").attr("href", format!("/clients/{}", client.id)).child(client.name))
        .child(el("span").class("muted").child(known))
}
