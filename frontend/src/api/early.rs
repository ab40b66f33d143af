//! Answers to what `ask.js` asked before the application was there.
//!
//! Invariant: an answer is taken once, and only a good one: whatever else became of the question, it is asked in the usual way.

use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::Response;
use wasm_bindgen_futures::JsFuture;

/// The good answer to this path, if it was asked for and nobody has taken it.
pub(super) async fn answer(path: &str) -> Option<JsValue> {
    let asked =
        js_sys::Reflect::get(&window(), &"saldoAsked".into()).ok()?.dyn_into::<js_sys::Object>().ok()?;
    let path = JsValue::from_str(path);
    let answer = js_sys::Reflect::get(&asked, &path).ok()?.dyn_into::<js_sys::Promise>().ok()?;
    let _ = js_sys::Reflect::delete_property(&asked, &path);
    JsFuture::from(answer).await.ok().filter(|answer| answer.unchecked_ref::<Response>().ok())
}
