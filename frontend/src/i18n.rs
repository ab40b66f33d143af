//! Words of the interface in Russian and English.
//!
//! Invariant: a text exists in both languages or does not compile: [`messages!`] takes both.
//! Absent on purpose: sentences glued from pieces, texts from the server (it sends codes), names that people gave to things.

use leptos::prelude::*;

pub mod access;
pub mod accounting;
pub mod bank;
pub mod client;
pub mod client_form;
pub mod combobox;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod home;
pub mod jobs;
pub mod keys;
pub mod list;
pub mod operations;
pub mod orders;
mod phrase;
pub mod phrases;
pub mod plural;
pub mod problems;
pub mod products;
pub mod rights;
pub mod services;
pub mod settings;
pub mod shell;
pub mod statement;
pub mod stock;
pub mod views;
pub mod wallet;
pub mod words;

use orders::phrases as order_phrases;
use problems::{codes as problem_codes, fields as problem_fields, obstacles};

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

/// A message without parameters: the area that it belongs to and its number there. A number, because the WASM file has one wherever a
/// message is named, and a table of pointers to texts costs more than it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Msg(u16);

impl Msg {
    /// An area has at most 256 messages.
    const fn new(area: Area, number: u16) -> Self {
        Self((area as u16) << 8 | number)
    }

    #[inline(never)]
    pub fn text(self, lang: Lang) -> &'static str {
        let place = usize::from(self.0 & 255) * 2 + usize::from(lang == Lang::En);
        let area = usize::from(self.0 >> 8);
        SPLIT.with(|areas| areas.get(area).and_then(|texts| texts.get(place)).copied().unwrap_or_default())
    }

    /// In the language chosen; tracked.
    #[inline(never)]
    pub fn now(self) -> &'static str {
        self.text(lang())
    }
}

/// Declares the messages of one area, `Name = "по-русски", "in English";`, and its phrases, which are functions of the language and of
/// what fills their gaps: `fn name(of: &str) = "имя: {0}", "name: {0}";`.
macro_rules! messages {
    (
        pub enum $name:ident { $($key:ident = $ru:literal, $en:literal;)* }
        $(
            $(#[$doc:meta])*
            $vis:vis fn $phrase:ident($($part:ident: $type:ty),+) = $gaps_ru:literal, $gaps_en:literal;
        )*
    ) => {
        pub struct $name;

        const _: () = {
            #[expect(non_camel_case_types, reason = "a phrase is a function")]
            enum Nth { $($key,)* $($phrase,)* end }
            assert!(Nth::end as usize <= 256, "an area is full");

            #[expect(non_upper_case_globals, reason = "messages read like variants of an enum")]
            impl $name {
                $(pub const $key: $crate::i18n::Msg =
                    $crate::i18n::Msg::new($crate::i18n::Area::$name, Nth::$key as u16);)*
                $(const $phrase: $crate::i18n::Msg = {
                    let parts = [$(stringify!($part)),+].len();
                    assert!($crate::i18n::phrase::takes($gaps_ru, parts), "a gap too few or too many");
                    assert!($crate::i18n::phrase::takes($gaps_en, parts), "a gap too few or too many");
                    $crate::i18n::Msg::new($crate::i18n::Area::$name, Nth::$phrase as u16)
                };)*

                /// Each message in Russian and in English, each text ended by a NUL.
                pub const TEXTS: &'static str =
                    concat!($($ru, "\0", $en, "\0",)* $($gaps_ru, "\0", $gaps_en, "\0",)*);
            }
        };

        $(
            $(#[$doc])*
            $vis fn $phrase(lang: $crate::i18n::Lang, $($part: $type),+) -> String {
                $name::$phrase.fill(lang, &[$($part.into()),+])
            }
        )*
    };
}
pub(crate) use messages;

/// Names the areas, each `module::Name` of a `messages!`.
macro_rules! areas {
    ($($(#[$meta:meta])* $module:ident::$name:ident,)+) => {
        #[derive(Clone, Copy)]
        enum Area { $($(#[$meta])* $name,)+ }

        const AREAS: &[&str] = &[$($(#[$meta])* $module::$name::TEXTS,)+];
    };
}

areas! {
    access::Access,
    accounting::Acc,
    bank::Bank,
    client::ClientText,
    client_form::FormText,
    combobox::Combo,
    home::Home,
    jobs::Job,
    keys::Keys,
    list::List,
    operations::Ops,
    orders::Ord,
    order_phrases::OrderPhrases,
    phrases::Phrases,
    problem_codes::Trouble,
    problem_fields::FieldTrouble,
    obstacles::WhyNot,
    products::Prod,
    rights::Right,
    services::Svc,
    settings::Settings,
    shell::Shell,
    statement::StatementText,
    stock::Stock,
    views::Views,
    wallet::Wallet,
    words::Word,
    #[cfg(debug_assertions)]
    gallery::Gallery,
}

thread_local! {
    /// The texts of each area.
    static SPLIT: Vec<Vec<&'static str>> =
        AREAS.iter().map(|texts| texts.split_terminator('\0').collect()).collect();
}

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

    #[test]
    fn english_has_no_russian_letters_and_nothing_is_empty() {
        let cyrillic = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        for texts in AREAS {
            let texts: Vec<&str> = texts.split_terminator('\0').collect();
            assert!(texts.len().is_multiple_of(2), "a text has a NUL: {texts:?}");
            for [ru, en] in texts.as_chunks().0 {
                assert!(!ru.trim().is_empty() && !en.trim().is_empty(), "{ru:?}, {en:?}");
                assert!(!en.contains(cyrillic), "{en}");
                // Forms of a noun, see `plural::form`.
                let forms = (ru.split('|').count(), en.split('|').count());
                assert!(matches!(forms, (1, 1) | (3, 2)), "{ru:?}, {en:?}");
            }
        }
    }

    #[test]
    fn a_message_finds_its_texts_in_its_area() {
        for (message, ru, en) in [
            (shell::Shell::Home, "Главная", "Home"),
            (stock::Stock::Reason, "Основание", "Reason"),
            (wallet::Wallet::Deposit, "Пополнение", "Deposit"),
        ] {
            assert_eq!((message.text(Lang::Ru), message.text(Lang::En)), (ru, en));
        }
    }
}
