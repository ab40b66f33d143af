//! What can be done with the client, as the server says: links to pages, and the commands that are asked about first.
//!
//! Invariant: a dialog says exactly what will happen; what has operations is archived, what has none is deleted, and there is one
//! button for it. Drawn anew only when the set of actions changes, so that a focused button stays.

use std::rc::Rc;

use contract::clients::Client;
use contract::paths;
use domain::{Action, Permission};
use leptos::prelude::*;

use super::{Page, obstacle};
use crate::api::Method;
use crate::el::{El, div, el, live};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{Lang, Msg, client as words, client::ClientText, lang, lang_now, orders::Ord};
use crate::router;
use crate::session::use_session;
use crate::ui::{self, Look, Question};
use crate::watch::memo;

/// A command that is asked about first.
struct Act {
    action: Action,
    /// Id of the button; that of the dialog ends in `-question`.
    id: &'static str,
    question: &'static str,
    label: Msg,
    title: Msg,
    yes: Msg,
    look: Look,
    method: Method,
    path: fn(i64) -> String,
    effect: fn(Lang, &Client) -> String,
    done: fn(Lang, &str) -> String,
}

static ACTS: [Act; 3] = [
    Act {
        action: Action::Delete,
        id: "client-delete",
        question: "client-delete-question",
        label: ClientText::Delete,
        title: ClientText::DeleteTitle,
        yes: ClientText::DeleteYes,
        look: Look::Danger,
        method: Method::Delete,
        path: paths::client,
        effect: |lang, client| words::delete_effect(lang, &client.name),
        done: words::deleted,
    },
    Act {
        action: Action::Archive,
        id: "client-archive",
        question: "client-archive-question",
        label: ClientText::Archive,
        title: ClientText::ArchiveTitle,
        yes: ClientText::ArchiveYes,
        look: Look::Danger,
        method: Method::Post,
        path: paths::client_archive,
        effect: |lang, client| {
            words::archive_effect(lang, &client.name, &format::money(lang, client.balance))
        },
        done: words::archived,
    },
    Act {
        action: Action::Restore,
        id: "client-restore",
        question: "client-restore-question",
        label: ClientText::Restore,
        title: ClientText::RestoreTitle,
        yes: ClientText::RestoreYes,
        look: Look::Primary,
        method: Method::Post,
        path: paths::client_restore,
        effect: |lang, client| words::restore_effect(lang, &client.name),
        done: words::restored,
    },
];

/// Whether the button is there. What can be deleted is not archived.
fn is_offered(client: &Client, action: Action) -> bool {
    let allowed = |action| obstacle(client, action).is_none();
    allowed(action) && !(action == Action::Archive && allowed(Action::Delete))
}

pub fn actions(page: Page) -> El {
    let form = Form::new("client-");
    // Id of the button whose question is open.
    let asked = RwSignal::new(String::new());
    let offered = memo(move || {
        let Some(client) = page.client() else { return String::new() };
        let all = [
            Action::Edit,
            Action::Operation,
            Action::Statement,
            Action::Delete,
            Action::Archive,
            Action::Restore,
        ];
        let offered = all.into_iter().filter(|action| is_offered(&client, *action)).map(Action::as_str);
        offered.collect::<Vec<_>>().join(" ")
    });
    let [may_export, may_read, may_write] =
        [Permission::OperationsRead, Permission::OrdersRead, Permission::OrdersWrite]
            .map(|right| use_session().may(right));
    let buttons = move || {
        let offered = offered.get();
        let is = |action: Action| offered.split(' ').any(|word| word == action.as_str());
        let id = page.id;
        let mut shown = Vec::new();
        if is(Action::Edit) {
            shown.push(
                ui::link_button(Look::Plain, format!("/clients/{id}/edit"), ClientText::Edit).id("edit"),
            );
        }
        if is(Action::Operation) {
            let href = format!("/operations/new?client={id}");
            shown.push(ui::link_button(Look::Plain, href, ClientText::NewOperation).id("create"));
        }
        if may_write && is(Action::Operation) {
            let href = format!("/orders/new?client={id}");
            shown.push(ui::link_button(Look::Plain, href, Ord::New).id("new-order"));
        }
        if may_read {
            let href = format!("/orders?client={id}");
            shown.push(ui::link_button(Look::Plain, href, Ord::Orders).id("orders"));
        }
        if is(Action::Statement) {
            let href = format!("/clients/{id}/statement");
            shown.push(ui::link_button(Look::Plain, href, ClientText::Statement).id("statement"));
        }
        if may_export {
            let href = live(move || {
                Some(format!("{}?client_id={id}&lang={}", paths::OPERATION_EXPORT, lang().tag()))
            });
            shown.push(
                ui::link_button(Look::Plain, href, ClientText::Export).id("export").attr("download", true),
            );
        }
        shown.extend(ACTS.iter().filter(|act| is(act.action)).map(|act| {
            let look = if act.look == Look::Danger { Look::Danger } else { Look::Plain };
            ui::button(look, act.label).id(act.id).on_click(move || asked.set(act.id.to_owned()))
        }));
        shown
    };
    let bar = div("cluster client-actions no-print")
        .attr("role", "group")
        .attr("aria-label", ClientText::Actions)
        .live(buttons);
    let questions = ACTS.iter().map(|act| question(page, form, act, asked)).collect::<Vec<_>>();
    el("div").class("stack").child(bar).child(ui::summary(form.faults())).child(questions)
}

fn question(page: Page, form: Form, act: &'static Act, asked: RwSignal<String>) -> El {
    let text = move || page.client().map(|client| (act.effect)(lang(), &client)).unwrap_or_default();
    let question =
        Question { id: act.question, title: act.title, text: Rc::new(text), yes: act.yes, look: act.look };
    let close = move || asked.set(String::new());
    ui::confirm(
        question,
        move || asked.with(|asked| asked == act.id),
        close,
        move || {
            close();
            let name = page.client_now().map(|client| client.name).unwrap_or_default();
            form.send(Ok(Command::bare(act.method, (act.path)(page.id))), after(page, act, name));
        },
    )
}

fn after(page: Page, act: &'static Act, name: String) -> After {
    let done = move |text: String| {
        ui::toast((act.done)(lang_now(), &name));
        if !page.is_there() {
            return;
        }
        if act.action == Action::Delete {
            router::done("/clients");
        } else {
            page.client.put(text);
            ui::focus("client-title");
        }
    };
    // What the page shows may be out of date.
    After::done(done).refused(move |_| {
        page.client.again();
        false
    })
}
