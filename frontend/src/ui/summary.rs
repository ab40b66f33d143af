//! What is wrong with a form: a list that takes the focus after a refused submit, links to the fields and says the same words.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::el::{El, el};
use crate::i18n::shell::Shell;

/// One fault; without a field it concerns the whole form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Id of the field.
    pub field: Option<String>,
    pub text: String,
}

impl Fault {
    pub fn of(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { field: Some(field.into()), text: text.into() }
    }

    pub fn whole(text: impl Into<String>) -> Self {
        Self { field: None, text: text.into() }
    }
}

/// The faults of one form.
pub type Faults = Signal<Vec<Fault>>;

/// What is said at the field with this id; tracked.
pub fn fault_of(faults: Faults, id: &str) -> Option<String> {
    faults.with(|faults| {
        let of_field = |fault: &&Fault| fault.field.as_deref() == Some(id);
        faults.iter().find(of_field).map(|fault| fault.text.clone())
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
    match fault.field {
        Some(field) => {
            let href = format!("#{field}");
            el("li").child(el("a").attr("href", href).child(fault.text).on("click", move |event| {
                event.prevent_default();
                focus(&field);
            }))
        }
        None => el("li").child(fault.text),
    }
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
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
