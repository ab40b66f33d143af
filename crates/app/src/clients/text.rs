//! Text filters of clients: which patterns a text means for `client_documents.document`.
//!
//! Three characters and more match anywhere; one or two match beginnings of words, because every second client would contain them.
//! What looks like a phone number is also compared by its digits, however either side is punctuated.

use domain::phone_digits;

use crate::text_index::{Pattern, Wanted};

/// Digits that make a text worth comparing as a part of a phone number.
const MIN_PHONE_DIGITS: usize = 5;
/// Stands before every word of a document; see migration 0007.
const MARK: char = '\u{1}';

/// What a text filter looks for. `key` is in the form of `search_key` and not empty.
pub fn wanted(key: &str) -> Wanted {
    let mut ways = vec![if key.chars().count() < 3 { begins(key, ")") } else { contains(key, ")") }];
    let digits = phone_digits(key);
    if is_phone_like(key) && digits.len() >= MIN_PHONE_DIGITS && digits != key {
        ways.push(contains(&digits, ")"));
    }
    Wanted::text(vec![ways])
}

/// The text anywhere; `end` closes the SQL of the pattern.
pub fn contains(key: &str, end: &'static str) -> Pattern {
    let (key, bound) = (key.to_owned(), key.to_owned());
    Pattern { key, form: ("contains_pattern(", end), bound, begins: false, starts: false, mark: MARK }
}

/// The text where a word begins; `end` closes the SQL of the pattern.
pub fn begins(key: &str, end: &'static str) -> Pattern {
    Pattern { form: ("begins_pattern(", end), begins: true, ..contains(key, end) }
}

/// Only digits and what people put between them.
pub fn is_phone_like(key: &str) -> bool {
    key.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/' | '+' | '\u{2010}'..='\u{2014}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(key: &str) -> Vec<(&'static str, String)> {
        wanted(key).texts.into_iter().flatten().map(|pattern| (pattern.form.0, pattern.bound)).collect()
    }

    #[test]
    fn short_texts_are_beginnings_of_words() {
        assert_eq!(ways("ив"), [("begins_pattern(", "ив".to_owned())]);
        assert_eq!(ways("ива"), [("contains_pattern(", "ива".to_owned())]);
    }

    #[test]
    fn a_phone_is_also_compared_by_its_digits() {
        let digits = |key: &str| ways(key).into_iter().nth(1).map(|(_, digits)| digits);
        assert_eq!(digits("8 (978) 845-13-64").as_deref(), Some("79788451364"));
        assert_eq!(digits("89788451364").as_deref(), Some("79788451364"));
        assert_eq!(digits("845-13").as_deref(), Some("84513"));
        for plain in ["79788451364", "12-3", "дом 8-978-845", "845.1"] {
            assert_eq!(digits(plain), None, "{plain}");
        }
    }
}
