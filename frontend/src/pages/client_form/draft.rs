//! A client as a form holds it: texts that people can edit, whatever they mean.
//!
//! Invariant: pure. [`Draft::of`] takes an answer of the API or a record of the audit log; what is read back without an edit is the
//! same client. Absent on purpose: signals and elements (see the form), judgement (see `read`).

use domain::{ClientKind, Money};
use serde_json::Value;

use crate::format;
use crate::i18n::{Lang, Msg, client_form::FormText};

/// The plain fields by the API's names, in the order of the form.
pub const FIELDS: [(&str, Msg); 10] = [
    ("name", FormText::Name),
    ("last_name", FormText::LastName),
    ("first_name", FormText::FirstName),
    ("middle_name", FormText::MiddleName),
    ("inn", FormText::Inn),
    ("phone", FormText::Phone),
    ("email", FormText::Email),
    ("city", FormText::City),
    ("credit_limit", FormText::CreditLimit),
    ("credit_due_date", FormText::CreditDue),
];

/// The fields of a contact.
pub const CONTACT_FIELDS: [(&str, Msg); 4] = [
    ("full_name", FormText::FullName),
    ("phone", FormText::Phone),
    ("email", FormText::Email),
    ("address", FormText::Address),
];

/// Keys with their values, in the order of the form.
pub type Pairs = Vec<(String, String)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: ClientKind,
    /// In the order of [`FIELDS`].
    pub values: Vec<String>,
    pub info: Pairs,
    pub contacts: Vec<ContactDraft>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    /// In the order of [`CONTACT_FIELDS`].
    pub values: Vec<String>,
    pub other: Pairs,
}

impl Draft {
    /// Nothing is known yet.
    pub fn blank(kind: ClientKind) -> Self {
        Self { kind, values: FIELDS.map(|_| String::new()).into(), info: Vec::new(), contacts: Vec::new() }
    }

    /// From the JSON of a client.
    pub fn of(record: &Value, lang: Lang) -> Self {
        let text = |key| text(record, key);
        let values = FIELDS.map(|(name, _)| match name {
            "credit_limit" => sum(lang, &text(name)),
            "phone" => format::phone(&text(name)),
            _ => text(name),
        });
        let contacts = record.get("contacts").and_then(Value::as_array).into_iter().flatten();
        Self {
            kind: ClientKind::parse(&text("kind")).unwrap_or(ClientKind::Other),
            values: values.into(),
            info: pairs(record, "client_info"),
            contacts: contacts.map(ContactDraft::of).collect(),
        }
    }

    pub fn get(&self, name: &str) -> &str {
        let at = FIELDS.iter().position(|(field, _)| *field == name);
        at.and_then(|at| self.values.get(at)).map_or("", |value| value.trim())
    }

    #[cfg(test)]
    pub fn set(mut self, name: &str, value: String) -> Self {
        let at = FIELDS.iter().position(|(field, _)| *field == name);
        if let Some(place) = at.and_then(|at| self.values.get_mut(at)) {
            *place = value;
        }
        self
    }

    /// My changes of `base` on top of what others have saved.
    pub fn merged(base: &Self, mine: &Self, theirs: &Self) -> Self {
        let values = theirs.values.iter().enumerate().map(|(at, saved)| {
            let (base, mine) = (base.values.get(at), mine.values.get(at));
            if mine == base { saved.clone() } else { mine.unwrap_or(saved).clone() }
        });
        Self {
            kind: if mine.kind == base.kind { theirs.kind } else { mine.kind },
            values: values.collect(),
            info: merged_pairs(&base.info, &mine.info, &theirs.info),
            contacts: if mine.contacts == base.contacts {
                theirs.contacts.clone()
            } else {
                mine.contacts.clone()
            },
        }
    }
}

/// By key: what I changed or removed is mine, the rest is theirs. Blank values are absent.
fn merged_pairs(base: &Pairs, mine: &Pairs, theirs: &Pairs) -> Pairs {
    let value = |pairs: &Pairs, key: &str| {
        pairs.iter().find(|(known, _)| known == key).map_or(String::new(), |(_, value)| value.clone())
    };
    let mut merged = Pairs::new();
    for (key, _) in theirs.iter().chain(mine) {
        if merged.iter().any(|(known, _)| known == key) {
            continue;
        }
        let mine = value(mine, key);
        let value = if mine == value(base, key) { value(theirs, key) } else { mine };
        if !value.is_empty() {
            merged.push((key.clone(), value));
        }
    }
    merged
}

impl ContactDraft {
    pub fn blank() -> Self {
        Self { values: CONTACT_FIELDS.map(|_| String::new()).into(), other: Vec::new() }
    }

    fn of(record: &Value) -> Self {
        let values = CONTACT_FIELDS.map(|(name, _)| text(record, name));
        Self { values: values.into(), other: pairs(record, "other") }
    }
}

fn text(record: &Value, key: &str) -> String {
    record.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn pairs(record: &Value, key: &str) -> Pairs {
    let map = record.get(key).and_then(Value::as_object).into_iter().flatten();
    map.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect()
}

/// No credit is a blank field.
fn sum(lang: Lang, text: &str) -> String {
    match Money::parse(text) {
        Ok(sum) if sum.is_zero() => String::new(),
        Ok(sum) => format::editable(lang, sum),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft(record: Value) -> Draft {
        Draft::of(&record, Lang::Ru)
    }

    #[test]
    fn an_answer_becomes_texts_that_people_edit() {
        let draft = draft(json!({
            "kind": "LEGAL_ENTITY", "name": "ООО Ромашка", "inn": null, "phone": "+79788451364", "credit_limit": "10000.00",
            "client_info": {"kpp": "770701001"}, "contacts": [{"full_name": "Пётр", "other": {"tg": "@p"}}], "balance": "5.00",
        }));
        assert_eq!(draft.kind, ClientKind::LegalEntity);
        assert_eq!(
            (draft.get("name"), draft.get("inn"), draft.get("credit_limit")),
            ("ООО Ромашка", "", "10000,00")
        );
        assert_eq!(draft.get("phone"), "+7\u{a0}978\u{a0}845-13-64");
        assert_eq!(draft.info, [("kpp".to_owned(), "770701001".to_owned())]);
        assert_eq!(draft.contacts[0].other, [("tg".to_owned(), "@p".to_owned())]);
    }

    #[test]
    fn edits_of_two_people_are_put_together_field_by_field() {
        let base =
            draft(json!({"kind": "OTHER", "name": "А", "city": "Ялта", "client_info": {"a": "1", "b": "2"}}));
        let mine = draft(
            json!({"kind": "OTHER", "name": "Б", "city": "Ялта", "client_info": {"a": "1"}, "contacts": [{"phone": "1"}]}),
        );
        let theirs = draft(
            json!({"kind": "OTHER", "name": "В", "city": "Керчь", "client_info": {"a": "9", "b": "2", "c": "3"}}),
        );
        let merged = Draft::merged(&base, &mine, &theirs);
        assert_eq!((merged.get("name"), merged.get("city")), ("Б", "Керчь"));
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(merged.info, [pair("a", "9"), pair("c", "3")]);
        assert_eq!(merged.contacts, mine.contacts);
        assert_eq!(Draft::merged(&base, &base, &theirs), theirs);
    }
}
