//! The commands on a service, and what each does.

use contract::paths;
use domain::Action;

use crate::api::Method;
use crate::i18n::services::{self as words, Svc};
use crate::pages::acts::{Act, Acts, Link};
use crate::ui::Look;

pub static ACTS: Acts = Acts {
    prefix: "service-",
    label: Svc::Actions,
    list: "/services",
    links: &[Link {
        action: Action::Edit,
        id: "edit",
        label: Svc::Edit,
        href: |id| format!("/services/{id}/edit"),
        look: Look::Primary,
        right: None,
    }],
    acts: &[
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
            effect: |lang, it| words::delete_effect(lang, &it.name),
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
            effect: |lang, it| words::archive_effect(lang, &it.name),
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
            effect: |lang, it| words::restore_effect(lang, &it.name),
            done: words::restored,
        },
    ],
};
