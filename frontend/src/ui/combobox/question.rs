//! When the server is asked, and what becomes of its answer.

use contract::page::Count;
use leptos::prelude::*;

use super::{Combobox, MAX_HITS, NONE};
use crate::api::{ApiError, Stop};
use crate::i18n::{combobox::Combo, lang_now, phrases};
use crate::watch::spawn;

/// The pause after which typing counts as finished.
const PAUSE_MS: u32 = 200;
/// A longer wait is admitted.
const SLOW_MS: u32 = 300;
/// A longer one still is given up, counted from the question.
const GIVE_UP_MS: u32 = 8_000;
/// Fewer characters would find everything. `№1` has two.
const LEAST_CHARS: usize = 2;

impl Combobox {
    /// The text has changed under the person's hands.
    pub(super) fn changed(self) {
        self.halt();
        self.active.set(NONE);
        self.status.set(String::new());
        if !self.value.with_untracked(String::is_empty) {
            self.value.set(String::new());
        }
        if self.is_askable() {
            self.timer.start(PAUSE_MS, move || self.ask());
        } else {
            self.forget();
            self.open.set(false);
        }
    }

    pub(super) fn is_askable(self) -> bool {
        self.typed_now().chars().count() >= LEAST_CHARS
    }

    /// Whether the list answers exactly what is typed now.
    pub(super) fn is_answered(self) -> bool {
        !self.answer.with_untracked(String::is_empty)
            && self.answered.with_untracked(|text| *text == self.typed_now())
    }

    /// No question is open any more; what comes for it is not looked at.
    pub(super) fn halt(self) {
        self.timer.cancel();
        self.round.try_update(|round| *round = round.wrapping_add(1));
        self.running.try_update_value(|running| running.take().inspect(Stop::stop));
        self.slow.try_set(false);
    }

    fn forget(self) {
        self.answer.set(String::new());
        self.answered.set(String::new());
        self.failed.set(false);
    }

    pub(super) fn ask(self) {
        self.halt();
        let text = self.typed_now();
        let path = (self.source.ask)(&text);
        let round = self.round.get_untracked();
        let stop = Stop::new();
        self.running.set_value(Some(stop.clone()));
        self.timer.start(SLOW_MS, move || self.admit());
        spawn(async move {
            let answer = self.api.get_text(&path, &stop).await;
            if self.round.try_get_untracked() == Some(round) {
                self.settle(text, answer);
            }
        });
    }

    /// It takes long enough to wonder.
    fn admit(self) {
        self.failed.set(false);
        self.slow.set(true);
        self.open_for_reader();
        self.timer.start(GIVE_UP_MS - SLOW_MS, move || {
            let text = self.typed_now();
            self.halt();
            self.settle(text, Err(ApiError::no_answer()));
        });
    }

    fn settle(self, text: String, answer: Result<String, ApiError>) {
        self.timer.cancel();
        self.slow.set(false);
        self.active.set(NONE);
        let lang = lang_now();
        let read =
            answer.and_then(|answer| (self.source.read)(&answer, lang).map(|hits| (answer, hits.len())));
        match read {
            Ok((answer, hits)) => {
                self.failed.set(false);
                self.answered.set(text);
                self.answer.set(answer);
                let count =
                    Count { value: i64::try_from(hits.min(MAX_HITS)).unwrap_or_default(), capped: false };
                self.say(match (hits, self.creation()) {
                    (0, Some(creation)) => creation.possible.text(lang).to_owned(),
                    _ => phrases::found(lang, count, self.source.found),
                });
            }
            Err(_) => {
                self.forget();
                self.failed.set(true);
                self.say(Combo::FailedStatus.text(lang).to_owned());
            }
        }
        self.open_for_reader();
    }

    /// A list must not appear beside a field that has been left meanwhile.
    fn open_for_reader(self) {
        let here = document().active_element().is_some_and(|element| element.id() == self.id);
        if here {
            self.open.set(true);
        }
    }
}
