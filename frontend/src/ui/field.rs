//! A labelled input with a hint and an error. The error takes the place of the hint, so that nothing jumps.

use leptos::prelude::*;

use super::summary::{Faults, fault_of};
use crate::el::{El, Give, Part, el, live, live_text};
use crate::i18n::Msg;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Text,
    Search,
    /// Digits and separators: phones show the right keyboard.
    Decimal,
    Date,
    Tel,
    Email,
    Login,
    Password,
    NewPassword,
    /// Several lines.
    Area,
}

impl Kind {
    const fn type_(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Password | Self::NewPassword => "password",
            Self::Date => "date",
            Self::Tel => "tel",
            Self::Text | Self::Email | Self::Decimal | Self::Login | Self::Area => "text",
        }
    }

    const fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Decimal => Some("decimal"),
            Self::Email => Some("email"),
            _ => None,
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Login => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            _ => "off",
        }
    }

    const fn is_word(self) -> bool {
        matches!(self, Self::Text | Self::Area)
    }
}

/// A hint and whether it warns.
pub type Hint = Box<dyn Give<(String, bool)>>;

/// An input of a form, before it is shown.
pub struct Field(Box<Parts>);

struct Parts {
    id: String,
    label: El,
    value: RwSignal<String>,
    kind: Kind,
    hint: Option<Hint>,
    faults: Option<Faults>,
    required: bool,
    frozen: Option<Box<dyn Give<bool>>>,
    words: Option<String>,
}

impl Field {
    /// `id` is unique on the page; the label, the hint and the error hang on it.
    pub fn new(id: impl Into<String>, label: impl Part, value: RwSignal<String>) -> Self {
        Self::made(id.into(), el("label").class("field-label").child(label), value)
    }

    #[inline(never)]
    fn made(id: String, label: El, value: RwSignal<String>) -> Self {
        Self(Box::new(Parts {
            id,
            label,
            value,
            kind: Kind::Text,
            hint: None,
            faults: None,
            required: false,
            frozen: None,
            words: None,
        }))
    }

    pub fn kind(mut self, kind: Kind) -> Self {
        self.0.kind = kind;
        self
    }

    #[inline(never)]
    pub fn hint(self, hint: Msg) -> Self {
        self.live_hint(move || (hint.now().to_owned(), false))
    }

    pub fn live_hint(mut self, hint: impl Fn() -> (String, bool) + 'static) -> Self {
        self.0.hint = Some(Box::new(hint));
        self
    }

    /// Where its error comes from.
    #[inline(never)]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.0.faults = Some(faults);
        self
    }

    pub fn required(mut self) -> Self {
        self.0.required = true;
        self
    }

    /// Can be read but not changed while this says so.
    pub fn frozen(mut self, frozen: impl Fn() -> bool + 'static) -> Self {
        self.0.frozen = Some(Box::new(frozen));
        self
    }

    /// Offers the words of the `datalist` with this id.
    pub fn words(mut self, words: Option<String>) -> Self {
        self.0.words = words;
        self
    }

    pub fn hidden_label(mut self) -> Self {
        self.0.label = self.0.label.class("vh");
        self
    }

    /// The input with its label, hint and error.
    pub fn view(self) -> El {
        self.view_with(|input| input)
    }

    /// The same; `more` adds to the input itself.
    pub fn view_with<'a>(self, more: impl FnOnce(El) -> El + 'a) -> El {
        self.shown(Box::new(more))
    }

    /// Not generic, so that it exists once in the WASM file.
    #[inline(never)]
    fn shown<'a>(self, more: Box<dyn FnOnce(El) -> El + 'a>) -> El {
        let Parts { id, label, value, kind, hint, faults, required, frozen, words } = *self.0;
        let hint_id = format!("{id}-hint");
        let fault = {
            let id = id.clone();
            move || faults.and_then(|faults| fault_of(faults, &id))
        };
        let faulty = fault.clone();
        let input = if kind == Kind::Area {
            el("textarea").attr("rows", "3")
        } else {
            el("input").attr("type", kind.type_())
        };
        let input = input
            .id(id.clone())
            .attr("name", id.clone())
            .class(if kind == Kind::Decimal { "input num" } else { "input" })
            .attr("inputmode", kind.inputmode())
            .attr("autocomplete", kind.autocomplete())
            .attr("autocapitalize", (!kind.is_word()).then_some("none"))
            .attr("spellcheck", if kind.is_word() { "true" } else { "false" })
            .attr("list", words)
            .attr("aria-required", required.then_some("true"))
            .attr("aria-describedby", hint_id.clone())
            .attr("aria-invalid", live(move || faulty().map(|_| "true".to_owned())))
            .bind(value);
        let input = match frozen {
            Some(frozen) => input.attr("readonly", live(move || frozen.give().then(String::new))),
            None => input,
        };
        let line = move || match (fault(), &hint) {
            (Some(fault), _) => (fault, true),
            (None, Some(hint)) => hint.give(),
            (None, None) => (String::new(), false),
        };
        let line = std::rc::Rc::new(line);
        let alarm = std::rc::Rc::clone(&line);
        el("div").class("field").child(label.attr("for", id)).child(more(input)).child(
            el("p")
                .id(hint_id)
                .class("hint")
                .class_if("error", move || alarm().1)
                .child(live_text(move || line().0)),
        )
    }
}
