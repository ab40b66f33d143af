//! Filters and the address: what a list shows is what its address says, so that a link, Back and a bookmark show it again.
//!
//! Grammar: an absent key is no filter; ranges `a..b` with open ends; money with a dot; a comma is "or"; unknown keys are kept
//! and ignored; a value that cannot be read becomes [`Field::Bad`], is shown as such and not applied.
//! Invariant: parsing what was written gives the same filters; changing a filter goes back to the first page.

pub mod address;
mod clients;
mod range;
mod sort;

pub use clients::{ClientFilters, ClientView, PAGE_SIZES};
pub use range::{MoneyRange, NumberSet};
pub use sort::{ClientColumn, Direction, Sort};

/// A value with a readable form in the address.
pub trait Term: Sized {
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
}

/// One filter as the address has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    #[default]
    Unset,
    Set(T),
    /// What stood there and made no sense.
    Bad(String),
}

impl<T: Term> Field<T> {
    /// Blank is no filter.
    pub fn read(text: &str) -> Self {
        match T::read(text.trim()) {
            _ if text.trim().is_empty() => Self::Unset,
            Some(value) => Self::Set(value),
            None => Self::Bad(text.to_owned()),
        }
    }

    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unset | Self::Bad(_) => None,
        }
    }

    /// As a person would type it; empty for no filter.
    pub fn text(&self) -> String {
        self.write().unwrap_or_default()
    }

    fn write(&self) -> Option<String> {
        match self {
            Self::Unset => None,
            Self::Set(value) => Some(value.write()),
            Self::Bad(raw) => Some(raw.clone()),
        }
    }
}

/// Where in a list: the opaque cursor and which way it came about. Both are one `cursor` for the API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    First,
    After(String),
    Before(String),
}

impl Place {
    pub fn cursor(&self) -> Option<&str> {
        match self {
            Self::First => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }

    /// From the decoded pairs of an address; `after` wins over `before`.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| {
            pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone())
        };
        match (value("after"), value("before")) {
            (Some(after), _) => Self::After(after),
            (None, Some(before)) => Self::Before(before),
            (None, None) => Self::First,
        }
    }

    /// The key and value for the address.
    pub fn pair(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::First => None,
            Self::After(cursor) => Some(("after", cursor)),
            Self::Before(cursor) => Some(("before", cursor)),
        }
    }
}
