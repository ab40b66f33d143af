//! What is wrong with a form: a list that takes the focus after a refused submit, links to the fields and says the same words.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::el::{El, el, live_text};
use crate::i18n::{Lang, Msg, lang, shell::Shell};

/// What is said of a fault, in whatever language is chosen when it is read.
#[derive(Clone)]
pub enum Said {
    Fixed(Msg),
    Made(Arc<dyn Fn(Lang) -> String + Send + Sync>),
}

impl Said {
    /// Words with something in them.
    pub fn made(words: impl Fn(Lang) -> String + Send + Sync + 'static) -> Self {
        Self::Made(Arc::new(words))
    }

    /// In the language chosen; tracked.
    pub fn now(&self) -> String {
        match self {
            Self::Fixed(message) => message.now().to_owned(),
            Self::Made(words) => words(lang()),
        }
    }
}

impl From<Msg> for Said {
    fn from(message: Msg) -> Self {
        Self::Fixed(message)
    }
}

/// One fault; without a field it concerns the whole form.
#[derive(Clone)]
pub struct Fault {
    /// Id of the field.
    pub field: Option<String>,
    pub text: Said,
}

impl Fault {
    pub fn of(field: impl Into<String>, text: impl Into<Said>) -> Self {
        Self { field: Some(field.into()), text: text.into() }
    }

    pub fn whole(text: impl Into<Said>) -> Self {
        Self { field: None, text: text.into() }
    }
}

/// The faults of one form.
pub type Faults = Signal<Vec<Fault>>;

/// What is said at the field with this id; tracked.
pub fn fault_of(faults: Faults, id: &str) -> Option<String> {
    faults.with(|faults| {
        let of_field = |fault: &&Fault| fault.field.as_deref() == Some(id);
        faults.iter().find(of_field).map(|fault| fault.text.now())
    })
}

pub fn summary(faults: Faults) -> El {
    el("div").live(move || {
        let shown = faults.get();
        if shown.is_empty() {
            return Vec::new();
        }
        let list = el("ul").child(shown.into_iter().map(item).collect::<Vec<_>>());
        vec![
            el("div")
                .class("summary")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .child(el("p").class("summary-title").child(Shell::ErrorSummary))
                .child(list)
                .ready(|summary| focus_soon(summary.clone())),
        ]
    })
}

fn item(fault: Fault) -> El {
    let text = live_text(move || fault.text.now());
    match fault.field {
        Some(field) => {
            let href = format!("#{field}");
            el("li").child(el("a").attr("href", href).child(text).on("click", move |event| {
                event.prevent_default();
                focus(&field);
            }))
        }
        None => el("li").child(text),
    }
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
}

/// Moves the focus to a field with everything in it selected, so that typing replaces it. Once the field shows its value: one that is
/// set takes the selection away.
pub fn select_soon(id: &'static str) {
    request_animation_frame(move || {
        focus(id);
        let field = document().get_element_by_id(id);
        if let Some(field) =
            field.and_then(|field| field.dyn_into::<leptos::web_sys::HtmlInputElement>().ok())
        {
            field.select();
        }
    });
}

/// Brings the element into sight, moving no further than needed.
pub fn reveal(element: &leptos::web_sys::Element) {
    let options = leptos::web_sys::ScrollIntoViewOptions::new();
    options.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the focus once the element is in the document.
pub fn focus_soon(element: leptos::web_sys::Element) {
    request_animation_frame(move || focus_element(&element));
}

/// The same without scrolling: the router decides where a new page stands.
pub fn focus_where_it_is(element: leptos::web_sys::Element) {
    request_animation_frame(move || {
        if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
            let options = leptos::web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    });
}

fn focus_element(element: &leptos::web_sys::Element) {
    if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
