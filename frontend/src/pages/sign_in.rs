//! Signing in: a page for whoever is not there yet, a dialog over the page for whoever was.
//!
//! Invariant: the address stays, so that the wanted page opens after signing in; a lost session takes nothing that was typed.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::el::{El, div, el};
use crate::i18n::{problems, shell::Shell};
use crate::session::{use_api, use_session};
use crate::shell::{language_switch, theme_switch};
use crate::ui::{Fault, Field, Kind, Look, dialog, focus_soon, quiet_heading, set_faulty, submit, summary};
use crate::watch::spawn;

pub fn sign_in() -> El {
    let card = div("card stack")
        .child(
            el("div")
                .child(el("p").class("brand").child(Shell::Product))
                .child(el("p").class("muted").child(Shell::SignInLead)),
        )
        .child(quiet_heading(|| Shell::SignInTitle.now().to_owned()))
        .child(form());
    let foot = div("sign-in-foot").child(language_switch()).child(theme_switch());
    el("main").class("sign-in").child(card).child(foot)
}

/// Over the page after the server has forgotten the session.
pub fn sign_in_again() -> El {
    let lost = use_session().is_lost();
    dialog(
        "sign-in-again",
        Shell::SignInTitle,
        move || lost.get(),
        || (),
        || vec![div("stack").child(el("p").child(Shell::SessionEnded)).child(form())],
    )
}

/// What can be wrong with the form.
#[derive(Clone, PartialEq)]
enum Trouble {
    Missing { login: bool, password: bool },
    Refused(ApiError),
}

impl Trouble {
    fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Missing { login, password } => {
                let login = login.then(|| Fault::of("login", Shell::EnterLogin));
                let password = password.then(|| Fault::of("password", Shell::EnterPassword));
                login.into_iter().chain(password).collect()
            }
            Self::Refused(error) => vec![Fault::whole(problems::said(error))],
        }
    }
}

fn form() -> El {
    let (session, api) = (use_session(), use_api());
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let faults = Signal::derive(move || {
        trouble.with(|trouble| trouble.as_ref().map(Trouble::faults).unwrap_or_default())
    });
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let (name, secret) = (login.get_untracked().trim().to_owned(), password.get_untracked());
        if name.is_empty() || secret.is_empty() {
            set_faulty(true);
            trouble.set(Some(Trouble::Missing { login: name.is_empty(), password: secret.is_empty() }));
            return;
        }
        busy.set(true);
        trouble.set(None);
        spawn(async move {
            // On success this form is gone: nothing of it may be touched without asking.
            let result = session.sign_in(api, name, secret).await;
            busy.try_set(false);
            set_faulty(result.is_err());
            if let Err(error) = result {
                trouble.try_set(Some(Trouble::Refused(error)));
                password.try_set(String::new());
            }
        });
    };
    let login = Field::new("login", Shell::Login, login).kind(Kind::Login).faults(faults).required();
    let password =
        Field::new("password", Shell::Password, password).kind(Kind::Password).faults(faults).required();
    el("form")
        .class("stack")
        .attr("novalidate", true)
        .attr("data-testid", "sign-in-form")
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(summary(faults))
        .child(login.view_with(|input| input.ready(|input| focus_soon(input.clone()))))
        .child(password.view())
        .child(submit(Look::Primary, Shell::SignIn, busy.into()).id("sign-in"))
}
