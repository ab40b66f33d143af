//! What pages of one record do alike: name it, wait for it, say that it is not there or could not be read.

use chrono::{DateTime, Utc};
use contract::paths;
use contract::problem::ProblemCode;
use domain::Permission;
use leptos::prelude::*;

use crate::api::read;
use crate::el::{El, Give, div, el, live, live_text};
use crate::format;
use crate::i18n::{Lang, Msg, lang, phrases};
use crate::load::{Load, load};
use crate::session::use_session;
use crate::ui::{self, Look, Shape};
use crate::watch::memo;
use crate::zone;

/// Words for the states of a page.
pub struct Words {
    pub missing: (Msg, Msg),
    pub failed: Msg,
    /// Where to go from a record that is not there.
    pub back: (&'static str, Msg),
}

/// The block under the heading; `body` is built once the record is there, and follows it by itself.
pub fn record(load: Load, words: &'static Words, body: impl Fn() -> Vec<El> + 'static) -> El {
    states(load, words, Box::new(body))
}

fn states(load: Load, words: &'static Words, body: Box<dyn Give<Vec<El>>>) -> El {
    let shape = memo(move || {
        let missing =
            load.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)));
        match (load.has(), load.error.with(Option::is_some)) {
            (true, _) => Shape::Ready,
            (false, true) if missing => Shape::Missing,
            (false, true) => Shape::Failed,
            (false, false) => Shape::Loading,
        }
    });
    let again = move || load.again();
    let shown = move || match shape.get() {
        Shape::Loading | Shape::Empty | Shape::NothingFound => vec![ui::skeleton(6)],
        Shape::Missing => {
            let back = ui::link_button(Look::Plain, words.back.0, words.back.1);
            vec![ui::empty_state(words.missing.0, words.missing.1, vec![back])]
        }
        Shape::Failed => {
            load.error.get().map(|error| ui::error_state(words.failed, error, again)).into_iter().collect()
        }
        Shape::Ready => {
            let banner = move || load.error.get().map(|error| ui::error_banner(error, again));
            let mut parts = vec![div("list-error").maybe(banner)];
            parts.extend(body.give());
            parts
        }
    };
    let ready = live(move || (!load.busy.get()).then(String::new));
    div("stack").attr("data-ready", ready).live(shown)
}

/// A moment in the business zone; the title has it in UTC.
pub fn moment(lang: Lang, at: DateTime<Utc>) -> El {
    let utc = at.to_rfc3339();
    let shown = format::moment(lang, zone::local(&use_session().time_zone(), at));
    el("time").class("num").attr("datetime", utc.clone()).attr("title", utc).child(shown)
}

/// When a record was last saved.
#[derive(serde::Deserialize)]
struct Saved {
    updated_at: DateTime<Utc>,
}

/// Who did something, as the log of changes has it.
#[derive(serde::Deserialize)]
struct Actor {
    actor_name: Option<String>,
}

/// When a record, given as the API answers it, was saved, and by whom, if the person may read the log of changes.
pub fn saved_by(entity: &'static str, id: i64, record: &str) -> Option<El> {
    let at = read::<Saved>(record).ok()?.updated_at;
    let session = use_session();
    let (may, zone) = (session.may(Permission::AuditRead), session.time_zone());
    let path = if may { format!("{}?entity={entity}&id={id}&limit=1", paths::AUDIT) } else { String::new() };
    let log = load(move || path.clone());
    let text = move || {
        let actor = log.page(|page| page.items.first().and_then(|entry| read::<Actor>(entry).ok())).flatten();
        let at = format::moment(lang(), zone::local(&zone, at));
        phrases::saved_by(lang(), &at, actor.and_then(|actor| actor.actor_name).as_deref())
    };
    Some(el("p").class("muted").attr("data-testid", "saved-by").child(live_text(text)))
}

/// A name and its value in a `dl`.
pub fn pair(name: impl crate::el::Part, value: impl crate::el::Part) -> El {
    el("div").child(el("dt").child(name)).child(el("dd").child(value))
}
