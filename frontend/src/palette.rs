//! The command palette: one field over clients, services, operations, pages and commands.
//!
//! Invariant: the focus stays in the field, the chosen option is named by `aria-activedescendant`; only the answer to what is in
//! the field now is offered; Enter without a choice does nothing, or waits for the answer that is on its way.
//! Absent on purpose: switching the keyboard layout of what was typed. The server tries the other one.

mod deeds;
mod found;
mod keys;

use leptos::prelude::*;

use crate::api::Stop;
use crate::el::{El, div, el, key_event, live, live_text, typed};
use crate::i18n::{
    keys::{Keys, found as options_found},
    lang,
};
use crate::kept::Kept;
use crate::list::address::encode;
use crate::session::{CurrentSession, use_api, use_session};
use crate::ui::{self, Glyph, Timer, focus_soon, icon};
use crate::watch::spawn;
use deeds::Deed;

/// The pause after which typing counts as finished.
const PAUSE_MS: u32 = 200;
/// No option is chosen.
const NONE: usize = usize::MAX;

thread_local! {
    static OPEN: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Opens it, or closes it; true, unless another dialog is in the way.
pub fn toggle() -> bool {
    let open = OPEN.with(|open| open.get_untracked());
    let other = document().query_selector("dialog[open]").ok().flatten().is_some();
    if open || !other {
        set(!open);
    }
    open || !other
}

fn set(to: bool) {
    OPEN.with(|open| open.set(to));
}

/// Something to choose.
struct Item {
    label: String,
    detail: String,
    deed: Deed,
}

/// Items under one name; empty ones are not shown.
struct Section {
    name: crate::i18n::Msg,
    items: Vec<Item>,
}

/// What is known about the text in the field.
#[derive(Clone, Copy)]
struct Palette {
    text: RwSignal<String>,
    /// The question that `answer` belongs to.
    asked: RwSignal<String>,
    answer: RwSignal<String>,
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
    active: RwSignal<usize>,
    /// Enter was pressed before the answer came.
    eager: RwSignal<bool>,
    running: Kept<Option<Stop>>,
    timer: Timer,
    session: CurrentSession,
    api: crate::api::Api,
}

/// The button that opens it.
pub fn opener(class: &'static str, id: &'static str) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .id(id)
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .on_click(|| {
            toggle();
        })
        .child(icon(Glyph::Search))
        .child(el("span").child(Keys::Search))
        .child(el("kbd").attr("aria-hidden", "true").child("Ctrl K"))
}

/// The dialog, once in the application.
pub fn palette() -> El {
    let (session, api) = (use_session(), use_api());
    let is_open = || OPEN.with(|open| open.get());
    ui::dialog(
        "palette",
        Keys::Palette,
        is_open,
        || set(false),
        move || {
            let palette = Palette {
                text: RwSignal::new(String::new()),
                asked: RwSignal::new(String::new()),
                answer: RwSignal::new(String::new()),
                busy: RwSignal::new(false),
                failed: RwSignal::new(false),
                active: RwSignal::new(NONE),
                eager: RwSignal::new(false),
                running: Kept::new(None),
                timer: Timer::new(),
                session,
                api,
            };
            on_cleanup(move || palette.halt());
            vec![palette.field(), palette.list(), palette.status()]
        },
    )
    .class("dialog palette")
    .on("click", |event| {
        // The backdrop belongs to the dialog itself.
        let outside =
            event.target().is_some_and(|target| event.current_target().is_some_and(|own| own == target));
        if outside {
            set(false);
        }
    })
}

impl Palette {
    fn field(self) -> El {
        let active = move || match self.active.get() {
            NONE => None,
            index => Some(format!("palette-{index}")),
        };
        div("palette-field").child(icon(Glyph::Search)).child(
            el("input")
                .id("palette-q")
                .attr("type", "text")
                .attr("role", "combobox")
                .attr("aria-label", Keys::SearchLabel)
                .attr("placeholder", Keys::SearchLabel)
                .attr("aria-autocomplete", "list")
                .attr("aria-expanded", "true")
                .attr("aria-controls", "palette-list")
                .attr("aria-describedby", "palette-help")
                .attr("aria-activedescendant", live(active))
                .attr("autocomplete", "off")
                .attr("autocapitalize", "none")
                .attr("spellcheck", "false")
                .on("input", move |event| self.typed(typed(&event)))
                .on("keydown", move |event| {
                    if let Some(key) = key_event(&event).filter(|key| !key.is_composing())
                        && self.key(&key.key())
                    {
                        event.prevent_default();
                    }
                })
                .ready(|input| focus_soon(input.clone())),
        )
    }

    fn typed(self, text: String) {
        self.halt();
        self.eager.set(false);
        self.failed.set(false);
        let question = text.trim().to_owned();
        self.text.set(text);
        self.active.set(NONE);
        self.busy.set(!question.is_empty());
        if !question.is_empty() {
            self.timer.start(PAUSE_MS, move || self.ask(question));
        }
    }

    fn halt(self) {
        self.timer.cancel();
        self.running.try_update_value(|running| running.take().inspect(Stop::stop));
    }

    fn ask(self, question: String) {
        let stop = Stop::new();
        self.running.set_value(Some(stop.clone()));
        self.busy.set(true);
        spawn(async move {
            let path = format!("{}?q={}", contract::paths::SEARCH, encode(&question));
            let answer = self.api.get_text(&path, &stop).await;
            // A newer question has been asked, or the palette is closed.
            if stop.is_stopped() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(text) => {
                    self.answer.set(text);
                    self.asked.set(question);
                    if self.eager.get_untracked() {
                        self.choose(0);
                    }
                }
                Err(_) => self.failed.set(true),
            }
        });
    }

    /// Sections for what is in the field now; tracked.
    fn sections(self) -> Vec<Section> {
        let (lang, text) = (lang(), self.text.get());
        let question = text.trim();
        let mut sections = deeds::sections(self.session, lang, question);
        if !question.is_empty() && self.asked.with(|asked| asked == question) {
            sections.extend(self.answer.with(|answer| found::sections(lang, answer)));
        }
        sections.retain(|section| !section.items.is_empty());
        sections
    }

    fn list(self) -> El {
        el("div")
            .class("palette-list")
            .id("palette-list")
            .attr("role", "listbox")
            .attr("aria-label", Keys::Results)
            .live(move || {
                let mut next = 0..;
                let group = |section: Section| {
                    let items = section.items.into_iter().zip(next.by_ref());
                    let options = items.map(|(item, index)| self.option(index, item)).collect::<Vec<_>>();
                    el("div")
                        .attr("role", "group")
                        .attr("aria-label", section.name)
                        .child(div("palette-group").attr("aria-hidden", "true").child(section.name))
                        .child(options)
                };
                self.sections().into_iter().map(group).collect::<Vec<_>>()
            })
    }

    fn option(self, index: usize, item: Item) -> El {
        let chosen = move || self.active.get() == index;
        el("div")
            .class("palette-option")
            .id(format!("palette-{index}"))
            .attr("role", "option")
            .attr("aria-selected", live(move || Some(chosen().to_string())))
            // The field keeps the focus.
            .on("mousedown", |event| event.prevent_default())
            .on_click(move || self.choose(index))
            .child(el("span").class("palette-label").child(item.label))
            .child(el("span").class("palette-detail").child(item.detail))
    }

    fn status(self) -> El {
        let text = move || {
            let (sections, failed, busy) = (self.sections(), self.failed.get(), self.busy.get());
            let found: usize = sections.iter().map(|section| section.items.len()).sum();
            match (failed, busy, found) {
                (true, ..) => Keys::Failed.now().to_owned(),
                (false, true, _) => Keys::Searching.now().to_owned(),
                (false, false, 0) => Keys::Nothing.now().to_owned(),
                (false, false, n) => options_found(lang(), n),
            }
        };
        div("palette-foot").child(el("span").id("palette-help").child(Keys::Help)).child(
            el("span").attr("role", "status").attr("data-testid", "palette-status").child(live_text(text)),
        )
    }
}
