//! What is in the form of a record: put together from two edits.
//!
//! Absent on purpose: signals. This is what the form holds at one moment.

use crate::i18n::{Lang, Msg};
use crate::ui::kv::Pair;

/// How many plain fields a record has.
pub const FIELDS: usize = 4;

/// What is wrong: the place in the form, and the API's code.
pub type Trouble = (String, &'static str);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// In the order of the fields.
    pub values: [String; FIELDS],
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
    /// Without spaces around it.
    pub fn value(&self, at: usize) -> &str {
        self.values.get(at).map(|value| value.trim()).unwrap_or_default()
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

    /// Where the two edits differ: what both are based on, mine, theirs.
    pub fn changes(fields: &[(&str, Msg)], all: [&Self; 3], lang: Lang) -> Vec<Change> {
        let [base, mine, theirs] = all;
        let text = |draft: &Self, key: &str| {
            draft.param(key).map(|pair| pair.value.trim().to_owned()).unwrap_or_default()
        };
        let plain = fields.iter().enumerate().map(|(at, (_, label))| Change {
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
    use crate::ui::kv;

    fn pair(key: &str, value: &str, kind: &str) -> Pair {
        Pair { key: key.into(), value: value.into(), kind: kind.into() }
    }

    fn draft(name: &str, params: &[(&str, &str)]) -> Draft {
        let values = [name, "", "internet", "recurring"].map(str::to_owned);
        Draft { values, params: params.iter().map(|(key, value)| pair(key, value, kv::TEXT)).collect() }
    }

    #[test]
    fn a_billing_parameter_is_found_by_its_row() {
        let draft = draft("A", &[("price", "1"), (" plan ", "b")]);
        assert_eq!(draft.place("billing_info.plan"), "billing_info[1].value");
        assert_eq!(draft.place("billing_info.other"), "billing_info");
        assert_eq!(draft.place("name"), "name");
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
        let changes = Draft::changes(
            &[("name", crate::i18n::gallery::Gallery::Label)],
            [&base, &mine, &theirs],
            Lang::En,
        );
        let labels: Vec<_> = changes.into_iter().map(|it| it.label).collect();
        assert_eq!(labels, ["Name", "price", "period", "old", "mine"]);
    }
}
