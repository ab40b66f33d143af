//! Loading what a page shows.
//!
//! Invariant: only the answer to the latest question is shown; while a new one is on its way the old one stays; a page that is
//! gone stops its request.
//! Absent on purpose: a cache. The server is near and knows better. Answers are kept as texts and read where they are shown, so
//! that this machinery exists once in the WASM file.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::api::{ApiError, Stop, read};
use crate::el::Give;
use crate::json::{Page, page};
use crate::kept::Kept;
use crate::session::{use_api, use_session};
use crate::watch::{effect, memo, spawn};

/// The state of a question to the server.
#[derive(Clone, Copy)]
pub struct Load {
    /// The latest good answer.
    text: RwSignal<Option<String>>,
    /// Why the latest question failed; an older answer may still be shown.
    pub error: RwSignal<Option<ApiError>>,
    pub busy: RwSignal<bool>,
    round: RwSignal<usize>,
}

impl Load {
    /// Asks again.
    pub fn again(self) {
        self.round.try_update(|round| *round += 1);
    }

    /// Whether there is an answer to show; tracked.
    pub fn has(self) -> bool {
        self.text.with(Option::is_some)
    }

    /// Shows this instead, for example the answer to a command.
    pub fn put(self, text: String) {
        self.error.try_set(None);
        self.text.try_set(Some(text));
    }

    /// Shows another value of one field until the server is asked again: what the answer to a command said of it.
    pub fn show(self, field: &str, value: String) {
        let changed = self.text.with_untracked(|text| {
            let mut record: serde_json::Map<String, serde_json::Value> = read(text.as_deref()?).ok()?;
            record.insert(field.to_owned(), value.into());
            crate::api::write(&record).ok()
        });
        if let Some(text) = changed {
            self.put(text);
        }
    }

    /// The latest good answer; tracked. One that cannot be read shows as an error.
    pub fn read<T: DeserializeOwned>(self) -> Option<T> {
        self.text.with(|text| text.as_deref().map(read)).and_then(|answer| match answer {
            Ok(value) => Some(value),
            Err(error) => {
                self.error.set(Some(error));
                None
            }
        })
    }

    /// The latest good answer as a page of a list; tracked. One that is none shows as an error.
    pub fn page<R>(self, f: impl FnOnce(Page<'_>) -> R) -> Option<R> {
        let read = self.text.with(|text| text.as_deref().map(|text| page(text).map(f)));
        read.and_then(|read| read.map_err(|_| self.error.set(Some(ApiError::unreadable()))).ok())
    }

    /// What is made of each record of a page; tracked. One that cannot be read shows as an error, and no record then.
    pub fn records<R>(self, show: impl Fn(&str) -> Result<R, ApiError>) -> Vec<R> {
        let mut made = Vec::new();
        let whole = self.each(&mut |record| {
            made.push(show(record)?);
            Ok(())
        });
        if whole { made } else { Vec::new() }
    }

    /// Goes through the records, one code for all types of them; false at the first that cannot be read.
    #[inline(never)]
    fn each(self, show: &mut dyn FnMut(&str) -> Result<(), ApiError>) -> bool {
        let read = self.page(|page| page.items.iter().try_for_each(|record| show(record)));
        let fault = read.and_then(Result::err);
        let whole = fault.is_none();
        if !whole {
            self.error.set(fault);
        }
        whole
    }

    /// The records of a page as they are; tracked, as [`Self::records`].
    pub fn items<T: DeserializeOwned>(self) -> Vec<T> {
        self.records(read)
    }

    /// The latest good answer as it came; tracked.
    pub fn with<R>(self, f: impl FnOnce(Option<&str>) -> R) -> R {
        self.text.with(|text| f(text.as_deref()))
    }

    fn settle(self, answer: Result<String, ApiError>) {
        self.busy.try_set(false);
        match answer {
            Ok(text) => self.put(text),
            Err(error) => {
                self.error.try_set(Some(error));
            }
        }
    }
}

/// Asks now and whenever `path` changes, or the person signs in again. An empty path asks nothing.
pub fn load(path: impl Fn() -> String + Send + Sync + 'static) -> Load {
    follow(Box::new(path))
}

/// Not generic, so that it exists once in the WASM file.
fn follow(path: Box<dyn Give<String> + Send + Sync>) -> Load {
    let state = Load {
        text: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(true),
        round: RwSignal::new(0),
    };
    ask(state, memo(move || path.give()));
    state
}

fn ask(state: Load, path: Memo<String>) {
    let (api, epoch) = (use_api(), use_session().epoch());
    let running = Kept::new(None::<Stop>);
    let halt = move || {
        running.try_update_value(|running| running.take().inspect(Stop::stop));
    };
    effect(move || {
        epoch.track();
        state.round.track();
        let path = path.get();
        halt();
        if path.is_empty() {
            state.busy.set(false);
            return;
        }
        let stop = Stop::new();
        running.set_value(Some(stop.clone()));
        state.busy.set(true);
        spawn(async move {
            let answer = api.get_text(&path, &stop).await;
            if !stop.is_stopped() {
                state.settle(answer);
            }
        });
    });
    on_cleanup(halt);
}
