//! From a plan to nodes of the document.

use std::any::Any;
use std::cell::OnceCell;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, Event, EventTarget, Node, Text};

use super::{El, Give, Plan, Step, Take};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element in the document, and what lives as long as it does.
pub struct Built {
    pub(super) node: Element,
    _keep: Vec<Box<dyn Any>>,
}

/// Ends with the element; an event that comes later finds nobody instead of a freed closure.
struct Listener {
    target: EventTarget,
    event: &'static str,
    run: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run = self.run.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, run);
    }
}

/// Whether the signals that an element reads are still there. A live part that is replaced ends its signals first; what was about to run
/// for the old elements must not touch them any more.
#[derive(Default)]
struct Life(OnceCell<Arc<AtomicBool>>);

impl Life {
    fn watch(&self) -> Arc<AtomicBool> {
        let begin = || {
            let lives = Arc::new(AtomicBool::new(true));
            let ended = Arc::clone(&lives);
            on_cleanup(move || ended.store(false, Ordering::Relaxed));
            lives
        };
        Arc::clone(self.0.get_or_init(begin))
    }
}

impl El {
    pub(super) fn built(self) -> Option<Built> {
        let Plan { tag, svg, steps } = *self.0;
        let document = document();
        let node =
            if svg { document.create_element_ns(Some(SVG), tag) } else { document.create_element(tag) };
        let node = node.ok()?;
        let mut keep = Vec::new();
        let mut ready = Vec::new();
        let life = Life::default();
        for step in steps {
            match step {
                Step::Ready(run) => ready.push(run),
                step => apply(&node, step, &life, &mut keep),
            }
        }
        for run in ready {
            run(&node);
        }
        Some(Built { node, _keep: keep })
    }
}

#[inline(never)]
fn apply(node: &Element, step: Step, life: &Life, keep: &mut Vec<Box<dyn Any>>) {
    match step {
        Step::Attr(name, value) => drop(node.set_attribute(name, &value)),
        Step::LiveAttr(name, value) => {
            let node = node.clone();
            keep.push(effect(
                life,
                Box::new(move || match value.give() {
                    Some(text) => drop(node.set_attribute(name, &text)),
                    None => drop(node.remove_attribute(name)),
                }),
            ));
        }
        Step::LiveClass(class, on) => {
            let classes = node.class_list();
            keep.push(effect(life, Box::new(move || drop(classes.toggle_with_force(class, on.give())))));
        }
        Step::LiveProp(name, value) => {
            let node = node.clone();
            keep.push(effect(life, Box::new(move || set_property(&node, name, &value.give()))));
        }
        Step::On(event, run) => keep.push(listen(node, event, life, run)),
        Step::Text(text) => drop(node.append_child(&document().create_text_node(&text))),
        Step::LiveText(text) => {
            let words = document().create_text_node("");
            let _ = node.append_child(&words);
            keep.push(effect(life, Box::new(move || write(&words, &text.give()))));
        }
        Step::Child(child) => {
            if let Some(child) = child.built() {
                let _ = node.append_child(&child.node);
                keep.push(Box::new(child));
            }
        }
        Step::Live(children) => keep.push(follow(node, life, children)),
        Step::Ready(_) => {}
    }
}

fn effect(life: &Life, run: Box<dyn Give<()>>) -> Box<dyn Any> {
    let lives = life.watch();
    Box::new(RenderEffect::new(move |_: Option<()>| {
        if lives.load(Ordering::Relaxed) {
            run.give();
        }
    }))
}

fn write(words: &Text, text: &str) {
    words.set_data(text);
}

/// Writing the same value again would move the caret.
fn set_property(node: &Element, name: &str, value: &JsValue) {
    let name = JsValue::from_str(name);
    if js_sys::Reflect::get(node, &name).as_ref() != Ok(value) {
        let _ = js_sys::Reflect::set(node, &name, value);
    }
}

fn listen(node: &Element, event: &'static str, life: &Life, mut run: Box<dyn Take<Event>>) -> Box<dyn Any> {
    let lives = life.watch();
    let run = Closure::<dyn FnMut(Event)>::wrap(Box::new(move |event| {
        if lives.load(Ordering::Relaxed) {
            run.take(event);
        }
    }));
    let _ = node.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
    Box::new(Listener { target: node.clone().into(), event, run })
}

/// Children that are replaced while their parent stays.
///
/// They end here and now: the effect's own value would live on in its task until that is polled, and what lies deeper could still
/// run on signals that are gone.
struct Followed {
    shown: Rc<RefCell<Vec<Built>>>,
    _effect: RenderEffect<()>,
}

impl Drop for Followed {
    fn drop(&mut self) {
        drop(self.shown.take());
    }
}

/// Children before a marker that shows where they belong, replaced whenever what they read changes.
fn follow(parent: &Element, life: &Life, children: Box<dyn Give<Vec<El>>>) -> Box<dyn Any> {
    let lives = life.watch();
    let marker: Node = document().create_comment("").into();
    let _ = parent.append_child(&marker);
    let shown = Rc::new(RefCell::new(Vec::new()));
    let kept = Rc::clone(&shown);
    let effect = RenderEffect::new(move |_: Option<()>| {
        if !lives.load(Ordering::Relaxed) {
            return;
        }
        let next: Vec<Built> = children.give().into_iter().filter_map(El::built).collect();
        if let Some(parent) = marker.parent_node() {
            for built in &next {
                let _ = parent.insert_before(&built.node, Some(&marker));
            }
        }
        // The nodes go first: leaving the document may still raise events.
        let before: Vec<Built> = kept.replace(next);
        let focused = focused_in(&before);
        for built in &before {
            built.node.remove();
        }
        if let Some(id) = focused {
            crate::ui::focus(&id);
        }
    });
    Box::new(Followed { shown, _effect: effect })
}

/// Id of what has the focus in there: whoever takes its place under the same id gets it, so that a person who pages or presses with
/// the keyboard does not start anew from the top.
fn focused_in(parts: &[Built]) -> Option<String> {
    let active = document().active_element()?;
    let id = Some(active.id()).filter(|id| !id.is_empty())?;
    parts.iter().any(|built| built.node.contains(Some(&active))).then_some(id)
}
