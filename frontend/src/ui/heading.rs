//! The one `h1` of a page: names the document too, and takes the focus when a person comes from another page, so that a screen
//! reader says where they are.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Message, shell::Shell, use_i18n};

/// What all headings of the application share; in its context.
#[derive(Clone, Copy)]
pub struct Headings {
    /// False until the first page is shown: the focus stays where the browser put it.
    moved: StoredValue<bool>,
    /// A form on the page has errors: the title of the document says so first.
    faulty: RwSignal<bool>,
}

impl Headings {
    pub fn provide() {
        provide_context(Self { moved: StoredValue::new(false), faulty: RwSignal::new(false) });
    }

    /// Says in the title of the document whether a form has errors.
    pub fn set_faulty(self, faulty: bool) {
        if self.faulty.try_get_untracked() != Some(faulty) {
            self.faulty.try_set(faulty);
        }
    }
}

#[component]
pub fn Heading(
    #[prop(into)] text: Signal<String>,
    /// Leaves the focus alone: the page has a field that wants it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let headings = expect_context::<Headings>();
    let i18n = use_i18n();
    let node = NodeRef::<html::H1>::new();
    headings.set_faulty(false);
    Effect::new(move |_| {
        let lang = i18n.lang();
        let name = format!("{} · {}", text.get(), Shell::Product.text(lang));
        let faulty = headings.faulty.get();
        document().set_title(&if faulty {
            format!("{}: {name}", Shell::ErrorPrefix.text(lang))
        } else {
            name
        });
    });
    node.on_load(move |heading| {
        if headings.moved.get_value() && !quiet {
            let _ = heading.focus();
        }
        headings.moved.set_value(true);
    });
    view! { <h1 node_ref=node tabindex="-1">{text}</h1> }
}
