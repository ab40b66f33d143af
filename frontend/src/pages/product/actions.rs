//! What can be done with a product, and what each command does.

use contract::paths;
use domain::Action;

use crate::api::Method;
use crate::i18n::products::{self as words, Prod};
use crate::pages::acts::{Act, Acts, Link};
use crate::ui::Look;

pub static ACTS: Acts = Acts {
    prefix: "product-",
    label: Prod::Actions,
    list: "/products",
    links: &[
        Link {
            action: Action::Receive,
            id: "product-receive",
            label: Prod::Receive,
            href: |id| format!("/stock/new?kind=RECEIPT&product_id={id}"),
            look: Look::Primary,
            right: None,
        },
        Link {
            action: Action::WriteOff,
            id: "product-write-off",
            label: Prod::WriteOff,
            href: |id| format!("/stock/new?kind=WRITE_OFF&product_id={id}"),
            look: Look::Plain,
            right: None,
        },
        Link {
            action: Action::Count,
            id: "product-count",
            label: Prod::Count,
            href: |id| format!("/stock/new?kind=STOCK_TAKE&product_id={id}"),
            look: Look::Plain,
            right: None,
        },
        Link {
            action: Action::Edit,
            id: "edit",
            label: Prod::Edit,
            href: |id| format!("/products/{id}/edit"),
            look: Look::Plain,
            right: None,
        },
    ],
    acts: &[
        Act {
            action: Action::Delete,
            id: "product-delete",
            question: "product-delete-question",
            label: Prod::Delete,
            title: Prod::DeleteTitle,
            yes: Prod::Delete,
            look: Look::Danger,
            method: Method::Delete,
            path: paths::product,
            effect: |lang, it| words::delete_effect(lang, &it.name),
            done: words::deleted,
        },
        Act {
            action: Action::Archive,
            id: "product-archive",
            question: "product-archive-question",
            label: Prod::Archive,
            title: Prod::ArchiveTitle,
            yes: Prod::Archive,
            look: Look::Danger,
            method: Method::Post,
            path: paths::product_archive,
            effect: |lang, it| words::archive_effect(lang, &it.name),
            done: words::archived,
        },
        Act {
            action: Action::Restore,
            id: "product-restore",
            question: "product-restore-question",
            label: Prod::Restore,
            title: Prod::RestoreTitle,
            yes: Prod::Restore,
            look: Look::Primary,
            method: Method::Post,
            path: paths::product_restore,
            effect: |lang, it| words::restore_effect(lang, &it.name),
            done: words::restored,
        },
    ],
};
