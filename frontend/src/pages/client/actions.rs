//! What can be done with the client, as the server says.

use contract::paths;
use domain::{Action, Money, Permission};

use super::Page;
use crate::api::Method;
use crate::el::{El, live};
use crate::format;
use crate::i18n::{client as words, client::ClientText, lang, orders::Ord};
use crate::pages::acts::{Act, Acts, Link, acts_with};
use crate::session::use_session;
use crate::ui::{self, Look};

static ACTS: Acts = Acts {
    prefix: "client-",
    label: ClientText::Actions,
    list: "/clients",
    links: &[
        Link {
            action: Action::Edit,
            id: "edit",
            label: ClientText::Edit,
            href: |id| format!("/clients/{id}/edit"),
            look: Look::Plain,
            right: None,
        },
        Link {
            action: Action::Operation,
            id: "create",
            label: ClientText::NewOperation,
            href: |id| format!("/operations/new?client={id}"),
            look: Look::Plain,
            right: None,
        },
        Link {
            action: Action::Operation,
            id: "new-order",
            label: Ord::New,
            href: |id| format!("/orders/new?client={id}"),
            look: Look::Plain,
            right: Some(Permission::OrdersWrite),
        },
        Link {
            action: Action::Statement,
            id: "statement",
            label: ClientText::Statement,
            href: |id| format!("/clients/{id}/statement"),
            look: Look::Plain,
            right: None,
        },
    ],
    acts: &[
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
    ],
};

pub fn actions(page: Page) -> El {
    let id = page.id;
    let [may_export, may_read] =
        [Permission::OperationsRead, Permission::OrdersRead].map(|right| use_session().may(right));
    let more = move || {
        let orders = may_read
            .then(|| ui::link_button(Look::Plain, format!("/orders?client={id}"), Ord::Orders).id("orders"));
        let export = may_export.then(|| {
            let href = live(move || {
                Some(format!("{}?client_id={id}&lang={}", paths::OPERATION_EXPORT, lang().tag()))
            });
            ui::export_link(href, ClientText::Export)
        });
        orders.into_iter().chain(export).collect()
    };
    acts_with(id, page.client, &ACTS, Box::new(more))
}
