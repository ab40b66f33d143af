//! Settings: what this browser shows, the keyboard, one's own password and sessions. All of it holds at once.
//!
//! Invariant: the time zone is the server's; here it is only explained.

mod password;
mod sessions;

use contract::paths;
use leptos::prelude::*;

use crate::el::{El, div, el, live_text};
use crate::format;
use crate::i18n::{Msg, lang, settings::Settings, shell::Shell};
use crate::load::load;
use crate::pages::record::pair;
use crate::prefs;
use crate::session::{self, use_session};
use crate::shell::{language_switch, theme_switch};
use crate::shortcuts;
use crate::ui::{Look, button, checkbox, heading, segment, segmented};
use crate::watch::effect;
use crate::zone;

const DENSITY_WORDS: [Msg; 3] = [Settings::Compact, Settings::Normal, Settings::Comfortable];

pub fn settings() -> Vec<El> {
    let own = load(|| paths::SESSIONS.to_owned());
    let cards = div("settings")
        .child(div("stack").child(appearance()).child(time_zone()))
        .child(div("stack").child(keyboard()).child(password::section(own)))
        .child(sessions::section(own));
    vec![heading(|| Shell::Settings.now().to_owned()), cards]
}

/// A card with a heading.
fn section(id: &'static str, title: Msg) -> El {
    el("section")
        .class("card stack")
        .attr("aria-labelledby", id)
        .child(el("h2").id(id).attr("tabindex", "-1").child(title))
}

fn labelled(label: Msg, control: El) -> El {
    div("setting").child(el("span").class("field-label").child(label)).child(control)
}

fn appearance() -> El {
    let chosen = RwSignal::new(prefs::density().to_owned());
    let densities = prefs::DENSITIES.into_iter().zip(DENSITY_WORDS).map(|(word, name)| {
        segment(
            name,
            move || chosen.with(|chosen| chosen == word),
            move || {
                prefs::set_density(word);
                chosen.set(word.to_owned());
            },
        )
        .id(format!("density-{word}"))
    });
    section("settings-look", Settings::Look)
        .child(el("p").class("hint").child(Settings::LookText))
        .child(labelled(Shell::Language, language_switch()))
        .child(labelled(Shell::Theme, theme_switch()))
        .child(labelled(Settings::Density, segmented(Settings::Density, densities.collect())))
}

fn keyboard() -> El {
    let on = RwSignal::new(prefs::single_keys());
    effect(move || prefs::set_single_keys(on.get()));
    let keys = el("div")
        .child(checkbox("single-keys", Settings::SingleKeys, on))
        .child(el("p").class("hint").child(Settings::SingleKeysText));
    let sheet = button(Look::Plain, Settings::ShowSheet).id("show-shortcuts").on_click(shortcuts::show_sheet);
    section("settings-keys", Settings::Keys).child(keys).child(div("cluster").child(sheet))
}

fn time_zone() -> El {
    let zone = use_session().time_zone();
    let clock = zone.clone();
    let name = live_text(move || {
        let short = zone::label(lang(), &zone);
        if short == zone { short } else { format!("{zone} ({short})") }
    });
    let now = live_text(move || {
        let now = session::now().map(|now| format::moment(lang(), zone::local(&clock, now)));
        now.unwrap_or_default()
    });
    section("settings-zone", Settings::Zone)
        .child(
            el("dl").class("pairs").child(pair(Settings::ZoneName, name)).child(pair(Settings::ZoneNow, now)),
        )
        .child(el("p").class("hint").child(Settings::ZoneText))
}
