//! A new password of one's own.

use contract::access::PasswordChange;
use contract::paths;
use leptos::prelude::*;

use super::section as card;
use crate::api::Method;
use crate::el::{El, div, el};
use crate::form::{After, Command, Form};
use crate::i18n::{access::Access, lang_now, settings::Settings};
use crate::load::Load;
use crate::ui::{self, Fault, Field, Kind, Look, submit, toast};

/// `sessions` is asked again after a change: the others have ended.
pub fn section(sessions: Load) -> El {
    let form = Form::new("own-");
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = move || {
        let empty = |value: RwSignal<String>| value.with_untracked(String::is_empty);
        let faults = [
            empty(current).then(|| Fault::of("own-current_password", Settings::EnterCurrent)),
            empty(password).then(|| Fault::of("own-password", Access::EnterPassword)),
        ];
        let faults: Vec<Fault> = faults.into_iter().flatten().collect();
        if !faults.is_empty() {
            return form.refuse(faults);
        }
        let change =
            PasswordChange { current_password: current.get_untracked(), password: password.get_untracked() };
        let after = After::done(move |_| {
            current.try_set(String::new());
            password.try_set(String::new());
            sessions.again();
            toast(Settings::Changed.text(lang_now()).to_owned());
        });
        form.send(Command::new(Method::Post, paths::OWN_PASSWORD.to_owned(), &change), after);
    };
    let present = Field::new("own-current_password", Settings::Current, current)
        .kind(Kind::Password)
        .faults(form.faults())
        .required();
    let element = form
        .element("stack", "own-password-form", save)
        .child(present.view())
        .child(ui::new_password(
            "own-password",
            Access::NewPassword,
            Access::PasswordHint,
            Access::ShowPassword,
            password,
            form.faults(),
        ))
        .child(
            div("cluster")
                .child(submit(Look::Plain, Settings::Change, form.sending()).id("own-password-save")),
        );
    card("settings-password", Settings::Password)
        .child(el("p").class("hint").child(Settings::PasswordText))
        .child(element)
}
