//! One user: name, role, whether they may sign in, and a new password.
//!
//! Invariant: a save is based on the version that the person saw; if somebody was faster, both are shown and nothing typed is lost.

use contract::access::{User, UserChange};
use contract::paths;
use contract::problem::ProblemCode;
use domain::{Permission, Role};
use leptos::prelude::*;

use super::{last_login, state};
use crate::api::{Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{
    access::{self, Access},
    lang, lang_now, words,
};
use crate::kept::Kept;
use crate::load::{Load, load};
use crate::pages::record::{Words, moment, pair, record};
use crate::router;
use crate::session::use_session;
use crate::ui::{self, Fault, Field, Look, checkbox, heading, select, submit, toast};

static WORDS: Words = Words {
    missing: (Access::MissingTitle, Access::MissingText),
    failed: Access::LoadFailed,
    back: ("/users", Access::ToUsers),
};

pub fn user(id: i64) -> Vec<El> {
    let user = load(move || paths::user(id));
    let title = move || match user.read::<User>() {
        Some(user) if user.name.is_empty() => user.login,
        Some(user) => user.name,
        None => Access::User.now().to_owned(),
    };
    let writes = use_session().may(Permission::UsersWrite);
    let body = move || {
        let forms = writes.then(|| untrack(|| user.read::<User>())).flatten();
        let forms = forms.map(|seen| {
            let draft = Draft::of(seen);
            div("form-pair").child(details(user, id, draft)).child(password(user, id, draft))
        });
        std::iter::once(facts(user)).chain(forms).collect()
    };
    vec![div("page-head").child(heading(title)), record(user, &WORDS, body)]
}

fn facts(user: Load) -> El {
    el("dl").class("pairs card form-facts").live(move || {
        let (lang, user) = (lang(), user.read::<User>());
        let pairs = user.map(|user| {
            vec![
                pair(Access::Login, user.login.clone()),
                pair(Access::Role, words::role(lang, user.role)),
                pair(Access::ColState, state(&user, lang)),
                pair(Access::ColLastLogin, last_login(&user, lang)),
                pair(Access::Created, moment(lang, user.created_at)),
            ]
        });
        pairs.unwrap_or_default()
    })
}

/// What is typed about a user.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    role: RwSignal<String>,
    active: RwSignal<bool>,
    /// The version that the draft is based on.
    base: Kept<i64>,
}

impl Draft {
    fn of(user: User) -> Self {
        let draft = Self {
            name: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            active: RwSignal::new(true),
            base: Kept::new(0),
        };
        draft.take(user);
        draft
    }

    fn take(self, user: User) {
        self.name.set(user.name);
        self.role.set(user.role.as_str().to_owned());
        self.active.set(user.disabled_at.is_none());
        self.base.set_value(user.version);
    }

    fn differs(self, user: &User) -> bool {
        let (name, role) = (self.name.get_untracked(), self.role.get_untracked());
        name.trim() != user.name
            || role != user.role.as_str()
            || self.active.get_untracked() == user.disabled_at.is_some()
    }

    fn change(self, version: i64) -> UserChange {
        UserChange {
            version,
            name: Some(self.name.get_untracked().trim().to_owned()),
            role: Role::parse(&self.role.get_untracked()).ok(),
            password: None,
            disabled: Some(!self.active.get_untracked()),
        }
    }
}

/// Names of the roles, for a drop-down list.
pub fn roles() -> Vec<(String, El)> {
    let role = |role: &Role| {
        let role = *role;
        (role.as_str().to_owned(), ui::option(live_text(move || words::role(lang(), role).to_owned())))
    };
    Role::ALL.iter().map(role).collect()
}

fn details(user: Load, id: i64, draft: Draft) -> El {
    let form = Form::new("user-");
    let stale = RwSignal::new(false);
    let newest = move || untrack(|| user.read::<User>());
    router::guard(move || newest().is_some_and(|user| draft.differs(&user)));
    let save = move || {
        // After a conflict the person has seen what is there now.
        let seen = newest().filter(|_| stale.get_untracked()).map(|user| user.version);
        let change = draft.change(seen.unwrap_or_else(|| draft.base.get_value()));
        let after = After::done(move |text| {
            if let Ok(saved) = read::<User>(&text) {
                draft.take(saved);
            }
            user.put(text);
            stale.set(false);
            toast(Access::Saved.text(lang_now()).to_owned());
        });
        let after = after.refused(move |error| {
            let conflict = error.is(ProblemCode::StaleVersion);
            if conflict {
                stale.set(true);
                user.again();
            }
            conflict
        });
        form.send(Command::new(Method::Patch, paths::user(id), &change), after);
    };
    let name = Field::new("user-name", Access::Name, draft.name).faults(form.faults());
    let element = form
        .element("stack", "user-form", save)
        .child(conflict(user, draft, stale))
        .child(name.view())
        .child(select("user-role", Access::Role, draft.role, roles()))
        .child(
            el("div")
                .child(checkbox("user-active", Access::IsActive, draft.active))
                .child(el("p").class("hint").child(Access::IsActiveHint)),
        )
        .child(div("cluster").child(submit(Look::Primary, Access::Save, form.sending()).id("user-save")));
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "user-details")
        .child(el("h2").id("user-details").child(Access::Details))
        .child(element)
}

/// Both versions: the draft is in the form, theirs is named here.
fn conflict(user: Load, draft: Draft, stale: RwSignal<bool>) -> El {
    div("form-unknown").maybe(move || {
        let (lang, now) = (lang(), user.read::<User>().filter(|_| stale.get())?);
        let text = access::stale(lang, &now.name, words::role(lang, now.role), now.disabled_at.is_none());
        let take = ui::button(Look::Plain, Access::StaleTake).id("user-take").on_click(move || {
            if let Some(now) = untrack(|| user.read::<User>()) {
                draft.take(now);
                stale.set(false);
            }
        });
        let words = el("p").child(text).child(" ").child(Access::StaleKeep);
        Some(
            div("banner warning").attr("role", "alert").attr("data-testid", "stale").child(words).child(take),
        )
    })
}

fn password(user: Load, id: i64, draft: Draft) -> El {
    let form = Form::new("reset-");
    let value = RwSignal::new(String::new());
    let save = move || {
        let Some(now) = untrack(|| user.read::<User>()) else { return };
        if value.with_untracked(String::is_empty) {
            return form.refuse(vec![Fault::of("reset-password", Access::EnterPassword)]);
        }
        let change = UserChange {
            version: now.version,
            name: None,
            role: None,
            password: Some(value.get_untracked()),
            disabled: None,
        };
        let after = After::done(move |text| {
            value.set(String::new());
            // The version has grown: what is typed beside is not stale for that.
            if let Ok(saved) = read::<User>(&text)
                && draft.base.get_value() == now.version
            {
                draft.base.set_value(saved.version);
            }
            user.put(text);
            toast(Access::PasswordSet.text(lang_now()).to_owned());
        });
        form.send(Command::new(Method::Patch, paths::user(id), &change), after);
    };
    let field = ui::new_password(
        "reset-password",
        Access::NewPassword,
        Access::PasswordHint,
        Access::ShowPassword,
        value,
        form.faults(),
    );
    let element = form.element("stack", "reset", save).child(field).child(
        div("cluster").child(submit(Look::Plain, Access::SetPassword, form.sending()).id("reset-save")),
    );
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "user-password")
        .child(el("h2").id("user-password").child(Access::NewPassword))
        .child(el("p").class("muted").child(Access::ResetText))
        .child(element)
}
