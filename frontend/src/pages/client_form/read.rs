//! From a draft to the body of a request, or to all the faults at once.
//!
//! Invariant: the rules are those of `domain`; faults have the API's names and codes, so what is found here and what the server
//! finds are shown alike. Rows of keys and values are named by their place: `client_info[2].value`.

use std::collections::BTreeMap;

use contract::clients::{ClientInput, Contact, OnDuplicate};
use contract::problem::FieldProblem;
use domain::{
    ClientKind, CreditTerms, Email, Inn, Money, Phone, check_client_info, clean_text, known_info_keys,
};

use super::draft::{CONTACT_FIELDS, ContactDraft, Draft, Pairs};
use crate::i18n::Lang;
use crate::ui::typed_sum;

/// Most characters of a contact's fields and of its further pairs, as the server takes them.
const CONTACT_LIMITS: [usize; 4] = [300, 100, 254, 500];
const KEY_LIMIT: usize = 64;
const VALUE_LIMIT: usize = 500;

#[derive(Default)]
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, code: &str) {
        self.0.push(FieldProblem { field: field.into(), code: code.to_owned() });
    }

    /// Blank is absent.
    fn text(&mut self, field: String, value: &str, limit: usize) -> Option<String> {
        if value.trim().is_empty() {
            return None;
        }
        clean_text(value, limit).map_err(|error| self.add(field, error.code())).ok()
    }
}

impl Draft {
    /// The body of a request; `version` and `on_duplicate` are up to the caller.
    ///
    /// # Errors
    /// Every fault that can be found without the server.
    pub fn read(&self, lang: Lang) -> Result<ClientInput, Vec<FieldProblem>> {
        let mut faults = Faults::default();
        let person = self.kind == ClientKind::Individual;
        let parts = person && !(self.get("last_name").is_empty() && self.get("first_name").is_empty());
        let mut text = |name: &str, limit| faults.text(name.to_owned(), self.get(name), limit);
        let name = if parts { None } else { text("name", 300) };
        let [last_name, first_name, middle_name] = ["last_name", "first_name", "middle_name"]
            .map(|part| if person { text(part, 100) } else { None });
        let city = text("city", 100);
        if !parts && self.get("name").is_empty() {
            faults.add(self.locate("name"), "required");
        }
        for (field, wrong) in [
            ("inn", Inn::parse(self.get("inn")).err().map(|error| error.code())),
            ("phone", Phone::parse(self.get("phone")).err().map(|error| error.code())),
            ("email", Email::parse(self.get("email")).err().map(|error| error.code())),
        ] {
            if let Some(code) = wrong.filter(|_| !self.get(field).is_empty()) {
                faults.add(field, code);
            }
        }
        let (credit_limit, credit_due_date) = self.terms(lang, &mut faults);
        let client_info = self.info(&mut faults);
        let contacts =
            self.contacts.iter().enumerate().map(|(at, contact)| contact.read(at, &mut faults)).collect();
        let given = |name| Some(self.get(name).to_owned()).filter(|value| !value.is_empty());
        let input = ClientInput {
            kind: self.kind,
            name,
            last_name,
            first_name,
            middle_name,
            inn: given("inn"),
            phone: given("phone"),
            email: given("email"),
            city,
            client_info,
            credit_limit,
            credit_due_date,
            contacts,
            version: None,
            on_duplicate: OnDuplicate::Allow,
        };
        if faults.0.is_empty() { Ok(input) } else { Err(faults.0) }
    }

    fn terms(&self, lang: Lang, faults: &mut Faults) -> (Money, Option<chrono::NaiveDate>) {
        let due = self.get("credit_due_date");
        let date = domain::parse_day(due);
        if date.is_none() && !due.is_empty() {
            faults.add("credit_due_date", "invalid_date");
        }
        match typed_sum(self.get("credit_limit"), lang) {
            Err(error) => faults.add("credit_limit", error.code()),
            Ok(limit) => {
                let limit = limit.unwrap_or(Money::ZERO);
                if let Err(error) = CreditTerms::new(limit, date) {
                    let field = if limit.is_negative() { "credit_limit" } else { "credit_due_date" };
                    faults.add(field, error.code());
                }
                return (limit, date);
            }
        }
        (Money::ZERO, date)
    }

    fn info(&self, faults: &mut Faults) -> BTreeMap<String, String> {
        let known = known_info_keys(self.kind);
        let info = pairs("client_info", &self.info, known, faults);
        for fault in check_client_info(self.kind, &info) {
            faults.add(self.locate(&fault.field), fault.code);
        }
        info
    }

    /// The input of this form that a field of the API belongs to.
    pub fn locate(&self, field: &str) -> String {
        if field == "name" && self.kind == ClientKind::Individual && self.get("name").is_empty() {
            return "last_name".to_owned();
        }
        if let Some(rest) = field.strip_prefix("client_info") {
            return located(&self.info, "client_info", rest);
        }
        let contact = field.strip_prefix("contacts[").and_then(|rest| rest.split_once(']'));
        let Some((at, rest)) = contact else { return field.to_owned() };
        match (at.parse::<usize>().ok().and_then(|at| self.contacts.get(at)), rest.strip_prefix(".other")) {
            (Some(contact), Some(rest)) => located(&contact.other, &format!("contacts[{at}].other"), rest),
            (_, None) if rest.is_empty() => format!("contacts[{at}].{}", CONTACT_FIELDS[0].0),
            _ => field.to_owned(),
        }
    }
}

/// `.kpp` to the value of its row; without a key to the first row that a person named.
fn located(rows: &Pairs, path: &str, rest: &str) -> String {
    let at = rest.strip_prefix('.').and_then(|key| rows.iter().position(|(known, _)| known.trim() == key));
    match (at, rest.starts_with('[')) {
        (Some(at), _) => format!("{path}[{at}].value"),
        (None, true) => format!("{path}{rest}"),
        (None, false) => format!("{path}[0].key"),
    }
}

/// A row without anything is no row, and a blank value of a key that the form offers itself is absent.
fn pairs(path: &str, rows: &Pairs, known: &[&str], faults: &mut Faults) -> BTreeMap<String, String> {
    let mut map = BTreeMap::new();
    for (at, (key, value)) in rows.iter().enumerate() {
        let (key, value) = (key.trim(), value.trim());
        match (key.is_empty(), value.is_empty()) {
            (true, true) => {}
            (false, true) if known.contains(&key) => {}
            (true, false) => faults.add(format!("{path}[{at}].key"), "no_key"),
            (false, true) => faults.add(format!("{path}[{at}].value"), "no_value"),
            (false, false) if map.contains_key(key) => {
                faults.add(format!("{path}[{at}].key"), "duplicate_key")
            }
            (false, false) => drop(map.insert(key.to_owned(), value.to_owned())),
        }
    }
    map
}

impl ContactDraft {
    fn read(&self, at: usize, faults: &mut Faults) -> Contact {
        let path = format!("contacts[{at}]");
        let before = faults.0.len();
        let mut values = CONTACT_FIELDS
            .iter()
            .zip(&self.values)
            .zip(CONTACT_LIMITS)
            .map(|(((name, _), value), limit)| faults.text(format!("{path}.{name}"), value, limit));
        let mut next = || values.next().flatten();
        let (full_name, phone, email, address) = (next(), next(), next(), next());
        drop(values);
        let other = pairs(&format!("{path}.other"), &self.other, &[], faults);
        for (row, (key, value)) in self.other.iter().enumerate() {
            faults.text(format!("{path}.other[{row}].key"), key, KEY_LIMIT);
            faults.text(format!("{path}.other[{row}].value"), value, VALUE_LIMIT);
        }
        let contact = Contact { full_name, phone, email, address, other };
        if contact == Contact::default() && faults.0.len() == before {
            faults.add(format!("{path}.{}", CONTACT_FIELDS[0].0), "no_contact");
        }
        contact
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
