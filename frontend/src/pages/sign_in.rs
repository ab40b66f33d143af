//! Signing in: a page for whoever is not there yet, a dialog over the page for whoever was.
//!
//! Invariant: the address stays, so that the wanted page opens after signing in; a lost session takes nothing that was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::i18n::{Lang, Message, problems, shell::Shell, t, ts, use_i18n};
use crate::session::{use_api, use_session};
use crate::shell::{LanguageSwitch, ThemeSwitch};
use crate::ui::{Button, Dialog, Fault, Heading, Headings, Kind, Look, Summary, TextField, focus};

#[component]
pub fn SignIn() -> impl IntoView {
    view! {
        <main class="sign-in">
            <div class="card stack">
                <div>
                    <p class="brand">{t(Shell::Product)}</p>
                    <p class="muted">{t(Shell::SignInLead)}</p>
                </div>
                <Heading text=ts(Shell::SignInTitle) quiet=true/>
                <Form/>
            </div>
            <div class="sign-in-foot">
                <LanguageSwitch/>
                <ThemeSwitch/>
            </div>
        </main>
    }
}

/// Over the page after the server has forgotten the session.
#[component]
pub fn SignInAgain() -> impl IntoView {
    view! {
        <Dialog id="sign-in-again" open=use_session().is_lost() title=ts(Shell::SignInTitle)>
            <div class="stack">
                <p>{t(Shell::SessionEnded)}</p>
                <Form/>
            </div>
        </Dialog>
    }
}

/// What can be wrong with the form.
#[derive(Clone, PartialEq)]
enum Trouble {
    Missing { login: bool, password: bool },
    Refused(ApiError),
}

impl Trouble {
    fn faults(&self, lang: Lang) -> Vec<Fault> {
        let fault = |field, text: String| Fault { field, text };
        match self {
            Self::Missing { login, password } => {
                let missing =
                    [(*login, "login", Shell::EnterLogin), (*password, "password", Shell::EnterPassword)];
                let missing = missing.into_iter().filter(|(missing, ..)| *missing);
                missing.map(|(_, field, message)| fault(Some(field), message.text(lang).to_owned())).collect()
            }
            Self::Refused(error) => vec![fault(None, problems::error(lang, error))],
        }
    }
}

#[component]
fn Form() -> impl IntoView {
    let (session, api, i18n) = (use_session(), use_api(), use_i18n());
    let headings = expect_context::<Headings>();
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let faults = Signal::derive(move || {
        let lang = i18n.lang();
        trouble.with(|trouble| trouble.as_ref().map(|trouble| trouble.faults(lang)).unwrap_or_default())
    });
    let fault_of = move |field: &'static str| {
        Signal::derive(move || {
            faults.get().into_iter().find(|fault| fault.field == Some(field)).map(|f| f.text)
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (name, secret) = (login.get_untracked().trim().to_owned(), password.get_untracked());
        if name.is_empty() || secret.is_empty() {
            headings.set_faulty(true);
            trouble.set(Some(Trouble::Missing { login: name.is_empty(), password: secret.is_empty() }));
            return;
        }
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            // On success this form is gone: nothing of it may be touched without asking.
            let result = session.sign_in(api, name, secret).await;
            busy.try_set(false);
            headings.set_faulty(result.is_err());
            if let Err(error) = result {
                trouble.try_set(Some(Trouble::Refused(error)));
                password.try_set(String::new());
            }
        });
    };
    request_animation_frame(|| focus("login"));
    view! {
        <form class="stack" novalidate on:submit=submit data-testid="sign-in-form">
            <Summary faults/>
            <TextField
                id="login"
                label=ts(Shell::Login)
                value=login
                error=fault_of("login")
                kind=Kind::Login
                required=true
            />
            <TextField
                id="password"
                label=ts(Shell::Password)
                value=password
                error=fault_of("password")
                kind=Kind::Password
                required=true
            />
            <Button look=Look::Primary submit=true busy id="sign-in">{t(Shell::SignIn)}</Button>
        </form>
    }
}
