//! What is in the form of a service: read from a record, read by the rules, put together from two edits.
//!
//! Absent on purpose: signals. This is what the form holds at one moment.

use contract::services::{Service, ServiceInput};
use domain::{BillingInfo, ServiceKind};
use serde_json::Map;

use crate::i18n::{Lang, Msg, services::Svc};
use crate::ui::kv::{self, Pair};

/// Plain fields by their names in the API, in the order of the form.
pub const FIELDS: [(&str, Msg); 4] = [
    ("name", Svc::Name),
    ("description", Svc::Description),
    ("kind", Svc::Kind),
    ("billing_kind", Svc::BillingKind),
];

/// What is wrong: the place in the form, and the API's code.
pub type Trouble = (String, &'static str);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// In the order of [`FIELDS`].
    pub values: [String; 4],
    /// Rows as they stand, blank ones too.
    pub params: Vec<Pair>,
}

/// One difference between two edits; an empty text is an absent value.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    pub label: String,
    pub before: String,
    pub mine: String,
    pub theirs: String,
}

impl Draft {
    pub fn of(service: &Service) -> Self {
        let Service { name, description, kind, billing_kind, billing_info, .. } = service;
        let params = billing_info.0.iter().map(|(key, value)| kv::pair_of(key, value)).collect();
        Self { values: [name.clone(), description.clone(), kind.clone(), billing_kind.clone()], params }
    }

    fn value(&self, at: usize) -> &str {
        self.values.get(at).map(|value| value.trim()).unwrap_or_default()
    }

    /// The input of the API, or everything that is wrong with it.
    ///
    /// # Errors
    /// At least one trouble.
    pub fn read(&self) -> Result<ServiceInput, Vec<Trouble>> {
        let mut troubles = Vec::new();
        let mut trouble = |place: &str, code| troubles.push((place.to_owned(), code));
        if self.value(0).is_empty() {
            trouble("name", "required");
        }
        match self.value(2) {
            "" => trouble("kind", "required"),
            kind => drop(ServiceKind::parse(kind).map_err(|error| trouble("kind", error.code()))),
        }
        let billing_kind = Some(self.value(3)).filter(|kind| !kind.is_empty());
        if let Some(Err(error)) = billing_kind.map(ServiceKind::parse) {
            trouble("billing_kind", error.code());
        }
        let info = self.billing(&mut troubles);
        for fault in info.validate() {
            troubles.push((self.place(&fault.field), fault.code));
        }
        if !troubles.is_empty() {
            return Err(troubles);
        }
        Ok(ServiceInput {
            name: self.value(0).to_owned(),
            description: self.value(1).to_owned(),
            kind: self.value(2).to_owned(),
            billing_kind: billing_kind.map(str::to_owned),
            billing_info: info,
            version: None,
        })
    }

    fn billing(&self, troubles: &mut Vec<Trouble>) -> BillingInfo {
        let mut info = Map::new();
        for (at, pair) in self.params.iter().enumerate() {
            let key = pair.key.trim();
            let (place_of_key, place_of_value) =
                (format!("billing_info[{at}].key"), format!("billing_info[{at}].value"));
            if key.is_empty() {
                if !pair.value.trim().is_empty() {
                    troubles.push((place_of_key, "no_key"));
                }
                continue;
            }
            match kv::json_value(pair) {
                Ok(_) if info.contains_key(key) => troubles.push((place_of_key, "duplicate_key")),
                Ok(value) => drop(info.insert(key.to_owned(), value)),
                Err(code) => troubles.push((place_of_value, code)),
            }
        }
        BillingInfo(info)
    }

    /// Where in the form the API's field is: `billing_info.price` is the row with that key.
    pub fn place(&self, field: &str) -> String {
        let Some(key) = field.strip_prefix("billing_info.") else { return field.to_owned() };
        let at = self.params.iter().position(|pair| pair.key.trim() == key);
        at.map_or_else(|| "billing_info".to_owned(), |at| format!("billing_info[{at}].value"))
    }

    fn param(&self, key: &str) -> Option<&Pair> {
        self.params.iter().find(|pair| pair.key.trim() == key)
    }

    /// Keys of all three, each once, in the order of the last.
    fn keys(all: [&Self; 3]) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for key in all.into_iter().rev().flat_map(|draft| &draft.params).map(|pair| pair.key.trim()) {
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// My edits on top of theirs: what I have not touched is theirs.
    pub fn merged(base: &Self, mine: &Self, theirs: &Self) -> Self {
        let mut merged = theirs.clone();
        for (at, value) in merged.values.iter_mut().enumerate() {
            if mine.value(at) != base.value(at) {
                mine.value(at).clone_into(value);
            }
        }
        let pick = |key: &&str| {
            let touched = mine.param(key) != base.param(key);
            (if touched { mine.param(key) } else { theirs.param(key) }).cloned()
        };
        merged.params = Self::keys([base, mine, theirs]).iter().filter_map(pick).collect();
        merged
    }

    /// Where the two edits differ.
    pub fn changes(base: &Self, mine: &Self, theirs: &Self, lang: Lang) -> Vec<Change> {
        let text = |draft: &Self, key: &str| {
            draft.param(key).map(|pair| pair.value.trim().to_owned()).unwrap_or_default()
        };
        let plain = FIELDS.iter().enumerate().map(|(at, (_, label))| Change {
            label: label.text(lang).to_owned(),
            before: base.value(at).to_owned(),
            mine: mine.value(at).to_owned(),
            theirs: theirs.value(at).to_owned(),
        });
        let params = Self::keys([base, mine, theirs]).into_iter().map(|key| Change {
            label: key.to_owned(),
            before: text(base, key),
            mine: text(mine, key),
            theirs: text(theirs, key),
        });
        plain.chain(params).filter(|change| change.mine != change.theirs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(key: &str, value: &str, kind: &str) -> Pair {
        Pair { key: key.into(), value: value.into(), kind: kind.into() }
    }

    fn draft(name: &str, params: &[(&str, &str)]) -> Draft {
        let values = [name, "", "internet", "recurring"].map(str::to_owned);
        Draft { values, params: params.iter().map(|(key, value)| pair(key, value, kv::TEXT)).collect() }
    }

    #[test]
    fn everything_wrong_is_told_at_its_place() {
        let bad = Draft {
            values: [" ", "", "два слова", "?"].map(str::to_owned),
            params: vec![
                pair("price", "сто", kv::NUMBER),
                pair("", "", kv::TEXT),
                pair("", "x", kv::TEXT),
                pair("plan", "a", kv::TEXT),
                pair(" plan ", "b", kv::TEXT),
            ],
        };
        let found: Vec<_> =
            bad.read().unwrap_err().into_iter().map(|(place, code)| format!("{place} {code}")).collect();
        assert_eq!(
            found,
            [
                "name required",
                "kind invalid_kind",
                "billing_kind invalid_kind",
                "billing_info[0].value not_a_number",
                "billing_info[2].key no_key",
                "billing_info[4].key duplicate_key",
            ]
        );
        assert_eq!(bad.place("billing_info.plan"), "billing_info[3].value");
        assert_eq!(bad.place("name"), "name");
    }

    #[test]
    fn numbers_stay_numbers_and_texts_texts() {
        let mut good = draft(" Интернет ", &[("period", "month")]);
        good.params.push(pair("price", "1 250,50", kv::NUMBER));
        let input = good.read().unwrap();
        assert_eq!(input.name, "Интернет");
        assert_eq!(
            serde_json::to_string(&input.billing_info).unwrap(),
            r#"{"period":"month","price":1250.50}"#
        );
    }

    #[test]
    fn two_edits_are_put_together_and_mine_wins_where_both_touched() {
        let base = draft("A", &[("price", "1"), ("period", "month"), ("old", "x")]);
        let mine = draft("B", &[("price", "2"), ("period", "month"), ("mine", "y")]);
        let theirs = draft("A", &[("price", "3"), ("period", "year"), ("old", "x")]);
        let merged = Draft::merged(&base, &mine, &theirs);
        let mut params: Vec<_> =
            merged.params.iter().map(|pair| format!("{}={}", pair.key, pair.value)).collect();
        params.sort();
        assert_eq!(
            (merged.values[0].as_str(), params),
            ("B", ["mine=y", "period=year", "price=2"].map(str::to_owned).to_vec())
        );
        let labels: Vec<_> =
            Draft::changes(&base, &mine, &theirs, Lang::En).into_iter().map(|it| it.label).collect();
        assert_eq!(labels, ["Name", "price", "period", "old", "mine"]);
    }
}
