//! Phone numbers in E.164.
//!
//! Invariant: `+` and 7 to 15 digits, the first not zero; a Russian number has 11 digits and starts with `+7`.
//! Absent on purpose: numbering plans. Whether a code is in service is not this program's knowledge.

use crate::words::text_newtype;

/// A phone number like `+79788451364`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid_phone")]
pub struct PhoneError;

impl PhoneError {
    /// Stable code for the wire: `invalid_phone`.
    pub fn code(self) -> &'static str {
        "invalid_phone"
    }
}

impl Phone {
    /// Reads a number however it is punctuated. Without a plus it is Russian: 10 digits, or 11 that start with 8 or 7.
    /// Other countries need the plus.
    ///
    /// # Errors
    /// [`PhoneError`] for letters, too few or too many digits, a plus that is not first.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let (international, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if !rest.chars().all(|c| c.is_ascii_digit() || is_punctuation(c)) {
            return Err(PhoneError);
        }
        let digits = ascii_digits(rest);
        if international {
            let length_ok = if digits.starts_with('7') {
                digits.len() == 11
            } else {
                (7..=15).contains(&digits.len()) && !digits.starts_with('0')
            };
            return if length_ok { Ok(Self(format!("+{digits}"))) } else { Err(PhoneError) };
        }
        match (digits.len(), digits.split_at_checked(1)) {
            (10, _) => Ok(Self(format!("+7{digits}"))),
            (11, Some(("7" | "8", national))) => Ok(Self(format!("+7{national}"))),
            _ => Err(PhoneError),
        }
    }

    /// `+79788451364`
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number without its plus: `79788451364`, as [`phone_digits`] makes of any spelling.
    pub fn digits(&self) -> &str {
        self.0.strip_prefix('+').unwrap_or(&self.0)
    }

    /// For people: `+7 978 845-13-64`. The groups of other countries are not known here; those stay in one piece.
    pub fn format(&self) -> String {
        match self.0.strip_prefix("+7").map(|n| (n.get(..3), n.get(3..6), n.get(6..8), n.get(8..10))) {
            Some((Some(code), Some(a), Some(b), Some(c))) => format!("+7 {code} {a}-{b}-{c}"),
            _ => self.0.clone(),
        }
    }
}

text_newtype!(Phone, PhoneError);

/// The digits of a search text, with the Russian trunk prefix 8 of a whole number replaced by 7, so that every
/// spelling of a number gives the same digits. A part of a number stays as it is.
pub fn phone_digits(text: &str) -> String {
    let digits = ascii_digits(text);
    match (digits.len(), digits.strip_prefix('8')) {
        (11, Some(national)) if !text.trim_start().starts_with('+') => format!("7{national}"),
        _ => digits,
    }
}

fn ascii_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_punctuation(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_russian_spelling_is_one_number() {
        for text in [
            "+79788451364",
            "8 978 845-13-64",
            "8(978)845-13-64",
            "7 978 845 13 64",
            "978.845.13.64",
            " +7\u{a0}(978)\u{202f}845\u{2011}13\u{2013}64 ",
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "+79788451364", "{text}");
        }
    }

    #[test]
    fn other_countries_need_the_plus() {
        assert_eq!(Phone::parse("+375 29 123-45-67").unwrap().as_str(), "+375291234567");
        assert_eq!(Phone::parse("+1 (212) 555-0100").unwrap().as_str(), "+12125550100");
        assert_eq!(Phone::parse("375291234567"), Err(PhoneError));
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in
            ["", "+", "12345", "+7978845136", "+797884513641", "+123456", "+1234567890123456", "+0123456789"]
        {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
        for text in
            ["9788451364 доб. 5", "９７８８４５１３６４", "97+88451364", "++79788451364", "978845136\0"]
        {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
    }

    #[test]
    fn people_see_groups() {
        assert_eq!(Phone::parse("89788451364").unwrap().format(), "+7 978 845-13-64");
        assert_eq!(Phone::parse("+375291234567").unwrap().format(), "+375291234567");
    }

    #[test]
    fn search_digits_agree_with_the_stored_number() {
        let stored = Phone::parse("89788451364").unwrap();
        for text in ["8 978 845-13-64", "+7 978 845-13-64", "тел. 8(978)8451364"] {
            assert_eq!(phone_digits(text), stored.digits(), "{text}");
        }
        assert_eq!(phone_digits("8978"), "8978");
        assert_eq!(phone_digits("+81 90 1234 567"), "81901234567");
        assert_eq!(phone_digits("без номера"), "");
    }
}
