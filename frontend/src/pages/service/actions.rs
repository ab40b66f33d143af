//! What can be done with the service, as the server says; the commands are asked about first.
//!
//! Invariant: a dialog says exactly what will happen; what has operations is archived, what has none is deleted, and there is one
//! button for it. Drawn anew only when the set of actions changes, so that a focused button stays.

use std::rc::Rc;

use contract::paths;
use contract::services::Service;
use domain::Action;
use leptos::prelude::*;

use crate::api::Method;
use crate::el::{El, div};
use crate::form::{After, Command, Form};
use crate::i18n::{
    Lang, Msg, lang, lang_now,
    services::{self as words, Svc},
};
use crate::load::Load;
use crate::router;
use crate::ui::{self, Look, Question, focus_heading};
use crate::watch::memo;

/// A command that is asked about first.
struct Act {
    action: Action,
    /// Id of the button; that of the dialog.
    id: &'static str,
    question: &'static str,
    label: Msg,
    title: Msg,
    yes: Msg,
    look: Look,
    method: Method,
    path: fn(i64) -> String,
    effect: fn(Lang, &str) -> String,
    done: fn(Lang, &str) -> String,
}

static ACTS: [Act; 3] = [
    Act {
        action: Action::Delete,
        id: "service-delete",
        question: "service-delete-question",
        label: Svc::Delete,
        title: Svc::DeleteTitle,
        yes: Svc::DeleteYes,
        look: Look::Danger,
        method: Method::Delete,
        path: paths::service,
        effect: words::delete_effect,
        done: words::deleted,
    },
    Act {
        action: Action::Archive,
        id: "service-archive",
        question: "service-archive-question",
        label: Svc::Archive,
        title: Svc::ArchiveTitle,
        yes: Svc::ArchiveYes,
        look: Look::Danger,
        method: Method::Post,
        path: paths::service_archive,
        effect: words::archive_effect,
        done: words::archived,
    },
    Act {
        action: Action::Restore,
        id: "service-restore",
        question: "service-restore-question",
        label: Svc::Restore,
        title: Svc::RestoreTitle,
        yes: Svc::RestoreYes,
        look: Look::Primary,
        method: Method::Post,
        path: paths::service_restore,
        effect: words::restore_effect,
        done: words::restored,
    },
];

fn allowed(service: &Service, action: Action) -> bool {
    service.available_actions.iter().any(|offer| offer.action == action && offer.allowed)
}

/// Whether the button is there. What can be deleted is not archived.
fn is_offered(service: &Service, action: Action) -> bool {
    allowed(service, action) && !(action == Action::Archive && allowed(service, Action::Delete))
}

fn name(load: Load) -> String {
    load.read::<Service>().map(|service| service.name).unwrap_or_default()
}

pub fn actions(id: i64, load: Load) -> El {
    let form = Form::new("service-");
    // Id of the button whose question is open.
    let asked = RwSignal::new(String::new());
    let offered = memo(move || {
        let all = [Action::Edit, Action::Delete, Action::Archive, Action::Restore];
        let service = load.read::<Service>();
        let offered =
            all.into_iter().filter(|action| service.as_ref().is_some_and(|it| is_offered(it, *action)));
        offered.map(Action::as_str).collect::<Vec<_>>().join(" ")
    });
    let buttons = move || {
        let offered = offered.get();
        let is = |action: Action| offered.split(' ').any(|word| word == action.as_str());
        let edit = is(Action::Edit)
            .then(|| ui::link_button(Look::Primary, format!("/services/{id}/edit"), Svc::Edit).id("edit"));
        let acts = ACTS.iter().filter(|act| is(act.action)).map(|act| {
            let look = if act.look == Look::Danger { Look::Danger } else { Look::Plain };
            ui::button(look, act.label).id(act.id).on_click(move || asked.set(act.id.to_owned()))
        });
        edit.into_iter().chain(acts).collect::<Vec<_>>()
    };
    let bar = div("cluster no-print").attr("role", "group").attr("aria-label", Svc::Actions).live(buttons);
    let questions = ACTS.iter().map(|act| question(id, load, form, act, asked)).collect::<Vec<_>>();
    div("stack").child(bar).child(ui::summary(form.faults())).child(questions)
}

fn question(id: i64, load: Load, form: Form, act: &'static Act, asked: RwSignal<String>) -> El {
    let text = move || (act.effect)(lang(), &name(load));
    let question =
        Question { id: act.question, title: act.title, text: Rc::new(text), yes: act.yes, look: act.look };
    let close = move || asked.set(String::new());
    let yes = move || {
        close();
        let name = untrack(|| name(load));
        form.send(Ok(Command::bare(act.method, (act.path)(id))), after(load, act, asked, name));
    };
    ui::confirm(question, move || asked.with(|asked| asked == act.id), close, yes)
}

fn after(load: Load, act: &'static Act, asked: RwSignal<String>, name: String) -> After {
    let done = move |text: String| {
        ui::toast((act.done)(lang_now(), &name));
        // The page may be gone by now.
        if asked.try_get_untracked().is_none() {
            return;
        }
        if act.action == Action::Delete {
            router::done("/services");
        } else {
            load.put(text);
            focus_heading();
        }
    };
    // What the page shows may be out of date.
    After::done(done).refused(move |_| {
        load.again();
        false
    })
}
