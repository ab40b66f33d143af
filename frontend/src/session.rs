//! Who is signed in.
//!
//! Invariant: the page is built for one person; another person gets a new page, the same one after a lost session gets theirs back
//! with everything they typed. The cookie is HttpOnly: scripts see only what the server answers.

use contract::access::{Session, SignIn};
use contract::paths;
use contract::problem::ProblemCode;
use domain::Permission;
use leptos::prelude::*;

use crate::api::{Api, ApiError, Method, Stop};
use crate::prefs;
use crate::watch::spawn;

/// What is known about the person at the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// The server has been asked.
    Asking,
    Nobody,
    Somebody(Box<Session>),
    /// The server could not say.
    Unknown(ApiError),
}

/// The session of this page, in the context of the application.
#[derive(Clone, Copy)]
pub struct CurrentSession {
    who: RwSignal<Who>,
    lost: RwSignal<bool>,
    epoch: RwSignal<usize>,
}

/// The session and the API of the surrounding application.
pub fn use_session() -> CurrentSession {
    expect_context::<CurrentSession>()
}

pub fn use_api() -> Api {
    expect_context::<Api>()
}

impl CurrentSession {
    /// Provides itself and the API, and finds out who is there.
    pub fn start() -> Self {
        let this =
            Self { who: RwSignal::new(Who::Asking), lost: RwSignal::new(false), epoch: RwSignal::new(0) };
        provide_context(this);
        provide_context(Api::new(this.lost));
        if prefs::may_be_signed_in() {
            this.ask()
        } else {
            this.who.set(Who::Nobody)
        }
        this
    }

    /// Asks the server again.
    pub fn ask(self) {
        self.who.set(Who::Asking);
        let api = Api::new(self.lost);
        spawn(async move {
            match api.get::<Session>(paths::SESSION, &Stop::new()).await {
                Ok(session) => self.enter(session),
                Err(error) if error.is(ProblemCode::Unauthenticated) => self.leave(),
                Err(error) => self.who.set(Who::Unknown(error)),
            }
        });
    }

    /// # Errors
    /// Wrong login or password, too many attempts, no answer.
    pub async fn sign_in(self, api: Api, login: String, password: String) -> Result<(), ApiError> {
        let session: Session =
            api.post(paths::SESSION, &SignIn { login, password }, None, &Stop::new()).await?;
        self.enter(session);
        Ok(())
    }

    /// Ends the session here whatever the server answers: the person has left.
    pub async fn sign_out(self, api: Api) {
        let _ = api.send(Method::Delete, paths::SESSION, None, None, &Stop::new()).await;
        self.leave();
    }

    fn enter(self, session: Session) {
        prefs::remember_signed_in(true);
        self.who.set(Who::Somebody(Box::new(session)));
        self.lost.set(false);
        self.epoch.update(|epoch| *epoch += 1);
    }

    fn leave(self) {
        prefs::remember_signed_in(false);
        self.who.set(Who::Nobody);
        self.lost.set(false);
    }

    pub fn who(self) -> Signal<Who> {
        self.who.into()
    }

    /// The session ended while a page was open.
    pub fn is_lost(self) -> Signal<bool> {
        let (who, lost) = (self.who, self.lost);
        Signal::derive(move || lost.get() && who.with(|who| matches!(who, Who::Somebody(_))))
    }

    /// Grows with every sign-in: what failed for want of a session is loaded again.
    pub fn epoch(self) -> Signal<usize> {
        self.epoch.into()
    }

    /// Whether the person's role allows it; the server has the last word. Not tracked: another person means another page, and the same one
    /// signing in again must not rebuild what they were typing into.
    pub fn may(self, right: Permission) -> bool {
        self.who.with_untracked(|who| match who {
            Who::Somebody(session) => session.permissions.contains(&right),
            Who::Asking | Who::Nobody | Who::Unknown(_) => false,
        })
    }

    /// IANA name of the business zone, which does not change within a session; UTC before anybody is signed in.
    pub fn time_zone(self) -> String {
        self.who.with_untracked(|who| match who {
            Who::Somebody(session) => session.time_zone.clone(),
            Who::Asking | Who::Nobody | Who::Unknown(_) => "UTC".to_owned(),
        })
    }
}

/// Today in the business zone; for code that a page runs while it is built.
pub fn today() -> Option<chrono::NaiveDate> {
    today_in(&use_session().time_zone())
}

/// Today in that zone.
pub fn today_in(zone: &str) -> Option<chrono::NaiveDate> {
    now().map(|now| crate::zone::local(zone, now).date())
}

/// This moment, by the computer's clock.
pub fn now() -> Option<chrono::DateTime<chrono::Utc>> {
    chrono::DateTime::from_timestamp_millis(js_sys::Date::now() as i64)
}
