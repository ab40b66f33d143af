//! Words of the interface in Russian and English.
//!
//! Invariant: a text exists in both languages or does not compile: [`Msg::new`] takes both, phrases `match` on [`Lang`].
//! Absent on purpose: sentences glued from pieces, texts from the server (it sends codes), names that people gave to things.

use leptos::prelude::*;

pub mod access;
pub mod accounting;
pub mod bank;
pub mod client;
pub mod client_form;
pub mod combobox;
pub mod home;
pub mod jobs;
pub mod keys;
pub mod list;
pub mod operations;
pub mod orders;
pub mod phrases;
pub mod plural;
pub mod problems;
pub mod products;
pub mod services;
pub mod settings;
pub mod shell;
pub mod statement;
pub mod stock;
pub mod views;
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

/// A message without parameters: a text in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Msg(&'static [&'static str; 2]);

impl Msg {
    /// In Russian and in English. A reference, so that naming a message costs one number in the WASM file.
    pub const fn new(texts: &'static [&'static str; 2]) -> Self {
        Self(texts)
    }

    #[inline(never)]
    pub const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ru => self.0[0],
            Lang::En => self.0[1],
        }
    }

    /// In the language chosen; tracked.
    #[inline(never)]
    pub fn now(self) -> &'static str {
        self.text(lang())
    }
}

/// Declares the messages of one area: `Name = "по-русски", "in English";`.
macro_rules! messages {
    ($(#[$meta:meta])* pub enum $name:ident { $($key:ident = $ru:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        pub struct $name;

        #[expect(non_upper_case_globals, reason = "messages read like variants of an enum")]
        impl $name {
            $(pub const $key: $crate::i18n::Msg = $crate::i18n::Msg::new(&[$ru, $en]);)+

            #[cfg(test)]
            pub const ALL: &'static [$crate::i18n::Msg] = &[$(Self::$key,)+];
        }
    };
}
pub(crate) use messages;

thread_local! {
    /// The language chosen now. Everything that shows words follows it, so a switch keeps what was typed.
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(Lang::Ru);
}

/// The language chosen; tracked.
#[inline(never)]
pub fn lang() -> Lang {
    LANG.with(|lang| lang.get())
}

/// Not tracked: for event handlers and requests.
#[inline(never)]
pub fn lang_now() -> Lang {
    LANG.with(|lang| lang.get_untracked())
}

pub fn switch(to: Lang) {
    LANG.with(|lang| lang.set(to));
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

    fn check(all: &[Msg]) {
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
        check(home::Home::ALL);
        check(views::Views::ALL);
        check(settings::Settings::ALL);
        check(access::Access::ALL);
        check(accounting::Acc::ALL);
        check(bank::Bank::ALL);
        check(jobs::Job::ALL);
        check(keys::Keys::ALL);
        check(list::List::ALL);
        check(client::ClientText::ALL);
        check(client_form::FormText::ALL);
        check(statement::StatementText::ALL);
        check(stock::Stock::ALL);
        check(combobox::Combo::ALL);
        check(operations::Ops::ALL);
        check(orders::Ord::ALL);
        check(products::Prod::ALL);
        check(services::Svc::ALL);
        check(wallet::Wallet::ALL);
    }
}
