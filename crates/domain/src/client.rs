//! Clients: kinds, names of people, identifying data.
//!
//! Invariant: identifying data is a small map of short texts; the keys that a kind of client is known by have a
//! checked format, any other key is free.
//! Absent on purpose: the account (see `ledger` and `credit`) and control digits of state registers: like that of an
//! INN, a wrong one is a hint for a form and no reason to refuse a paper that exists.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::day::parse_day;
use crate::field_error::FieldError;
use crate::text::{TextError, clean_text};
use crate::words::word_enum;

word_enum! {
    /// What a client is by law.
    pub enum ClientKind {
        Individual = "INDIVIDUAL",
        LegalEntity = "LEGAL_ENTITY",
        SoleProprietor = "SOLE_PROPRIETOR",
        Other = "OTHER",
    }
}

/// The name of a person in the Russian order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PersonName {
    pub last: String,
    pub first: String,
    pub middle: Option<String>,
}

impl PersonName {
    /// The display name: `Иванов Иван Иванович`; absent or blank parts leave no gap.
    pub fn display(&self) -> String {
        let parts = [self.last.as_str(), self.first.as_str(), self.middle.as_deref().unwrap_or("")];
        let words: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
        words.join(" ")
    }
}

/// Identifying data: passport, registers, bank details, and whatever the operator adds.
pub type ClientInfo = BTreeMap<String, String>;

const MAX_PAIRS: usize = 50;
const MAX_KEY_CHARS: usize = 64;
const MAX_VALUE_CHARS: usize = 500;

/// The keys that forms offer for a kind of client, in the order of the form.
pub const fn known_info_keys(kind: ClientKind) -> &'static [&'static str] {
    match kind {
        ClientKind::Individual => {
            &["passport_number", "passport_issue_date", "passport_issued_by", "birth_date", "snils"]
        }
        ClientKind::LegalEntity => &["kpp", "ogrn", "legal_address", "director", "bank_account", "bik"],
        ClientKind::SoleProprietor => &["ogrnip", "passport_number", "bank_account", "bik"],
        ClientKind::Other => &[],
    }
}

/// Checks identifying data; the fields of the faults are `client_info` or `client_info.KEY`.
///
/// Codes: `too_many` (pairs), `invalid_key`, `empty`, `too_long`, `invalid_text` (values), and for the known keys of
/// the kind `invalid_kpp`, `invalid_ogrn`, `invalid_ogrnip`, `invalid_bik`, `invalid_date`.
pub fn check_client_info(kind: ClientKind, info: &ClientInfo) -> Vec<FieldError> {
    if info.len() > MAX_PAIRS {
        // The map is not walked: a hostile one would give as many faults as it has pairs.
        return vec![FieldError::new("client_info", "too_many")];
    }
    let mut faults = Vec::new();
    for (key, value) in info {
        if !is_key(key) {
            faults.push(FieldError::new("client_info", "invalid_key"));
        } else if let Some(code) = value_fault(kind, key, value) {
            faults.push(FieldError::new(format!("client_info.{key}"), code));
        }
    }
    faults
}

/// 1 to 64 of Latin and Russian letters, digits, `_`, space, dot and hyphen.
fn is_key(key: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '_' | ' ' | '.' | '-')
    };
    !key.trim().is_empty() && key.chars().count() <= MAX_KEY_CHARS && key.chars().all(allowed)
}

fn value_fault(kind: ClientKind, key: &str, value: &str) -> Option<&'static str> {
    // Surrounding space counts: the value is stored as it is.
    if value.chars().count() > MAX_VALUE_CHARS {
        return Some(TextError::TooLong.code());
    }
    if let Err(error) = clean_text(value, MAX_VALUE_CHARS) {
        return Some(error.code());
    }
    if !known_info_keys(kind).contains(&key) {
        return None;
    }
    match key {
        "kpp" if !is_kpp(value) => Some("invalid_kpp"),
        "ogrn" if !is_digits(value, 13) => Some("invalid_ogrn"),
        "ogrnip" if !is_digits(value, 15) => Some("invalid_ogrnip"),
        "bik" if !(is_digits(value, 9) && value.starts_with('0')) => Some("invalid_bik"),
        "passport_issue_date" | "birth_date" if !is_date(value) => Some("invalid_date"),
        _ => None,
    }
}

/// `^\d{4}[0-9A-Z]{2}\d{3}$`
fn is_kpp(value: &str) -> bool {
    value.len() == 9
        && value
            .bytes()
            .enumerate()
            .all(|(at, byte)| byte.is_ascii_digit() || ((4..6).contains(&at) && byte.is_ascii_uppercase()))
}

fn is_digits(value: &str, length: usize) -> bool {
    value.len() == length && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// A day from 1900 on.
fn is_date(value: &str) -> bool {
    parse_day(value).is_some_and(|day| day.year() >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(kind: ClientKind, pairs: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let info = pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        check_client_info(kind, &info).into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn the_words_of_the_kinds_are_those_of_the_document() {
        let words: Vec<&str> = ClientKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(words, ["INDIVIDUAL", "LEGAL_ENTITY", "SOLE_PROPRIETOR", "OTHER"]);
        for kind in ClientKind::ALL {
            assert_eq!(ClientKind::parse(kind.as_str()), Ok(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
            assert_eq!(serde_json::from_str::<ClientKind>(&format!("\"{kind}\"")).unwrap(), *kind);
        }
        assert!(ClientKind::parse("individual").is_err());
    }

    #[test]
    fn a_name_is_shown_without_gaps() {
        let name = |last: &str, first: &str, middle: Option<&str>| {
            PersonName { last: last.into(), first: first.into(), middle: middle.map(Into::into) }.display()
        };
        assert_eq!(name("Иванов", "Иван", Some("Иванович")), "Иванов Иван Иванович");
        assert_eq!(name("Иванов", "Иван", None), "Иванов Иван");
        assert_eq!(name("", " Иван ", Some("  ")), "Иван");
    }

    #[test]
    fn the_documents_example_is_accepted() {
        let pairs = [("passport_number", "4700123456"), ("passport_issue_date", "2025-02-26")];
        assert_eq!(faults(ClientKind::Individual, &pairs), []);
    }

    #[test]
    fn known_keys_of_the_kind_have_a_format() {
        use ClientKind::{Individual, LegalEntity, Other, SoleProprietor};
        let cases = [
            (LegalEntity, "kpp", "770701001", None),
            (LegalEntity, "kpp", "7707AB001", None),
            (LegalEntity, "kpp", "7707ab001", Some("invalid_kpp")),
            (LegalEntity, "kpp", "77070100", Some("invalid_kpp")),
            (LegalEntity, "ogrn", "1027700132195", None),
            (LegalEntity, "ogrn", "102770013219", Some("invalid_ogrn")),
            (LegalEntity, "bik", "044525225", None),
            (LegalEntity, "bik", "944525225", Some("invalid_bik")),
            (SoleProprietor, "ogrnip", "304500116000157", None),
            (SoleProprietor, "ogrnip", "30450011600015", Some("invalid_ogrnip")),
            (Individual, "passport_issue_date", "2025-02-30", Some("invalid_date")),
            (Individual, "passport_issue_date", "26.02.2025", Some("invalid_date")),
            (Individual, "passport_issue_date", "2025-2-26", Some("invalid_date")),
            (Individual, "birth_date", "0001-01-01", Some("invalid_date")),
            // a key that is not of the kind is free text
            (Individual, "kpp", "нет", None),
            (Other, "ogrn", "нет", None),
            (LegalEntity, "мессенджер", "@romashka", None),
        ];
        for (kind, key, value, code) in cases {
            let expected: Vec<_> =
                code.into_iter().map(|code| (format!("client_info.{key}"), code)).collect();
            assert_eq!(faults(kind, &[(key, value)]), expected, "{kind} {key} {value}");
        }
    }

    #[test]
    fn keys_and_values_are_bounded() {
        let long_key = "k".repeat(65);
        for key in ["", " ", "a\0b", "a/b", "ключ:", "名", long_key.as_str()] {
            assert_eq!(
                faults(ClientKind::Other, &[(key, "x")]),
                [("client_info".to_owned(), "invalid_key")],
                "{key}"
            );
        }
        let (most, more) = ("ё".repeat(500), "ё".repeat(501));
        assert_eq!(faults(ClientKind::Other, &[("k", &most)]), []);
        assert_eq!(faults(ClientKind::Other, &[("k", &more)]), [("client_info.k".to_owned(), "too_long")]);
        assert_eq!(faults(ClientKind::Other, &[("k", " ")]), [("client_info.k".to_owned(), "empty")]);
        assert_eq!(
            faults(ClientKind::Other, &[("k", "a\0")]),
            [("client_info.k".to_owned(), "invalid_text")]
        );

        let pairs =
            |count: usize| (0..count).map(|n| (format!("k{n}"), "v".to_owned())).collect::<ClientInfo>();
        assert_eq!(check_client_info(ClientKind::Other, &pairs(50)), []);
        assert_eq!(
            check_client_info(ClientKind::Other, &pairs(51)),
            [FieldError::new("client_info", "too_many")]
        );
    }

    #[test]
    fn every_known_key_is_a_valid_key() {
        for kind in ClientKind::ALL {
            assert!(known_info_keys(*kind).iter().all(|key| is_key(key)));
        }
    }
}
