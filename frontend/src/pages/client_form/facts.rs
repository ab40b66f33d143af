//! A client as lines of text, and what differs between two of them: for the log of changes and for a conflict of edits.

use domain::Money;

use super::draft::{ContactDraft, Draft, FIELDS};
use crate::format;
use crate::i18n::{Lang, client, client_form::FormText, words};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Where it is in the record: the same in two records for the same thing.
    pub key: String,
    pub label: String,
    pub text: String,
}

/// One difference; an empty text is an absent value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub key: String,
    pub label: String,
    pub before: String,
    pub after: String,
}

impl Draft {
    /// What is filled in, as people read it.
    pub fn facts(&self, lang: Lang) -> Vec<Fact> {
        let fact = |key: String, label: &str, text: String| Fact { key, label: label.to_owned(), text };
        let mut facts = vec![fact(
            "kind".to_owned(),
            FormText::Kind.text(lang),
            words::client_kind(lang, self.kind).to_owned(),
        )];
        facts.extend(FIELDS.iter().map(|(name, label)| {
            let value = self.get(name);
            let text = match *name {
                "credit_limit" => domain::parse_typed(value, lang.decimal_comma())
                    .ok()
                    .filter(|sum| *sum != Money::ZERO)
                    .map(|sum| format::money(lang, sum)),
                "credit_due_date" => domain::parse_day(value).map(|date| format::date(lang, date)),
                _ => None,
            };
            fact(
                (*name).to_owned(),
                label.text(lang).trim_end_matches(", ₽"),
                text.unwrap_or_else(|| value.to_owned()),
            )
        }));
        facts.extend(self.info.iter().map(|(key, value)| {
            fact(format!("client_info.{key}"), words::info_key(lang, key), value.trim().to_owned())
        }));
        facts.extend(self.contacts.iter().enumerate().map(|(at, contact)| {
            fact(format!("contacts[{at}]"), &client::contact(lang, at + 1), contact.line())
        }));
        facts.retain(|fact| !fact.text.is_empty());
        facts
    }
}

impl ContactDraft {
    /// Everything known about the person in one line.
    fn line(&self) -> String {
        let other = self.other.iter().map(|(key, value)| format!("{key}: {value}"));
        let known = self.values.iter().map(|value| value.trim().to_owned()).chain(other);
        known.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// What differs, in the order of the lines.
pub fn changes(before: Vec<Fact>, after: Vec<Fact>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for Fact { key, label, text } in before {
        changes.push(Change { key, label, before: text, after: String::new() });
    }
    for Fact { key, label, text } in after {
        match changes.iter_mut().find(|change| change.key == key) {
            Some(change) => change.after = text,
            None => changes.push(Change { key, label, before: String::new(), after: text }),
        }
    }
    changes.retain(|change| change.before != change.after);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_told() {
        let facts = |record| Draft::of(&record, Lang::Ru).facts(Lang::Ru);
        let before = facts(
            json!({"kind": "OTHER", "name": "А", "city": "Ялта", "credit_limit": "0.00", "version": 1}),
        );
        let after = facts(json!({"kind": "OTHER", "name": "А", "credit_limit": "10.00", "version": 2,
            "client_info": {"kpp": "1"}, "contacts": [{"full_name": "Пётр", "phone": "12", "other": {"tg": "@p"}}]}));
        let told: Vec<_> = changes(before, after)
            .into_iter()
            .map(|c| format!("{}: {} > {}", c.label, c.before, c.after))
            .collect();
        assert_eq!(
            told,
            [
                "Город: Ялта > ",
                "Кредитный лимит:  > 10,00\u{a0}₽",
                "КПП:  > 1",
                "Контакт 1:  > Пётр, 12, tg: @p",
            ]
        );
    }
}
