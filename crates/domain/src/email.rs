//! E-mail addresses.
//!
//! Invariant: one `@`, at most 254 bytes, a host of at least two labels in lower case. The local part stays as typed,
//! because only its own server knows whether case matters.
//! Absent on purpose: quoted local parts, comments and address literals of RFC 5322; nobody's customer has one.

use crate::text::lower_case;
use crate::words::text_newtype;

const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;
const MAX_LABEL_BYTES: usize = 63;

/// An e-mail address like `Ivan.Petrov@example.ru`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid_email")]
pub struct EmailError;

impl EmailError {
    /// Stable code for the wire: `invalid_email`.
    pub fn code(self) -> &'static str {
        "invalid_email"
    }
}

impl Email {
    /// Reads an address; space around it is dropped, the host is lower-cased. Cyrillic hosts and names are fine.
    ///
    /// # Errors
    /// [`EmailError`] for anything that is not plainly an address.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let (local, host) = text.trim().split_once('@').ok_or(EmailError)?;
        let host = lower_case(host);
        let local_ok = !local.is_empty()
            && local.len() <= MAX_LOCAL_BYTES
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char));
        let host_ok = host.contains('.') && host.split('.').all(is_label);
        let address = format!("{local}@{host}");
        if local_ok && host_ok && address.len() <= MAX_BYTES { Ok(Self(address)) } else { Err(EmailError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_newtype!(Email, EmailError);

fn is_atom_char(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= MAX_LABEL_BYTES
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_only_the_host_is_lower_cased() {
        for (text, stored) in [
            (" Ivan.Petrov@Example.RU ", "Ivan.Petrov@example.ru"),
            ("a+b_c-d@sub.example.co", "a+b_c-d@sub.example.co"),
            ("иван@Почта.РФ", "иван@почта.рф"),
            ("o'neil@xn--80a1acny.xn--p1ai", "o'neil@xn--80a1acny.xn--p1ai"),
        ] {
            assert_eq!(Email::parse(text).unwrap().as_str(), stored);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "@",
            "ivan",
            "ivan@",
            "@example.ru",
            "ivan@localhost",
            "ivan@@example.ru",
            "ivan@exa@mple.ru",
            ".ivan@example.ru",
            "ivan.@example.ru",
            "iv..an@example.ru",
            "iv an@example.ru",
            "ivan@exam ple.ru",
            "ivan@.ru",
            "ivan@example..ru",
            "ivan@example.ru.",
            "ivan@-example.ru",
            "ivan@example-.ru",
            "\"ivan\"@example.ru",
            "Иван <ivan@example.ru>",
            "ivan@example.ru,petr@example.ru",
            "ivan\0@example.ru",
        ] {
            assert_eq!(Email::parse(text), Err(EmailError), "{text}");
        }
    }

    #[test]
    fn lengths_are_bounded() {
        let local = "l".repeat(64);
        assert!(Email::parse(&format!("{local}@example.ru")).is_ok());
        assert_eq!(Email::parse(&format!("{local}l@example.ru")), Err(EmailError));
        let host = |tail: usize| format!("{0}.{0}.{1}", "h".repeat(63), "t".repeat(tail));
        assert!(Email::parse(&format!("{local}@{}", host(61))).is_ok());
        assert_eq!(Email::parse(&format!("{local}@{}", host(62))), Err(EmailError));
    }
}
