//! Short messages about what has just happened. They never carry the only copy of anything.

use leptos::prelude::*;

use super::{Glyph, Icon, Timer};
use crate::i18n::{shell::Shell, t};

const SHOWN_MS: u32 = 8_000;

/// The messages on the screen; in the context of the application.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, String)>>,
    last: StoredValue<u32>,
}

impl Toasts {
    pub fn provide() {
        provide_context(Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) });
    }

    pub fn show(self, text: String) {
        let mut id = 0;
        self.last.update_value(|last| {
            *last = last.wrapping_add(1);
            id = *last;
        });
        self.shown.update(|shown| shown.push((id, text)));
    }

    fn hide(self, id: u32) {
        self.shown.update(|shown| shown.retain(|(other, _)| *other != id));
    }
}

pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts no-print" role="status" aria-live="polite" aria-label=t(Shell::Notifications)>
            <For each=move || toasts.shown.get() key=|(id, _)| *id let((id, text))>
                <Toast id text/>
            </For>
        </div>
    }
}

#[component]
fn Toast(id: u32, text: String) -> impl IntoView {
    let toasts = use_toasts();
    let timer = Timer::new();
    let run = move || timer.start(SHOWN_MS, move || toasts.hide(id));
    run();
    view! {
        // Waits while somebody reads it or is about to press its button.
        <div
            class="toast"
            on:mouseenter=move |_| timer.cancel()
            on:mouseleave=move |_| run()
            on:focusin=move |_| timer.cancel()
            on:focusout=move |_| run()
        >
            <span>{text}</span>
            <button type="button" class="toast-close" aria-label=t(Shell::Close) on:click=move |_| toasts.hide(id)>
                <Icon glyph=Glyph::Cross/>
            </button>
        </div>
    }
}
