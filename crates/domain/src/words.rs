//! Closed vocabularies: enums whose variants are words on the wire, in SQL and in code.
//!
//! Invariant: one list per vocabulary. The word of a variant is written once; `as_str`, `parse`, `ALL`, serde and
//! `Display` all follow it, so that a variant cannot be spelled in two ways.
//! Absent on purpose: tolerance. A word in another case is another word; people choose from lists, programs spell.

/// A text that is no word of the vocabulary that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown_value")]
pub struct UnknownWord;

impl UnknownWord {
    /// Stable code for the wire: `unknown_value`.
    pub fn code(&self) -> &'static str {
        "unknown_value"
    }
}

/// Declares an enum of words. Serde writes and reads exactly the given word.
macro_rules! word_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every variant, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the exact word.
            ///
            /// # Errors
            /// [`UnknownWord`](crate::UnknownWord) for any other text.
            pub fn parse(text: &str) -> Result<Self, crate::UnknownWord> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(crate::UnknownWord) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}

/// Gives a newtype over a checked `String` its `Display`, `FromStr`, `AsRef<str>` and serde as a string. The type has
/// `parse(&str) -> Result<Self, E>` and `as_str`; a refusal reaches serde as the error's code.
macro_rules! text_newtype {
    ($name:ident, $error:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(|error| serde::de::Error::custom(error.code()))
            }
        }
    };
}

pub(crate) use {text_newtype, word_enum};
