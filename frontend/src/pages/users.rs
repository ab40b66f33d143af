//! Users and API keys: two lists side by side, each with its page for a new one.
//!
//! Invariant: who may do what is the server's answer (permissions of the session, refusals), never decided here.

mod key_list;
mod new_key;
mod new_user;
mod user;

use contract::access::User;
use contract::paths;
use domain::Permission;

use super::record::moment;
use crate::api::{ApiError, read};
use crate::el::{El, el};
use crate::i18n::{
    Lang,
    access::{self, Access},
    words,
};
use crate::list::{ListSpec, list_page};
use crate::router;
use crate::session::use_session;
use crate::ui::{Column, Row, Tone, badge, cell, tab, tabs};

pub use key_list::keys;
pub use new_key::new_key;
pub use new_user::new_user;
pub use user::user;

pub static USERS: ListSpec = ListSpec {
    name: "users",
    title: Access::Users,
    path: "/users",
    api: paths::USERS,
    groups: &[],
    views: &[],
    columns: &[
        Column::new(Access::ColName),
        Column::new(Access::ColLogin),
        Column::new(Access::ColRole),
        Column::new(Access::ColState),
        Column::new(Access::ColLastLogin),
    ],
    sort: "",
    row,
    totals: None,
    found: access::found,
    nobody: (Access::Nobody, Access::NobodyText),
    create: Some(("/users/new", Access::NewUser, Permission::UsersWrite)),
};

pub fn users() -> Vec<El> {
    let mut parts = list_page(&USERS);
    parts.splice(1..1, sections());
    parts
}

/// The two lists, for whoever may see both.
fn sections() -> Option<El> {
    let to = |name, href: &'static str| tab(name, move || href.to_owned(), move || router::path() == href);
    let keys = use_session().may(Permission::ApiKeysWrite);
    keys.then(|| tabs(Access::Parts, vec![to(Access::Users, "/users"), to(Access::Keys, "/users/api-keys")]))
}

/// In the order of the columns.
fn row(text: &str, lang: Lang) -> Result<Row, ApiError> {
    let user: User = read(text)?;
    let href = format!("/users/{}", user.id);
    let (state, last) = (state(&user, lang), last_login(&user, lang));
    let name = if user.name.is_empty() { user.login.clone() } else { user.name };
    let cells = vec![
        el("a").attr("href", href.clone()).child(name),
        cell(user.login),
        cell(words::role(lang, user.role)),
        state,
        last,
    ];
    Ok(Row { href: Some(href), cells, ..Row::default() })
}

fn state(user: &User, lang: Lang) -> El {
    match user.disabled_at {
        None => badge(Tone::Good, Access::Active.text(lang)),
        Some(_) => badge(Tone::Neutral, Access::Disabled.text(lang)),
    }
}

fn last_login(user: &User, lang: Lang) -> El {
    match user.last_login_at {
        Some(at) => moment(lang, at),
        None => el("span").class("muted").child(Access::Never.text(lang)),
    }
}
