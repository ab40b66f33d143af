//! Ranges of figures as filters have them, `-500.00..0`: sums and quantities differ only in how an end is read and shown.
//!
//! Invariant: an end in the address is plain (a dot, no groups); what a person types and sees follows the language.

use domain::{Money, Quantity};

use super::range::bound;
use crate::format;
use crate::i18n::Lang;

/// How the ends of a range are written.
pub struct Figures {
    /// An end in the address as the API wants it; `None` if it makes no sense.
    pub plain: fn(&str) -> Option<String>,
    /// What was typed as it stands in the address.
    pub typed: fn(&str, Lang) -> Option<String>,
    /// An end in the address as a person would type it.
    pub editable: fn(&str, Lang) -> Option<String>,
    /// The same on a chip.
    pub shown: fn(&str, Lang) -> Option<String>,
}

pub static SUMS: Figures = Figures {
    plain: |text| Some(Money::parse(text).ok()?.to_string()),
    typed: |text, lang| Some(domain::parse_typed(text, lang.decimal_comma()).ok()?.to_string()),
    editable: |text, lang| Some(format::editable(lang, Money::parse(text).ok()?)),
    shown: |text, lang| Some(format::money(lang, Money::parse(text).ok()?)),
};

pub static QUANTITIES: Figures = Figures {
    plain: |text| Some(Quantity::parse(text).ok()?.to_string()),
    typed: |text, lang| Some(domain::parse_typed_quantity(text, lang.decimal_comma()).ok()?.to_string()),
    editable: |text, lang| Some(format::editable_quantity(lang, Quantity::parse(text).ok()?)),
    shown: |text, lang| Some(format::quantity(lang, Quantity::parse(text).ok()?)),
};

impl Figures {
    /// Both ends, included; an absent one is open, at least one is there. One figure alone is both ends.
    pub fn read(&self, text: &str) -> Option<[Option<String>; 2]> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let ends = [bound(from, self.plain)?, bound(to, self.plain)?];
        ends.iter().any(Option::is_some).then_some(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_open_ends() {
        let read = |figures: &Figures, text: &str| {
            let [from, to] = figures.read(text)?;
            Some(format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default()))
        };
        for (text, expected) in [
            ("-500.00..0", Some("-500.00..0.00")),
            ("..-0.01", Some("..-0.01")),
            ("100..", Some("100.00..")),
            ("5", Some("5.00..5.00")),
            ("..", None),
            ("abc", None),
            ("1,5..2", None),
            ("1..2..3", None),
            ("0.001..", None),
        ] {
            assert_eq!(read(&SUMS, text).as_deref(), expected, "{text}");
        }
        assert_eq!(read(&QUANTITIES, "0.001..2.500").as_deref(), Some("0.001..2.5"));
        assert_eq!(read(&QUANTITIES, "0.0001.."), None);
    }
}
