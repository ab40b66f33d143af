//! Elements as values: what a page shows is put together from [`el`], and Leptos keeps it alive.
//!
//! Why not `view!`: it makes a type of every tag, attribute and closure, and each type its own machine code. The same screens
//! took about three times as many bytes in the WASM file (docs/decisions/browser-size.md); here there is one element type, one kind of
//! effect and one kind of listener. Signals, memos, effects and owners are those of Leptos.
//! Invariant: an attribute, text or child that reads a signal follows it; what an element started (effects, listeners) ends with it.
//! Absent on purpose: diffing. A live child is replaced whole; lists are at most 200 rows.

mod build;
mod give;
mod part;
mod root;

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::{self, Element, Event};

pub use give::{Give, Take};
pub use part::{Part, Value, live, live_text};
pub use root::Root;

/// An HTML element that is not in the document yet.
pub struct El(Box<Plan>);

/// What to do to make the element.
struct Plan {
    tag: &'static str,
    svg: bool,
    steps: Vec<Step>,
}

/// In the order given: attributes come before the children that may need them.
pub enum Step {
    Attr(&'static str, Cow<'static, str>),
    LiveAttr(&'static str, Box<dyn Give<Option<String>>>),
    LiveClass(&'static str, Box<dyn Give<bool>>),
    LiveProp(&'static str, Box<dyn Give<JsValue>>),
    On(&'static str, Box<dyn Take<Event>>),
    Text(Cow<'static, str>),
    LiveText(Box<dyn Give<String>>),
    Child(El),
    Live(Box<dyn Give<Vec<El>>>),
    Ready(Box<dyn FnOnce(&Element)>),
}

/// An element of HTML.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Plan { tag, svg: false, steps: Vec::new() }))
}

/// An element of SVG.
pub fn svg(tag: &'static str) -> El {
    El(Box::new(Plan { tag, svg: true, steps: Vec::new() }))
}

/// A `div`, the commonest of all.
#[inline(never)]
pub fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// What does the work is not inlined: a page is hundreds of these calls, and each should be a few bytes.
impl El {
    #[inline(never)]
    fn step(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        if class.is_empty() { self } else { self.step(Step::Attr("class", Cow::Borrowed(class))) }
    }

    pub fn id(self, id: impl Into<Value>) -> Self {
        self.attr("id", id)
    }

    /// An attribute: a text, a message, a signal, [`live`] code; `None` and `false` leave it out.
    #[inline(never)]
    pub fn attr<V: Into<Value>>(self, name: &'static str, value: V) -> Self {
        match value.into() {
            Value::Nothing => self,
            Value::Fixed(text) => self.step(Step::Attr(name, text)),
            Value::Live(value) => self.step(Step::LiveAttr(name, value)),
        }
    }

    /// Has `class` while `on` says so. Give fixed classes first.
    pub fn class_if(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.live_class(class, Box::new(on))
    }

    #[inline(never)]
    fn live_class(self, class: &'static str, on: Box<dyn Give<bool>>) -> Self {
        self.step(Step::LiveClass(class, on))
    }

    /// A property such as `checked`, which differs from the attribute once a person has touched it.
    pub fn prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        self.live_prop(name, Box::new(value))
    }

    #[inline(never)]
    fn live_prop(self, name: &'static str, value: Box<dyn Give<JsValue>>) -> Self {
        self.step(Step::LiveProp(name, value))
    }

    /// Shows the signal in an input and puts what is typed into it.
    #[inline(never)]
    pub fn bind(self, value: RwSignal<String>) -> Self {
        self.on("input", move |event| value.set(typed(&event))).shows(value)
    }

    /// Shows the signal in an input.
    #[inline(never)]
    pub fn shows(self, value: RwSignal<String>) -> Self {
        self.prop("value", move || JsValue::from(value.get()))
    }

    pub fn on(self, event: &'static str, run: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(run))
    }

    #[inline(never)]
    fn listen(self, event: &'static str, run: Box<dyn Take<Event>>) -> Self {
        self.step(Step::On(event, run))
    }

    pub fn on_click(self, mut run: impl FnMut() + 'static) -> Self {
        self.clicked(Box::new(move |()| run()))
    }

    #[inline(never)]
    fn clicked(self, mut run: Box<dyn Take<()>>) -> Self {
        self.listen("click", Box::new(move |_| run.take(())))
    }

    /// A text, message, element, several of them, or none.
    #[inline(never)]
    pub fn child<P: Part>(mut self, part: P) -> Self {
        part.push(&mut self.0.steps);
        self
    }

    /// Children that follow the signals that `part` reads.
    pub fn live<P: Into<Vec<El>>>(self, part: impl Fn() -> P + 'static) -> Self {
        self.follows(Box::new(move || part().into()))
    }

    /// One child or none, by the signals that `part` reads.
    pub fn maybe(self, part: impl Fn() -> Option<El> + 'static) -> Self {
        self.follows_one(Box::new(part))
    }

    #[inline(never)]
    fn follows_one(self, part: Box<dyn Give<Option<El>>>) -> Self {
        self.follows(Box::new(move || part.give().into_iter().collect()))
    }

    #[inline(never)]
    fn follows(self, part: Box<dyn Give<Vec<El>>>) -> Self {
        self.step(Step::Live(part))
    }

    /// Runs once the element and its children exist; they may not be in the document yet.
    pub fn ready(self, run: impl FnOnce(&Element) + 'static) -> Self {
        self.when_ready(Box::new(run))
    }

    #[inline(never)]
    fn when_ready(self, run: Box<dyn FnOnce(&Element)>) -> Self {
        self.step(Step::Ready(run))
    }
}

impl From<El> for Vec<El> {
    fn from(element: El) -> Self {
        vec![element]
    }
}

/// What the input of the event holds.
pub fn typed(event: &Event) -> String {
    event_target_value(event)
}

/// Whether the checkbox of the event is on.
pub fn checked(event: &Event) -> bool {
    event_target_checked(event)
}

/// The event as one of the keyboard.
pub fn key_event(event: &Event) -> Option<&web_sys::KeyboardEvent> {
    use leptos::wasm_bindgen::JsCast;
    event.dyn_ref()
}
