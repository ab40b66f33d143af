//! What this browser remembers: language, theme, density, columns, shortcuts, whether somebody is signed in here.
//!
//! Invariant: `boot.js` reads the same keys before the first paint. A browser that refuses storage loses nothing but memory.
//! Absent on purpose: anything about clients or money.

use leptos::prelude::*;
use web_sys::Storage;

use crate::i18n::Lang;

const LANGUAGE: &str = "saldo.lang";
const THEME: &str = "saldo.theme";
const DENSITY: &str = "saldo.density";
const COLUMNS: &str = "saldo.columns.";
const SINGLE_KEYS: &str = "saldo.keys";
const SIGNED_IN: &str = "saldo.signed_in";

/// Colours: the system's, or one's own choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of `data-theme`; none lets the system decide.
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    // A full or forbidden storage is no reason to disturb anybody.
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

/// The remembered language, else the first of the browser's that is spoken here, else Russian.
pub fn language() -> Lang {
    let remembered = read(LANGUAGE).as_deref().and_then(Lang::from_tag);
    remembered.or_else(browser_language).unwrap_or(Lang::Ru)
}

fn browser_language() -> Option<Lang> {
    let tags = window().navigator().languages();
    tags.iter().find_map(|tag| Lang::from_tag(&tag.as_string()?))
}

/// Remembers the language.
pub fn keep_language(lang: Lang) {
    write(LANGUAGE, Some(lang.tag()));
}

/// Tells the document, and with it screen readers and hyphenation.
pub fn show_language(lang: Lang) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", lang.tag());
    }
}

thread_local! {
    /// What is shown now: more than one switch may be on the screen.
    static SHOWN: ArcRwSignal<Theme> = ArcRwSignal::new(remembered_theme());
}

fn remembered_theme() -> Theme {
    let remembered = read(THEME);
    Theme::ALL.into_iter().find(|theme| theme.word() == remembered.as_deref()).unwrap_or(Theme::Auto)
}

/// The theme chosen; tracked.
pub fn theme() -> Theme {
    SHOWN.with(|shown| shown.get())
}

/// Shows and remembers the theme.
pub fn set_theme(theme: Theme) {
    write(THEME, theme.word());
    mark("data-theme", theme.word());
    SHOWN.with(|shown| shown.set(theme));
}

/// How close the rows of tables stand: `compact`, `normal`, `comfortable`.
pub const DENSITIES: [&str; 3] = ["compact", "normal", "comfortable"];

pub fn density() -> &'static str {
    let remembered = read(DENSITY);
    DENSITIES.into_iter().find(|word| Some(*word) == remembered.as_deref()).unwrap_or(DENSITIES[1])
}

/// Shows and remembers the density; the middle one needs no mark.
pub fn set_density(word: &str) {
    let word = Some(word).filter(|word| *word != DENSITIES[1]);
    write(DENSITY, word);
    mark("data-density", word);
}

/// What was chosen of the columns of a list.
pub fn columns(list: &str) -> Option<String> {
    read(&[COLUMNS, list].concat())
}

pub fn set_columns(list: &str, chosen: Option<&str>) {
    write(&[COLUMNS, list].concat(), chosen);
}

/// Whether keys without a modifier do anything; WCAG 2.1.4 wants a switch.
pub fn single_keys() -> bool {
    read(SINGLE_KEYS).is_none()
}

pub fn set_single_keys(on: bool) {
    write(SINGLE_KEYS, (!on).then_some("off"));
}

/// On the root of the document, where style sheets see it.
fn mark(name: &str, word: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match word {
        Some(word) => root.set_attribute(name, word),
        None => root.remove_attribute(name),
    };
}

/// Whether to ask the server for a session. Without a storage one has to ask to know.
pub fn may_be_signed_in() -> bool {
    storage().is_none() || read(SIGNED_IN).is_some()
}

pub fn remember_signed_in(signed_in: bool) {
    write(SIGNED_IN, signed_in.then_some("1"));
}
