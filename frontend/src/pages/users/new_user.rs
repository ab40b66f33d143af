//! A new user. The password is told to the person, not sent anywhere.

use contract::access::{NewUser, User};
use contract::paths;
use domain::Role;
use leptos::prelude::*;

use super::user::roles;
use crate::api::{Method, read};
use crate::el::{El, div};
use crate::form::{After, Command, Form};
use crate::i18n::{Msg, access::Access, lang_now, shell::Shell};
use crate::router;
use crate::ui::{self, Fault, Field, Kind, Look, heading, link_button, select, submit, toast};

pub fn new_user() -> Vec<El> {
    let form = Form::new("user-");
    let text = || RwSignal::new(String::new());
    let (login, name, password) = (text(), text(), text());
    let role = RwSignal::new(Role::Operator.as_str().to_owned());
    let typed =
        move || [login, name, password].iter().any(|value| value.with_untracked(|value| !value.is_empty()));
    router::guard(typed);
    let save = move || {
        let empty = |value: RwSignal<String>, id: &str, words: Msg| {
            value.with_untracked(|value| value.trim().is_empty()).then(|| Fault::of(id, words))
        };
        let faults = [
            empty(login, "user-login", Access::EnterLogin),
            empty(password, "user-password", Access::EnterPassword),
        ];
        let faults: Vec<Fault> = faults.into_iter().flatten().collect();
        let Some(role) = Role::parse(&role.get_untracked()).ok().filter(|_| faults.is_empty()) else {
            return form.refuse(faults);
        };
        let new = NewUser {
            login: login.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            role,
            password: password.get_untracked(),
        };
        form.send(Command::new(Method::Post, paths::USERS.to_owned(), &new), After::done(made));
    };
    let field = |id: &'static str, label, value| Field::new(id, label, value).faults(form.faults());
    let element = form
        .element("card stack form-narrow", "user-form", save)
        .child(
            field("user-login", Access::Login, login)
                .kind(Kind::Email)
                .hint(Access::LoginHint)
                .required()
                .view(),
        )
        .child(field("user-name", Access::Name, name).view())
        .child(select("user-role", Access::Role, role, roles()))
        .child(ui::new_password(
            "user-password",
            Access::Password,
            Access::PasswordHint,
            Access::ShowPassword,
            password,
            form.faults(),
        ))
        .child(
            div("cluster")
                .child(submit(Look::Primary, Access::Create, form.sending()).id("user-save"))
                .child(link_button(Look::Plain, "/users", Shell::Cancel)),
        );
    vec![heading(|| Access::NewUser.now().to_owned()), element]
}

fn made(text: String) {
    toast(Access::Saved.text(lang_now()).to_owned());
    let id = read::<User>(&text).map(|user| user.id);
    router::done(&id.map_or_else(|_| "/users".to_owned(), |id| format!("/users/{id}")));
}
