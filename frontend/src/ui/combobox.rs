//! An editable combobox after the WAI-ARIA pattern: one types, the server finds, one picks; where it is allowed, what is not there
//! can be made at once.
//!
//! Invariant: the focus never leaves the input, the active option is only named by `aria-activedescendant`; typing takes the chosen
//! value away at once; only the answer to the latest text is shown. Typed text is never cleared or completed by itself.
//! The status line is inside, not one for the page: a modal dialog makes the rest of the page inert, and with it its live regions.
//! Absent on purpose: what is asked and what is found. A [`Source`] says that.

mod keys;
mod marks;
mod question;
mod view;

use std::rc::Rc;

use contract::page::Count;
use leptos::prelude::*;

use super::summary::{Fault, focus};
use super::timer::Timer;
use crate::api::{Api, ApiError, Stop};
use crate::i18n::{Lang, Msg, lang};
use crate::kept::Kept;
use crate::session::use_api;

/// Where the options come from, and the words around them.
pub struct Source {
    /// The path that finds what the text means.
    pub ask: fn(&str) -> String,
    /// Options from an answer of the API, at most [`MAX_HITS`] of which are shown.
    pub read: fn(&str, Lang) -> Result<Vec<Hit>, ApiError>,
    /// Name of the list of options.
    pub list: Msg,
    pub hint: Msg,
    /// "3 clients".
    pub found: fn(Lang, Count) -> String,
    /// What is wrong with a text that stands for nothing.
    pub unresolved: Msg,
    /// For what can be made on the spot.
    pub create: Option<Creation>,
}

/// Words about making something new.
pub struct Creation {
    /// "+ Create the client “text”".
    pub label: fn(Lang, &str) -> String,
    /// Nothing was found, but it can be made.
    pub possible: Msg,
}

/// One option.
pub struct Hit {
    pub id: String,
    pub title: String,
    /// The second line.
    pub detail: String,
    /// Found only as typed on the other keyboard layout.
    pub other_layout: bool,
}

/// Options shown at once.
const MAX_HITS: usize = 8;
/// No option is active.
const NONE: usize = usize::MAX;

type Create = Rc<dyn Fn(String)>;

/// A combobox and what is in it.
#[derive(Clone, Copy)]
pub struct Combobox {
    /// Of the input; the other parts add to it: `-lb`, `-id`, `-o0`, `-new`, `-status`, `-clear`.
    pub id: &'static str,
    /// What is chosen; empty for nothing.
    pub value: RwSignal<String>,
    /// What the input shows.
    pub text: RwSignal<String>,
    source: &'static Source,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    /// The latest good answer, and the text that it answers.
    answer: RwSignal<String>,
    answered: RwSignal<String>,
    slow: RwSignal<bool>,
    failed: RwSignal<bool>,
    status: RwSignal<String>,
    /// Number of the latest question.
    round: RwSignal<usize>,
    composing: RwSignal<bool>,
    running: Kept<Option<Stop>>,
    create: Kept<Option<Create>>,
    /// Reads a text that needs no list: a number.
    literal: Option<fn(&str) -> Option<String>>,
    timer: Timer,
    api: Api,
}

impl Combobox {
    /// Belongs to the component that makes it. `id` is unique on the page.
    pub fn new(id: &'static str, source: &'static Source) -> Self {
        let text = || RwSignal::new(String::new());
        let off = || RwSignal::new(false);
        let this = Self {
            id,
            value: text(),
            text: text(),
            source,
            open: off(),
            active: RwSignal::new(NONE),
            answer: text(),
            answered: text(),
            slow: off(),
            failed: off(),
            status: text(),
            round: RwSignal::new(0),
            composing: off(),
            running: Kept::new(None),
            create: Kept::new(None),
            literal: None,
            timer: Timer::new(),
            api: use_api(),
        };
        on_cleanup(move || this.halt());
        this
    }

    /// Lets people make what they do not find; `create` gets what they typed.
    pub fn creatable(self, create: impl Fn(String) + 'static) -> Self {
        self.create.set_value(Some(Rc::new(create)));
        self
    }

    /// Enter takes such a text as it stands.
    pub fn literal(self, read: fn(&str) -> Option<String>) -> Self {
        Self { literal: Some(read), ..self }
    }

    /// Shows the name and has the value; the list closes.
    pub fn choose(self, value: &str, name: &str) {
        self.halt();
        self.text.set(name.to_owned());
        self.value.set(value.to_owned());
        self.close();
    }

    /// Nothing is chosen and nothing typed.
    pub fn clear(self) {
        self.choose("", "");
    }

    /// Says something to screen readers.
    pub fn say(self, text: String) {
        self.status.set(text);
    }

    pub fn focus(self) {
        focus(self.id);
    }

    /// Something is typed that stands for nothing.
    pub fn is_unresolved(self) -> bool {
        self.value.with_untracked(String::is_empty) && !self.typed_now().is_empty()
    }

    /// What to say when a form wants a value and has none.
    pub fn fault(self) -> Fault {
        Fault::of(self.id, self.source.unresolved)
    }

    /// The answer that the options come from, with more about them than a list shows; not tracked.
    pub fn answer(self) -> Option<String> {
        Some(self.answer.get_untracked()).filter(|answer| !answer.is_empty())
    }

    fn typed_now(self) -> String {
        self.text.with_untracked(|text| text.trim().to_owned())
    }

    fn close(self) {
        self.open.set(false);
        self.active.set(NONE);
    }

    /// The options found; tracked.
    fn hits(self) -> Vec<Hit> {
        let lang = lang();
        let read = |answer: &String| (self.source.read)(answer, lang).unwrap_or_default();
        let mut hits = self.answer.with(|answer| if answer.is_empty() { Vec::new() } else { read(answer) });
        hits.truncate(MAX_HITS);
        hits
    }

    /// The words for making something new, if this may be done here.
    fn creation(self) -> Option<&'static Creation> {
        let may = self.create.with_value(Option::is_some);
        self.source.create.as_ref().filter(|_| may)
    }

    fn option_id(self, index: usize, hits: usize) -> String {
        if index < hits { format!("{}-o{index}", self.id) } else { format!("{}-new", self.id) }
    }

    /// Takes an option: one of the hits, or the last one, which makes something new.
    fn accept(self, index: usize) {
        let hits = untrack(|| self.hits());
        match hits.get(index) {
            Some(hit) => self.choose(&hit.id, &hit.title),
            None => self.make(),
        }
    }

    fn make(self) {
        self.halt();
        self.close();
        if let Some(create) = self.create.get_value() {
            create(self.typed_now());
        }
    }
}
