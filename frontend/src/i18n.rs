//! Words of the interface in Russian and English.
//!
//! Invariant: a text exists in both languages or does not compile: [`messages!`] takes both, phrases `match` on [`Lang`].
//! Absent on purpose: sentences glued from pieces, texts from the server (it sends codes), names that people gave to things.

use leptos::prelude::*;

pub mod client;
pub mod list;
pub mod phrases;
pub mod plural;
pub mod problems;
pub mod shell;
pub mod wallet;
pub mod words;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Ru,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Ru, Self::En];

    /// The BCP 47 tag, also the value in the browser's storage.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Reads a tag such as `ru`, `ru-RU` or `en-GB`; `None` for a language that is not spoken here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// Whether kopecks are set off by a comma, when amounts are typed and shown.
    pub const fn decimal_comma(self) -> bool {
        match self {
            Self::Ru => true,
            Self::En => false,
        }
    }
}

/// A message without parameters.
pub trait Message: Copy + Send + Sync + 'static {
    fn text(self, lang: Lang) -> &'static str;
}

/// Declares the messages of one area: `Name = "по-русски", "in English";`.
macro_rules! messages {
    ($(#[$meta:meta])* pub enum $name:ident { $($key:ident = $ru:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($key,)+ }

        #[cfg(test)]
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$key,)+];
        }

        impl $crate::i18n::Message for $name {
            fn text(self, lang: $crate::i18n::Lang) -> &'static str {
                match lang {
                    $crate::i18n::Lang::Ru => match self { $(Self::$key => $ru,)+ },
                    $crate::i18n::Lang::En => match self { $(Self::$key => $en,)+ },
                }
            }
        }
    };
}
pub(crate) use messages;

/// The language chosen now. Everything that shows words reads it reactively, so a switch keeps what was typed.
#[derive(Clone, Copy)]
pub struct I18n(RwSignal<Lang>);

impl I18n {
    pub fn new(lang: Lang) -> Self {
        Self(RwSignal::new(lang))
    }

    /// Tracks the language.
    pub fn lang(self) -> Lang {
        self.0.get()
    }

    /// Does not track: for event handlers and requests.
    pub fn lang_now(self) -> Lang {
        self.0.get_untracked()
    }

    pub fn switch(self, lang: Lang) {
        self.0.set(lang);
    }
}

/// The language of the surrounding application.
pub fn use_i18n() -> I18n {
    expect_context::<I18n>()
}

/// The message as a piece of a view.
pub fn t<M: Message>(message: M) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let i18n = use_i18n();
    move || message.text(i18n.lang())
}

/// The message as a property of a component.
pub fn ts<M: Message>(message: M) -> Signal<String> {
    phrase(move |lang| message.text(lang).to_owned())
}

/// A phrase with parameters as a property of a component; what the closure reads is tracked too.
pub fn phrase(text: impl Fn(Lang) -> String + Send + Sync + 'static) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || text(i18n.lang()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_browsers_are_understood() {
        for (tag, lang) in [
            ("ru", Some(Lang::Ru)),
            ("ru-RU", Some(Lang::Ru)),
            ("RU", Some(Lang::Ru)),
            ("en-GB", Some(Lang::En)),
            ("en_US", Some(Lang::En)),
            ("rue", None),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
    }

    fn check<M: Message + std::fmt::Debug>(all: &[M]) {
        for message in all {
            let (ru, en) = (message.text(Lang::Ru), message.text(Lang::En));
            assert!(!ru.trim().is_empty() && !en.trim().is_empty(), "{message:?}");
            let cyrillic = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
            assert!(!en.contains(cyrillic), "{message:?}: {en}");
        }
    }

    #[test]
    fn english_has_no_russian_letters_and_nothing_is_empty() {
        check(shell::Shell::ALL);
        check(list::List::ALL);
        check(client::ClientText::ALL);
        check(wallet::Wallet::ALL);
    }
}
