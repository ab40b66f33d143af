//! Loading what a page shows.
//!
//! Invariant: only the answer to the latest question is shown; while a new one is on its way the old rows stay; a page that is
//! gone stops its request.
//! Absent on purpose: a cache. The server is near and knows better.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use crate::api::{ApiError, Stop, read};
use crate::session::{use_api, use_session};

/// The state of a question to the server.
pub struct Load<T: Send + Sync + 'static> {
    /// The latest good answer.
    pub value: RwSignal<Option<T>>,
    /// Why the latest question failed; `value` then shows an older answer, if any.
    pub error: RwSignal<Option<ApiError>>,
    pub busy: RwSignal<bool>,
    round: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Asks again.
    pub fn again(self) {
        self.round.try_update(|round| *round += 1);
    }

    fn settle(self, result: Result<T, ApiError>) {
        self.busy.try_set(false);
        match result {
            Ok(value) => {
                self.error.try_set(None);
                self.value.try_set(Some(value));
            }
            Err(error) => {
                self.error.try_set(Some(error));
            }
        }
    }
}

/// Asks now and whenever `path` changes, or the person signs in again.
pub fn load<T>(path: impl Fn() -> String + Send + Sync + 'static) -> Load<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let state = Load {
        value: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(true),
        round: RwSignal::new(0),
    };
    let settle =
        Rc::new(move |answer: Result<String, ApiError>| state.settle(answer.and_then(|text| read(&text))));
    ask(Memo::new(move |_| path()), state.busy, state.round, settle);
    state
}

/// Not generic, so that it exists once in the WASM file.
fn ask(
    path: Memo<String>,
    busy: RwSignal<bool>,
    round: RwSignal<u32>,
    settle: Rc<dyn Fn(Result<String, ApiError>)>,
) {
    let (api, epoch) = (use_api(), use_session().epoch());
    let running = StoredValue::new_local(None::<Stop>);
    let halt = move || {
        running.try_update_value(|running| running.take().inspect(Stop::stop));
    };
    Effect::new(move |_| {
        epoch.track();
        round.track();
        let path = path.get();
        halt();
        let stop = Stop::new();
        running.set_value(Some(stop.clone()));
        busy.set(true);
        let settle = Rc::clone(&settle);
        spawn_local(async move {
            let answer = api.get_text(&path, &stop).await;
            if !stop.is_stopped() {
                settle(answer);
            }
        });
    });
    on_cleanup(halt);
}
