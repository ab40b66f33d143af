//! A button that copies a text.
//!
//! `navigator.clipboard` exists only over HTTPS and on localhost; this works in any office network, and says at once whether it did.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use super::icon::{Glyph, icon};
use super::toast::toast;
use crate::el::{El, el};
use crate::i18n::{Msg, lang_now, shell::Shell};

/// `label` says what is copied; the button shows only a picture.
pub fn copy_button(label: Msg, text: String) -> El {
    el("button")
        .attr("type", "button")
        .class("copy")
        .attr("aria-label", label)
        .attr("title", label)
        .on("click", move |event| {
            let button = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let copied = button.is_some_and(|button| copy(&button, &text));
            toast(if copied { Shell::Copied } else { Shell::NotCopied }.text(lang_now()).to_owned());
        })
        .child(icon(Glyph::Copy))
}

/// Through a field beside the button: within an open dialog nothing outside can be selected.
fn copy(button: &HtmlElement, text: &str) -> bool {
    let Some(parent) = button.parent_element() else { return false };
    let Some(field) = field(&parent, text) else { return false };
    field.select();
    let document = JsValue::from(document());
    let command = js_sys::Reflect::get(&document, &"execCommand".into());
    let command = command.ok().and_then(|command| command.dyn_into::<js_sys::Function>().ok());
    let done = command.and_then(|command| command.call1(&document, &"copy".into()).ok());
    field.remove();
    let _ = button.focus();
    done.is_some_and(|done| done.is_truthy())
}

fn field(parent: &Element, text: &str) -> Option<HtmlTextAreaElement> {
    let field: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("vh");
    field.set_value(text);
    parent.append_child(&field).ok()?;
    Some(field)
}
