//! A new API key. It is shown once, right after it is made.
//!
//! Invariant: nobody can tick a right that they do not have; the server refuses it too.

use contract::access::{CreatedApiKey, NewApiKey};
use contract::paths;
use domain::Permission;
use leptos::prelude::*;

use crate::api::{Method, read};
use crate::el::{El, div, el};
use crate::form::{After, Command, Form};
use crate::i18n::{access::Access, rights, shell::Shell};
use crate::kept::Kept;
use crate::session::use_session;
use crate::ui::{
    Fault, Field, Kind, Look, checkbox, copy_button, fault_of, focus_heading, heading, link_button, submit,
};
use crate::watch::memo;
use crate::zone;

/// A right and whether it is ticked.
type Scopes = Kept<Vec<(Permission, RwSignal<bool>)>>;

pub fn new_key() -> Vec<El> {
    let made = RwSignal::new(String::new());
    let fresh = memo(move || made.with(String::is_empty));
    let title = move || if fresh.get() { Access::NewKey } else { Access::KeyMade }.now().to_owned();
    let body = move || if fresh.get() { form(made) } else { key(&made.get_untracked()) };
    vec![heading(title), div("stack").live(body)]
}

fn form(made: RwSignal<String>) -> El {
    let form = Form::new("key-");
    let (name, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let own = Permission::ALL.iter().copied().filter(|right| *right != Permission::Session);
    let own = own.filter(|right| untrack(|| use_session().may(*right)));
    let scopes: Scopes = Kept::new(own.map(|right| (right, RwSignal::new(false))).collect());
    let zone = use_session().time_zone();
    // Only administrators, who have every right, make keys of no person.
    let service = RwSignal::new(false);
    let all = Permission::ALL.iter().all(|right| untrack(|| use_session().may(*right)));
    let save = move || match input(&zone, name, until, scopes, service) {
        Ok(new) => {
            let after = After::done(move |text| {
                made.set(text);
                focus_heading();
            });
            form.send(Command::new(Method::Post, paths::API_KEYS.to_owned(), &new), after);
        }
        Err(faults) => form.refuse(faults),
    };
    form.element("card stack form-narrow", "key-form", save)
        .child(
            Field::new("key-name", Access::KeyName, name)
                .hint(Access::KeyNameHint)
                .faults(form.faults())
                .required()
                .view(),
        )
        .child(boxes(form, scopes))
        .child(all.then(|| {
            div("stack-small")
                .child(checkbox("key-service_account", Access::ServiceAccount, service))
                .child(el("p").class("hint").child(Access::ServiceAccountHint))
        }))
        .child(
            Field::new("key-expires_at", Access::Expires, until)
                .kind(Kind::Date)
                .hint(Access::ExpiresHint)
                .faults(form.faults())
                .view(),
        )
        .child(
            div("cluster")
                .child(submit(Look::Primary, Access::MakeKey, form.sending()).id("key-save"))
                .child(link_button(Look::Plain, "/users/api-keys", Shell::Cancel)),
        )
}

/// What is typed, or what is wrong with it.
fn input(
    zone: &str,
    name: RwSignal<String>,
    until: RwSignal<String>,
    scopes: Scopes,
    service: RwSignal<bool>,
) -> Result<NewApiKey, Vec<Fault>> {
    let name = name.get_untracked().trim().to_owned();
    let chosen = scopes.with_value(|scopes| {
        let on = scopes.iter().filter(|(_, on)| on.get_untracked());
        on.map(|(right, _)| *right).collect::<Vec<_>>()
    });
    let until = until.get_untracked();
    let day = (!until.is_empty()).then(|| until.parse::<chrono::NaiveDate>().ok());
    let faults = [
        name.is_empty().then(|| Fault::of("key-name", Access::EnterKeyName)),
        chosen.is_empty().then(|| Fault::of("key-scopes", Access::ChooseScopes)),
        (day == Some(None)).then(|| Fault::of("key-expires_at", Access::BadDate)),
    ];
    let faults: Vec<Fault> = faults.into_iter().flatten().collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    // The last day counts whole: the key ends when the next one begins.
    let next = day.flatten().and_then(|day| day.succ_opt());
    let expires_at = next.map(|day| zone::start_of(zone, day));
    Ok(NewApiKey { name, scopes: chosen, expires_at, service_account: service.get_untracked() })
}

fn boxes(form: Form, scopes: Scopes) -> El {
    let one = |(right, on): &(Permission, RwSignal<bool>)| {
        checkbox(format!("key-scope-{}", right.as_str()), rights::permission(*right), *on)
    };
    let boxes = scopes.with_value(|scopes| scopes.iter().map(one).collect::<Vec<_>>());
    let fault = move || fault_of(form.faults(), "key-scopes").unwrap_or_default();
    el("fieldset")
        .class("choice")
        .id("key-scopes")
        .attr("tabindex", "-1")
        .attr("aria-describedby", "key-scopes-hint")
        .child(el("legend").class("field-label").child(Access::Scopes))
        .child(div("check-grid").child(boxes))
        .child(el("p").class("hint error").id("key-scopes-hint").child(crate::el::live_text(fault)))
}

/// The key itself, once.
fn key(text: &str) -> El {
    // The answer that showed it was lost, and it is kept nowhere.
    let key = read::<CreatedApiKey>(text).ok().and_then(|made| made.key);
    let said = if key.is_some() { Access::KeyOnce } else { Access::KeyNotShown };
    let shown = key.map(|key| {
        el("p")
            .class("new-key")
            .child(el("code").id("new-key").child(key.clone()))
            .child(copy_button(Access::CopyKey, key))
    });
    div("card stack form-narrow")
        .child(el("p").class("banner warning").attr("role", "status").child(said))
        .child(shown)
        .child(div("cluster").child(link_button(Look::Plain, "/users/api-keys", Access::ToKeys)))
}
