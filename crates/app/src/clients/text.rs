//! Text filters of clients: which patterns a text means for `client_documents.document`.
//!
//! Three characters and more match anywhere; one or two match beginnings of words, because every second client would contain them.
//! What looks like a phone number is also compared by its digits, however either side is punctuated.

use domain::phone_digits;
use sqlx::{Postgres, QueryBuilder};

/// Digits that make a text worth comparing as a part of a phone number.
const MIN_PHONE_DIGITS: usize = 5;

/// A text to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    key: String,
    begins: bool,
    /// Digits to find anywhere, when the text is written like a phone number.
    digits: Option<String>,
}

impl Text {
    /// `key` is in the form of `search_key` and not empty.
    pub fn new(key: String) -> Self {
        let begins = key.chars().count() < 3;
        let digits = Some(phone_digits(&key)).filter(|digits| {
            is_phone_like(&key) && digits.len() >= MIN_PHONE_DIGITS && *digits != key
        });
        Self { key, begins, digits }
    }

    /// Appends the condition on `document`, a column named by the program.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, document: &str) {
        query.push("(").push(document).push(if self.begins { " like begins_pattern(" } else { " like contains_pattern(" });
        query.push_bind(self.key.clone()).push(")");
        if let Some(digits) = &self.digits {
            query.push(" or ").push(document).push(" like contains_pattern(").push_bind(digits.clone()).push(")");
        }
        query.push(")");
    }
}

/// Only digits and what people put between them.
pub fn is_phone_like(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/' | '+' | '\u{2010}'..='\u{2014}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_beginnings_of_words() {
        assert!(Text::new("ив".into()).begins);
        assert!(!Text::new("ива".into()).begins);
    }

    #[test]
    fn a_phone_is_also_compared_by_its_digits() {
        let digits = |key: &str| Text::new(key.into()).digits;
        assert_eq!(digits("8 (978) 845-13-64").as_deref(), Some("79788451364"));
        assert_eq!(digits("89788451364").as_deref(), Some("79788451364"));
        assert_eq!(digits("845-13").as_deref(), Some("84513"));
        for plain in ["79788451364", "12-3", "дом 8-978-845", "845.1"] {
            assert_eq!(digits(plain), None, "{plain}");
        }
    }
}
