//! What a person typed about a client, turned into values that are valid, or into all the faults at once.

use std::collections::BTreeMap;

use contract::clients::{ClientInput, Contact};
use contract::problem::FieldProblem;
use domain::{
    ClientInfo, ClientKind, CreditError, CreditTerms, Email, Inn, PersonName, Phone, TextError,
    check_client_info, clean_text,
};

use crate::{Error, Result};

const MAX_NAME_CHARS: usize = 300;
const MAX_PART_CHARS: usize = 100;
const MAX_CITY_CHARS: usize = 100;
const MAX_CONTACTS: usize = 50;
const MAX_OTHER_PAIRS: usize = 50;
const MAX_OTHER_KEY_CHARS: usize = 64;
const MAX_OTHER_VALUE_CHARS: usize = 500;

/// A client as it will be stored.
#[derive(Debug)]
pub struct Record {
    pub kind: ClientKind,
    pub name: String,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    pub inn: Option<Inn>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub city: Option<String>,
    pub client_info: ClientInfo,
    pub terms: CreditTerms,
    pub contacts: Vec<Contact>,
}

/// Collects faults while values are read.
#[derive(Default)]
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, code: &str) {
        self.0.push(FieldProblem { field: field.into(), code: code.to_owned() });
    }

    /// An optional text; blank is absent.
    fn text(&mut self, field: &str, value: Option<&str>, max_chars: usize) -> Option<String> {
        match clean_text(value?, max_chars) {
            Ok(text) => Some(text),
            Err(TextError::Empty) => None,
            Err(error) => {
                self.add(field, error.code());
                None
            }
        }
    }

    /// An optional value of a domain type; blank is absent.
    fn parsed<T, E>(
        &mut self,
        field: &str,
        value: Option<&str>,
        parse: fn(&str) -> Result<T, E>,
        code: fn(E) -> &'static str,
    ) -> Option<T> {
        let value = value.filter(|value| !value.trim().is_empty())?;
        parse(value).map_err(|error| self.add(field, code(error))).ok()
    }
}

impl Record {
    /// Reads the input of a form.
    ///
    /// # Errors
    /// `invalid_fields` with every field at fault.
    pub fn parse(input: ClientInput) -> Result<Self> {
        let mut faults = Faults::default();
        let last_name = faults.text("last_name", input.last_name.as_deref(), MAX_PART_CHARS);
        let first_name = faults.text("first_name", input.first_name.as_deref(), MAX_PART_CHARS);
        let middle_name = faults.text("middle_name", input.middle_name.as_deref(), MAX_PART_CHARS);
        let person = PersonName {
            last: last_name.clone().unwrap_or_default(),
            first: first_name.clone().unwrap_or_default(),
            middle: middle_name.clone(),
        };
        let name = name(input.kind, input.name.as_deref(), &person, &mut faults);
        let terms = CreditTerms::new(input.credit_limit, input.credit_due_date).unwrap_or_else(|error| {
            faults.add(credit_field(&error), error.code());
            CreditTerms::NONE
        });
        for fault in check_client_info(input.kind, &input.client_info) {
            faults.add(fault.field, fault.code);
        }
        let record = Self {
            kind: input.kind,
            name,
            inn: faults.parsed("inn", input.inn.as_deref(), Inn::parse, |error| error.code()),
            phone: faults.parsed("phone", input.phone.as_deref(), Phone::parse, |error| error.code()),
            email: faults.parsed("email", input.email.as_deref(), Email::parse, |error| error.code()),
            city: faults.text("city", input.city.as_deref(), MAX_CITY_CHARS),
            client_info: input.client_info,
            terms,
            contacts: contacts(input.contacts, &mut faults),
            last_name,
            first_name,
            middle_name,
        };
        if faults.0.is_empty() { Ok(record) } else { Err(Error::fields(faults.0)) }
    }
}

/// An individual's name follows from the parts when there are any.
fn name(kind: ClientKind, given: Option<&str>, person: &PersonName, faults: &mut Faults) -> String {
    let derived = person.display();
    if kind == ClientKind::Individual && (!person.last.is_empty() || !person.first.is_empty()) {
        if derived.chars().count() > MAX_NAME_CHARS {
            faults.add("last_name", TextError::TooLong.code());
        }
        return derived;
    }
    match clean_text(given.unwrap_or(""), MAX_NAME_CHARS) {
        Ok(name) => name,
        Err(error) => {
            faults.add("name", if error == TextError::Empty { "required" } else { error.code() });
            String::new()
        }
    }
}

/// The field of the form that a fault of credit terms belongs to.
pub fn credit_field(error: &CreditError) -> &'static str {
    match error {
        CreditError::NegativeLimit | CreditError::LimitBelowDebt { .. } => "credit_limit",
        CreditError::DueDateWithoutLimit | CreditError::DueDateOutOfRange => "credit_due_date",
    }
}

fn contacts(contacts: Vec<Contact>, faults: &mut Faults) -> Vec<Contact> {
    if contacts.len() > MAX_CONTACTS {
        faults.add("contacts", "too_many");
        return Vec::new();
    }
    contacts
        .into_iter()
        .enumerate()
        .map(|(at, contact)| self::contact(&format!("contacts[{at}]"), contact, faults))
        .collect()
}

fn contact(path: &str, contact: Contact, faults: &mut Faults) -> Contact {
    let before = faults.0.len();
    let mut text = |field: &str, value: Option<String>, max| {
        faults.text(&format!("{path}.{field}"), value.as_deref(), max)
    };
    let clean = Contact {
        full_name: text("full_name", contact.full_name, 300),
        phone: text("phone", contact.phone, 100),
        email: text("email", contact.email, 254),
        address: text("address", contact.address, 500),
        other: other(path, contact.other, faults),
    };
    if clean == Contact::default() && faults.0.len() == before {
        faults.add(path, TextError::Empty.code());
    }
    clean
}

fn other(path: &str, pairs: BTreeMap<String, String>, faults: &mut Faults) -> BTreeMap<String, String> {
    if pairs.len() > MAX_OTHER_PAIRS {
        faults.add(format!("{path}.other"), "too_many");
        return BTreeMap::new();
    }
    let mut clean = BTreeMap::new();
    for (key, value) in pairs {
        match (clean_text(&key, MAX_OTHER_KEY_CHARS), clean_text(&value, MAX_OTHER_VALUE_CHARS)) {
            (Ok(key), Ok(value)) => {
                clean.insert(key, value);
            }
            // The key is not repeated in the path: it may be what is wrong.
            (Err(_), _) => faults.add(format!("{path}.other"), "invalid_key"),
            (Ok(key), Err(error)) => faults.add(format!("{path}.other.{key}"), error.code()),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(json: serde_json::Value) -> ClientInput {
        serde_json::from_value(json).unwrap()
    }

    fn faults(json: serde_json::Value) -> Vec<String> {
        match Record::parse(input(json)) {
            Err(Error::Refused(problem)) => {
                assert_eq!(problem.code, "invalid_fields");
                problem.errors.into_iter().map(|error| format!("{} {}", error.field, error.code)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let found = faults(serde_json::json!({
            "kind": "LEGAL_ENTITY", "name": " ", "inn": "123", "phone": "12", "email": "x", "city": "a\u{0}b",
            "client_info": {"kpp": "1"}, "credit_limit": "-1",
            "contacts": [{}, {"full_name": "Я", "other": {"tg": "\u{1}", " ": "x"}}],
        }));
        assert_eq!(
            found,
            [
                "name required",
                "credit_limit negative_credit_limit",
                "client_info.kpp invalid_kpp",
                "inn invalid_inn",
                "phone invalid_phone",
                "email invalid_email",
                "city invalid_text",
                "contacts[0] empty",
                "contacts[1].other invalid_key",
                "contacts[1].other.tg invalid_text",
            ]
        );
    }

    #[test]
    fn the_name_of_an_individual_is_made_of_its_parts() {
        let record = Record::parse(input(serde_json::json!({
            "kind": "INDIVIDUAL", "name": "что угодно", "last_name": " Иванов ", "first_name": "Иван", "middle_name": "",
        })))
        .unwrap();
        assert_eq!((record.name.as_str(), record.middle_name), ("Иванов Иван", None));
        let record = Record::parse(input(serde_json::json!({"kind": "INDIVIDUAL", "name": "Иван"}))).unwrap();
        assert_eq!(record.name, "Иван");
        assert_eq!(faults(serde_json::json!({"kind": "OTHER", "last_name": "Иванов"})), ["name required"]);
        let long = "я".repeat(100);
        assert_eq!(
            faults(
                serde_json::json!({"kind": "INDIVIDUAL", "last_name": long, "first_name": long, "middle_name": long})
            ),
            ["last_name too_long"]
        );
    }

    #[test]
    fn blank_fields_are_absent_and_values_are_normalised() {
        let record = Record::parse(input(serde_json::json!({
            "kind": "OTHER", "name": "Клуб", "inn": "", "phone": "8 978 845-13-64", "email": "A@B.RU ", "city": "  ",
            "contacts": [{"phone": " 8 978 1 ", "email": ""}],
        })))
        .unwrap();
        assert_eq!(record.inn, None);
        assert_eq!(record.phone.unwrap().as_str(), "+79788451364");
        assert_eq!(record.email.unwrap().as_str(), "A@b.ru");
        assert_eq!(record.city, None);
        assert_eq!(record.contacts[0].phone.as_deref(), Some("8 978 1"));
        assert_eq!(record.contacts[0].email, None);
    }
}
