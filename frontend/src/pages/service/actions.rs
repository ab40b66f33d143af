//! What can be done with the service, as the server says.

use contract::paths;
use domain::Action;

use crate::api::Method;
use crate::el::El;
use crate::i18n::services::{self as words, Svc};
use crate::load::Load;
use crate::pages::acts::{Act, Acts, Offered, bar};
use crate::ui::{self, Look};

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
        effect: |lang, service| words::delete_effect(lang, &service.name),
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
        effect: |lang, service| words::archive_effect(lang, &service.name),
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
        effect: |lang, service| words::restore_effect(lang, &service.name),
        done: words::restored,
    },
];

pub fn actions(id: i64, record: Load) -> El {
    let label = Svc::Actions;
    bar(
        Acts { id, record, acts: &ACTS, list: "/services", label, prefix: "service-" },
        move |offered: &Offered| {
            let edit = offered.has(Action::Edit).then(|| {
                ui::link_button(Look::Primary, format!("/services/{id}/edit"), Svc::Edit).id("edit")
            });
            edit.into_iter().collect()
        },
    )
}
