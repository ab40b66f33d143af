//! Where one is signed in, and ending it there.

use contract::access::ActiveSession;
use contract::paths;
use leptos::prelude::*;

use super::section as card;
use crate::api::{Method, Stop};
use crate::el::{El, div, el, live};
use crate::form::{After, Command, Form};
use crate::i18n::{
    Lang, lang, lang_now,
    settings::{self, Settings},
};
use crate::load::Load;
use crate::pages::record::moment;
use crate::session::use_api;
use crate::ui::{self, Look, Tone, badge, button, toast};
use crate::watch::spawn;

pub fn section(sessions: Load) -> El {
    let form = Form::new("session-");
    let asking = RwSignal::new(false);
    let ready = live(move || (!sessions.busy.get()).then(String::new));
    let list = move || match sessions.has() {
        true => vec![el("ul").class("sessions").child(rows(sessions.items(), form, sessions))],
        false => waiting(sessions),
    };
    let others = move || {
        let n = others(sessions).len();
        (n > 0).then(|| {
            button(Look::Plain, Settings::EndOthers).id("end-others").on_click(move || asking.set(true))
        })
    };
    card("settings-sessions", Settings::Sessions)
        .class("card stack settings-wide")
        .child(ui::summary(form.faults()))
        .child(div("stack").attr("data-ready", ready).live(list))
        .child(div("cluster").maybe(others))
        .child(question(sessions, asking))
}

fn waiting(sessions: Load) -> Vec<El> {
    match sessions.error.get() {
        Some(error) => vec![ui::error_state(Settings::SessionsFailed, error, move || sessions.again())],
        None => vec![ui::skeleton(2)],
    }
}

/// Numbers of the sessions elsewhere; tracked.
fn others(sessions: Load) -> Vec<i64> {
    let items: Vec<ActiveSession> = sessions.items();
    items.into_iter().filter(|session| !session.current).map(|session| session.id).collect()
}

fn rows(items: Vec<ActiveSession>, form: Form, sessions: Load) -> Vec<El> {
    let lang = lang();
    items.into_iter().map(|session| row(lang, session, form, sessions)).collect()
}

fn row(lang: Lang, session: ActiveSession, form: Form, sessions: Load) -> El {
    let device = device(&session.user_agent).unwrap_or_else(|| Settings::UnknownDevice.text(lang).to_owned());
    let id = session.id;
    let end = (!session.current).then(|| {
        let after = After::done(move |_| {
            toast(Settings::Ended.text(lang_now()).to_owned());
            sessions.again();
            // The button is gone: the heading of the list is what is left of it.
            ui::focus("settings-sessions");
        });
        button(Look::Plain, Settings::End.text(lang))
            .attr("aria-label", settings::end_session(lang, &device))
            .attr("data-testid", "end-session")
            .on_click(move || form.send(Ok(Command::bare(Method::Delete, paths::session(id))), after.clone()))
    });
    let own = session.current.then(|| badge(Tone::Good, Settings::ThisOne.text(lang)));
    let name = el("span").class("badges").child(el("strong").child(device)).child(own);
    let when = el("span")
        .class("muted")
        .child(Settings::LastSeen.text(lang))
        .child(" ")
        .child(moment(lang, session.last_seen_at))
        .child(" · ")
        .child(Settings::Since.text(lang))
        .child(" ")
        .child(moment(lang, session.created_at));
    el("li").attr("title", session.user_agent).child(div("session").child(name).child(when)).child(end)
}

fn question(sessions: Load, asking: RwSignal<bool>) -> El {
    let api = use_api();
    let no = move || asking.set(false);
    let yes = move || {
        asking.set(false);
        let ids = untrack(|| others(sessions));
        spawn(async move {
            let mut left = 0;
            for id in ids {
                let answer = api.send(Method::Delete, &paths::session(id), None, None, &Stop::new()).await;
                left += usize::from(answer.is_err());
            }
            let text = if left == 0 { Settings::Ended } else { Settings::SomeLeft };
            toast(text.text(lang_now()).to_owned());
            sessions.again();
        });
    };
    let question = ui::Question {
        id: "end-others-confirm",
        title: Settings::EndOthersTitle,
        text: std::rc::Rc::new(move || settings::end_others(lang(), others(sessions).len())),
        yes: Settings::EndOthersYes,
        look: Look::Danger,
    };
    ui::confirm(question, move || asking.get(), no, yes)
}

/// Browser and system by the words that browsers use of themselves; the order matters, because they all claim to be others.
fn device(agent: &str) -> Option<String> {
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name)
    };
    let browser = named(&[
        ("YaBrowser/", "Yandex Browser"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
                Some("Chrome · Linux"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/126 YaBrowser/24 Safari/537",
                Some("Yandex Browser · Windows"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604",
                Some("Safari · iPhone"),
            ),
            ("curl/8.1", Some("curl")),
            ("", None),
        ] {
            assert_eq!(device(agent).as_deref(), name, "{agent}");
        }
    }
}
