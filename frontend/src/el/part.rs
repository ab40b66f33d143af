//! What can be a child or the value of an attribute.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{El, Give, Step};
use crate::i18n::{Msg, lang};

/// The value of an attribute.
pub enum Value {
    /// The attribute is left out.
    Nothing,
    Fixed(Cow<'static, str>),
    /// `None` leaves the attribute out for now.
    Live(Box<dyn Give<Option<String>>>),
}

/// A value that follows the signals it reads; `None` leaves the attribute out.
pub fn live(value: impl Fn() -> Option<String> + 'static) -> Value {
    Value::Live(Box::new(value))
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Fixed(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Fixed(Cow::Owned(text))
    }
}

impl From<bool> for Value {
    fn from(on: bool) -> Self {
        if on { Self::Fixed(Cow::Borrowed("")) } else { Self::Nothing }
    }
}

impl From<Cow<'static, str>> for Value {
    fn from(text: Cow<'static, str>) -> Self {
        Self::Fixed(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<Msg> for Value {
    fn from(message: Msg) -> Self {
        live(move || Some(message.now().to_owned()))
    }
}

impl From<Signal<String>> for Value {
    fn from(text: Signal<String>) -> Self {
        live(move || Some(text.get()))
    }
}

impl From<Signal<bool>> for Value {
    fn from(on: Signal<bool>) -> Self {
        live(move || on.get().then(String::new))
    }
}

/// Something that can be a child.
pub trait Part {
    #[doc(hidden)]
    fn push(self, steps: &mut Vec<super::Step>);
}

/// A text that follows the signals it reads.
pub struct LiveText(Box<dyn Give<String>>);

pub fn live_text(text: impl Fn() -> String + 'static) -> LiveText {
    LiveText(Box::new(text))
}

impl Part for LiveText {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::LiveText(self.0));
    }
}

impl Part for &'static str {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::Text(Cow::Borrowed(self)));
    }
}

impl Part for String {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::Text(Cow::Owned(self)));
    }
}

impl Part for Msg {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::LiveText(Box::new(move || self.text(lang()).to_owned())));
    }
}

impl Part for Signal<String> {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::LiveText(Box::new(move || self.get())));
    }
}

impl Part for El {
    fn push(self, steps: &mut Vec<Step>) {
        steps.push(Step::Child(self));
    }
}

impl<P: Part> Part for Option<P> {
    fn push(self, steps: &mut Vec<Step>) {
        if let Some(part) = self {
            part.push(steps);
        }
    }
}

impl<P: Part> Part for Vec<P> {
    fn push(self, steps: &mut Vec<Step>) {
        for part in self {
            part.push(steps);
        }
    }
}

impl<P: Part, const N: usize> Part for [P; N] {
    fn push(self, steps: &mut Vec<Step>) {
        for part in self {
            part.push(steps);
        }
    }
}
