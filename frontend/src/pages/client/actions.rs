//! What can be done with the client, as the server says.

use contract::paths;
use domain::{Action, Money, Permission};

use super::Page;
use crate::api::Method;
use crate::el::{El, live};
use crate::format;
use crate::i18n::{client as words, client::ClientText, lang};
use crate::pages::acts::{Act, Acts, Offered, bar};
use crate::session::use_session;
use crate::ui::{self, Look};

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
            words::archive_effect(
                lang,
                &client.name,
                &format::money(lang, client.balance.unwrap_or(Money::ZERO)),
            )
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

pub fn actions(page: Page) -> El {
    let id = page.id;
    let may_export = use_session().may(Permission::OperationsRead);
    let links = move |offered: &Offered| {
        let mut shown = Vec::new();
        if offered.has(Action::Edit) {
            shown.push(
                ui::link_button(Look::Plain, format!("/clients/{id}/edit"), ClientText::Edit).id("edit"),
            );
        }
        if offered.has(Action::Operation) {
            let href = format!("/operations/new?client={id}");
            shown.push(ui::link_button(Look::Plain, href, ClientText::NewOperation).id("create"));
        }
        if offered.has(Action::Statement) {
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
        shown
    };
    let label = ClientText::Actions;
    bar(Acts { id, record: page.client, acts: &ACTS, list: "/clients", label, prefix: "client-" }, links)
}
