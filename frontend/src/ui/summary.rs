//! The list of what is wrong with a form: takes the focus after a refused submit, links to the fields, says the same words.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{shell::Shell, t};

/// One fault; without a field it concerns the whole form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: Option<&'static str>,
    pub text: String,
}

#[component]
pub fn Summary(#[prop(into)] faults: Signal<Vec<Fault>>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let title = t(Shell::ErrorSummary);
    Effect::new(move |_| {
        let (any, summary) = (faults.with(|faults| !faults.is_empty()), node.get());
        if let Some(summary) = summary.filter(|_| any) {
            let _ = summary.focus();
        }
    });
    let item = move |fault: Fault| match fault.field {
        Some(field) => {
            let jump = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                focus(field);
            };
            view! { <li><a href=format!("#{field}") on:click=jump>{fault.text}</a></li> }.into_any()
        }
        None => view! { <li>{fault.text}</li> }.into_any(),
    };
    move || {
        let shown = faults.get();
        (!shown.is_empty()).then(|| {
            view! {
                <div class="summary" role="alert" tabindex="-1" node_ref=node>
                    <p class="summary-title">{title}</p>
                    <ul>{shown.into_iter().map(item).collect_view()}</ul>
                </div>
            }
        })
    }
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<leptos::web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}
