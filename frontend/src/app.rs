//! The application: who is there, and which page an address means.

use contract::access::Session;
use leptos::prelude::*;

use crate::el::{El, Root, el};
use crate::i18n;
use crate::online;
use crate::pages;
use crate::prefs;
use crate::router;
use crate::session::{CurrentSession, Who};
use crate::shell;
use crate::shortcuts;
use crate::ui;
use crate::watch::{effect, memo};

/// What the whole screen shows. Another person means another page; the same person signing in again does not.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Nobody,
    Somebody(i64),
    Unknown,
}

/// The application as a view.
pub fn app() -> Root {
    Root::new(whole())
}

fn whole() -> El {
    i18n::switch(prefs::language());
    effect(move || prefs::show_language(i18n::lang()));
    router::start();
    let session = CurrentSession::start();
    shortcuts::start(session);
    online::start();
    let who = session.who();
    let stage = memo(move || {
        who.with(|who| match who {
            Who::Asking => Stage::Asking,
            Who::Nobody => Stage::Nobody,
            Who::Somebody(session) => Stage::Somebody(session.user.id),
            Who::Unknown(_) => Stage::Unknown,
        })
    });
    effect(move || {
        if stage.get() != Stage::Asking {
            uncover();
        }
    });
    let screen = move || match (stage.get(), who.get_untracked()) {
        (Stage::Somebody(_), Who::Somebody(session)) => vec![somebody(&session)],
        (Stage::Nobody, _) => vec![pages::sign_in()],
        (Stage::Unknown, Who::Unknown(error)) => vec![pages::no_server(error)],
        _ => Vec::new(),
    };
    el("div").child(online::bar()).live(screen).child(pages::sign_in_again()).child(ui::toast_region())
}

/// The frame stays; the page in it changes with the path.
fn somebody(session: &Session) -> El {
    // Whoever is signed in has no business there.
    if router::place_now().path == "/login" {
        router::go("/", router::Step::Replace);
    }
    let path = memo(router::path);
    shell::frame(session, move || pages::page(&path.get()))
}

/// Takes away the static picture of `index.html` that was there before the first answer.
fn uncover() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
