//! Sentences with gaps: `"Списать {0} со счёта клиента «{1}»?"`.
//!
//! Invariant: a phrase that leaves a parameter out, or asks for one that it has not, does not compile. What fills a gap is put in as it
//! is: braces in the name of a client mean nothing.

use super::{Lang, Msg};

/// What fills a gap.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    Text(&'a str),
    Number(i64),
}

impl<'a> From<&'a str> for Part<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Part<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Part<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Part<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Msg {
    /// The text with its gaps filled.
    #[inline(never)]
    pub fn fill(self, lang: Lang, parts: &[Part<'_>]) -> String {
        let mut pieces = self.text(lang).split('{');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let place = piece.bytes().next().unwrap_or_default().wrapping_sub(b'0');
            match parts.get(usize::from(place)) {
                Some(Part::Text(text)) => out.push_str(text),
                Some(Part::Number(number)) => out.push_str(&number.to_string()),
                None => {}
            }
            out.push_str(piece.get(2..).unwrap_or_default());
        }
        out
    }
}

/// Whether the gaps of a text are `{0}` to the last of so many parts, each at least once, and nothing else is in braces.
pub const fn takes(text: &str, parts: usize) -> bool {
    let bytes = text.as_bytes();
    let mut seen = [false; 10];
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'{' {
            if at + 2 >= bytes.len() || bytes[at + 2] != b'}' || !bytes[at + 1].is_ascii_digit() {
                return false;
            }
            seen[(bytes[at + 1] - b'0') as usize] = true;
            at += 2;
        }
        at += 1;
    }
    let mut part = 0;
    while part < seen.len() {
        if seen[part] != (part < parts) {
            return false;
        }
        part += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::phrases;

    #[test]
    fn gaps_are_filled_in_the_order_of_each_language_and_only_once() {
        let asked = |lang| phrases::confirm_withdraw(lang, "5 ₽", "Рога {2} копыта", "{0}");
        assert_eq!(asked(Lang::Ru), "Списать 5 ₽ со счёта клиента «Рога {2} копыта»? Баланс станет {0}.");
        assert_eq!(
            asked(Lang::En),
            "Withdraw 5 ₽ from the account of “Рога {2} копыта”? The balance becomes {0}."
        );
        assert_eq!(phrases::number(Lang::En, -7), "No.\u{a0}-7");
    }

    #[test]
    fn a_text_has_every_gap_and_no_other() {
        assert!(takes("{0} и {1}, {0}", 2) && takes("", 0));
        for (text, parts) in [("{0}", 2), ("{0} {2}", 2), ("{1}", 1), ("{name}", 1), ("{0", 1), ("{}", 1)] {
            assert!(!takes(text, parts), "{text}");
        }
    }
}
