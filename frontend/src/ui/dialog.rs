//! A modal dialog on the browser's own `<dialog>`: it traps the focus, makes the rest inert and gives the focus back.

use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Signal<String>,
    /// Called when Esc asks to leave. Without it the dialog cannot be left so.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Unique on the page; the title is labelled by it.
    id: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    view! {
        <dialog
            id=id
            node_ref=node
            class="dialog"
            aria-labelledby=labelled_by
            on:cancel=move |event: leptos::web_sys::Event| {
                event.prevent_default();
                if let Some(on_cancel) = on_cancel {
                    on_cancel.run(());
                }
            }
            on:close=move |_| {
                // Browsers close on a second Esc even after a refusal.
                if let Some(dialog) = node.get_untracked().filter(|_| open.get_untracked()) {
                    drop(dialog.show_modal());
                }
            }
        >
            <h2 id=title_id>{title}</h2>
            // Built when it opens: fields start empty and nothing inside has a duplicate id on the page.
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
