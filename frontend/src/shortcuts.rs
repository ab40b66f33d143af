//! Keys that work everywhere, on any layout, and the sheet that lists them.
//!
//! Invariant: single keys mean nothing while somebody types, in a dialog, with a modifier, or when they are switched off; on the
//! Russian layout the same physical keys do the same.
//! Absent on purpose: keys of its own for each page. A page has links with the ids `create` and `edit`, a field `q`, a pager.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::el::{El, el, key_event, live_text};
use crate::i18n::{Msg, keys::Keys, shell::Shell};
use crate::palette;
use crate::prefs;
use crate::router::{self, Step};
use crate::session::CurrentSession;
use crate::shell::MENU;
use crate::ui::{self, Look, button, focus};

/// How long a letter may follow `G`.
const PAUSE_MS: f64 = 1_500.0;

thread_local! {
    static SHEET: ArcRwSignal<bool> = ArcRwSignal::new(false);
    /// When `G` was pressed.
    static WENT: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Listens for as long as the page is open.
pub fn start(session: CurrentSession) {
    router::listen("keydown", move |event| {
        if let Some(key) = key_event(&event)
            && pressed(key, session)
        {
            event.prevent_default();
        }
    });
}

/// Opens the list of shortcuts.
pub fn show_sheet() {
    SHEET.with(|sheet| sheet.set(true));
}

fn hide_sheet() {
    SHEET.with(|sheet| sheet.set(false));
}

/// Whether the key meant something here.
fn pressed(event: &KeyboardEvent, session: CurrentSession) -> bool {
    // Nobody is signed in: there is nothing to command.
    if event.default_prevented() || event.is_composing() || document().get_element_by_id("content").is_none()
    {
        return false;
    }
    let sign = sign(&event.key(), &event.code(), event.shift_key());
    let command = event.ctrl_key() || event.meta_key();
    match (command, event.alt_key(), sign) {
        (true, false, Some('k')) if !event.shift_key() => palette::toggle(),
        (true, false, None) if event.key() == "Enter" => submit(event),
        (false, false, Some(sign)) if !is_busy(event) && prefs::single_keys() => {
            single(sign, event.shift_key(), session)
        }
        _ => false,
    }
}

/// The letter or sign of a key on any layout: what it writes if that is ASCII, else what it would write on a Latin one.
fn sign(key: &str, code: &str, shift: bool) -> Option<char> {
    let mut written = key.chars();
    let written = written.next().filter(|_| written.next().is_none());
    match written? {
        letter if letter.is_ascii_alphabetic() => return Some(letter.to_ascii_lowercase()),
        sign @ ('/' | '?' | '[' | ']') => return Some(sign),
        // The Russian layout has a dot and a comma where the Latin one has a slash.
        '.' | ',' if code == "Slash" => {}
        other if other.is_ascii() => return None,
        _ => {}
    }
    match code {
        "Slash" if shift => Some('?'),
        "Slash" => Some('/'),
        "BracketLeft" => Some('['),
        "BracketRight" => Some(']'),
        _ => code.strip_prefix("Key")?.chars().next().map(|letter| letter.to_ascii_lowercase()),
    }
}

/// Somebody types, or a dialog is open.
fn is_busy(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = "input, select, textarea, [contenteditable], [role=listbox], dialog";
    target.is_some_and(|target| target.closest(typing).ok().flatten().is_some()) || is_dialog_open()
}

fn is_dialog_open() -> bool {
    find("dialog[open]").is_some()
}

fn single(sign: char, shift: bool, session: CurrentSession) -> bool {
    if shift && sign.is_ascii_alphabetic() {
        return false;
    }
    let now = js_sys::Date::now();
    if now - WENT.replace(f64::NEG_INFINITY) < PAUSE_MS
        && let Some(entry) = MENU.iter().find(|entry| entry.letter.starts_with(sign))
        && untrack(|| entry.is_open(session))
    {
        router::go(entry.href, Step::Push);
        return true;
    }
    match sign {
        'g' => {
            WENT.set(now);
            true
        }
        '?' => {
            show_sheet();
            true
        }
        '/' if find("#q").is_some() => {
            focus("q");
            true
        }
        '/' => palette::toggle(),
        'n' => click("#create"),
        'e' => click("#edit"),
        '[' => click("a[rel=prev][href]"),
        ']' => click("a[rel=next][href]"),
        'j' => to_row(Element::next_element_sibling),
        'k' => to_row(Element::previous_element_sibling),
        _ => false,
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn click(selector: &str) -> bool {
    let found = find(selector);
    if let Some(found) = &found {
        found.click();
    }
    found.is_some()
}

/// The focus goes to the link of a neighbouring row, or of the first one.
fn to_row(neighbour: fn(&Element) -> Option<Element>) -> bool {
    let present = document().active_element().and_then(|element| element.closest("tbody tr").ok().flatten());
    let link = match present {
        Some(row) => neighbour(&row).and_then(|row| row.query_selector("a[href]").ok().flatten()),
        None => document().query_selector("tbody tr a[href]").ok().flatten(),
    };
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    link.is_some_and(|link| link.focus().is_ok())
}

/// Presses the submit button of the form around the focus: one that is busy stays so.
fn submit(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = target.and_then(|target| target.closest("form").ok().flatten());
    let send = form.and_then(|form| form.query_selector("[type=submit]").ok().flatten());
    let send = send.and_then(|send| send.dyn_into::<HtmlElement>().ok());
    if let Some(send) = &send {
        send.click();
    }
    send.is_some()
}

const SHEET_ROWS: [(&[&str], Msg); 9] = [
    (&["Ctrl K"], Keys::Palette),
    (&["/"], Keys::FocusSearch),
    (&["N"], Keys::New),
    (&["E"], Keys::Edit),
    (&["J", "K"], Keys::Rows),
    (&["[", "]"], Keys::Pages),
    (&["Ctrl Enter"], Keys::Submit),
    (&["Esc"], Keys::Escape),
    (&["?"], Keys::Sheet),
];

/// The list of shortcuts, as a dialog.
pub fn sheet(session: CurrentSession) -> El {
    ui::dialog(
        "shortcuts",
        Keys::Title,
        || SHEET.with(|sheet| sheet.get()),
        hide_sheet,
        move || {
            let note = if prefs::single_keys() { Keys::Layout } else { Keys::OffNote };
            let close = button(Look::Plain, Shell::Close).attr("autofocus", true).on_click(hide_sheet);
            vec![
                el("p").class("hint").child(note),
                table(session),
                el("div").class("dialog-actions").child(close),
            ]
        },
    )
}

/// All shortcuts in a table; also on the page of settings.
pub fn table(session: CurrentSession) -> El {
    let head = el("tr")
        .child([Keys::HeadKeys, Keys::HeadAction].map(|text| el("th").attr("scope", "col").child(text)));
    let rows = SHEET_ROWS.map(|(keys, text)| row(keys.iter().map(|key| kbd(key)).collect(), text));
    let go = MENU.iter().filter(|entry| untrack(|| entry.is_open(session))).map(|entry| {
        let letter = el("kbd").child(entry.letter.to_ascii_uppercase());
        row(vec![kbd("G"), el("span").class("muted").child(Keys::Then), letter], entry.name)
    });
    el("table")
        .class("keys")
        .child(el("thead").child(head))
        .child(el("tbody").child(rows).child(go.collect::<Vec<_>>()))
}

fn kbd(key: &'static str) -> El {
    el("kbd").child(key)
}

fn row(keys: Vec<El>, text: Msg) -> El {
    let keys = keys.into_iter().flat_map(|key| [key, el("span").child(" ")]).collect::<Vec<_>>();
    el("tr").child(el("td").child(keys)).child(el("td").child(live_text(move || text.now().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_the_same_on_every_layout() {
        for (key, code, shift, expected) in [
            ("k", "KeyK", false, Some('k')),
            ("K", "KeyK", true, Some('k')),
            ("л", "KeyK", false, Some('k')),
            ("т", "KeyN", false, Some('n')),
            ("/", "Slash", false, Some('/')),
            (".", "Slash", false, Some('/')),
            (",", "Slash", true, Some('?')),
            ("?", "Slash", true, Some('?')),
            ("?", "Digit7", true, Some('?')),
            ("х", "BracketLeft", false, Some('[')),
            ("ъ", "BracketRight", false, Some(']')),
            // Dvorak: what is written counts.
            ("t", "KeyK", false, Some('t')),
            (".", "KeyE", false, None),
            ("'", "KeyQ", false, None),
            ("1", "Digit1", false, None),
            ("Enter", "Enter", false, None),
            ("ArrowUp", "ArrowUp", false, None),
        ] {
            assert_eq!(sign(key, code, shift), expected, "{key} {code}");
        }
    }
}
