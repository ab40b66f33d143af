//! The application: contexts, who is there, and which page an address means.

use contract::access::Session;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::path;

use crate::i18n::I18n;
use crate::pages::{Client, Clients, Home, NoServer, NotFound, SignIn, SignInAgain};
use crate::prefs;
use crate::session::{CurrentSession, Who};
use crate::shell::Frame;
use crate::ui::{Headings, ToastRegion, Toasts};

/// What the whole screen shows. Another person means another page; the same person signing in again does not.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Nobody,
    Somebody(i64),
    Unknown,
}

#[component]
pub fn App() -> impl IntoView {
    let i18n = I18n::new(prefs::language());
    provide_context(i18n);
    Effect::new(move |_| prefs::show_language(i18n.lang()));
    Headings::provide();
    Toasts::provide();
    let session = CurrentSession::start();
    let who = session.who();
    let stage = Memo::new(move |_| {
        who.with(|who| match who {
            Who::Asking => Stage::Asking,
            Who::Nobody => Stage::Nobody,
            Who::Somebody(session) => Stage::Somebody(session.user.id),
            Who::Unknown(_) => Stage::Unknown,
        })
    });
    Effect::new(move |_| {
        if stage.get() != Stage::Asking {
            uncover();
        }
    });
    let screen = move || match (stage.get(), who.get_untracked()) {
        (Stage::Somebody(_), Who::Somebody(session)) => view! { <Pages session=*session/> }.into_any(),
        (Stage::Nobody, _) => view! { <SignIn/> }.into_any(),
        (Stage::Unknown, Who::Unknown(error)) => view! { <NoServer error/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <Router>
            {screen}
            <SignInAgain/>
            <ToastRegion/>
        </Router>
    }
}

#[component]
fn Pages(session: Session) -> impl IntoView {
    view! {
        <Frame session>
            <FlatRoutes fallback=|| view! { <NotFound/> }.into_any()>
                <Route path=path!("/") view=|| view! { <Home/> }.into_any()/>
                <Route path=path!("/clients") view=|| view! { <Clients/> }.into_any()/>
                <Route path=path!("/clients/:id") view=|| view! { <Client/> }.into_any()/>
                // Whoever is signed in has no business there.
                <Route path=path!("/login") view=|| view! { <Redirect path="/"/> }.into_any()/>
            </FlatRoutes>
        </Frame>
    }
}

/// Takes away the static picture of `index.html` that was there before the first answer.
fn uncover() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
