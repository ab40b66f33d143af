//! Filters of a list as data: what each is called in the address and in the API, and whether a value can be understood.
//!
//! Invariant: a value that cannot be understood is shown as a bad chip and not applied; the server never sees it.

mod param;

use chrono::Days;

use super::figures::{Figures, QUANTITIES, SUMS};
use super::names;
use super::query::Query;
use super::range::NumberSet;
use crate::format;
use crate::i18n::{Lang, Msg, phrases};
use crate::ui::Chip;

pub use param::split_param;
use param::{is_param, param_words};

/// One condition that a person can set.
pub struct Filter {
    /// Key in the address.
    pub key: &'static str,
    pub label: Msg,
    pub kind: Kind,
    /// Always visible; the others are behind "more filters".
    pub promoted: bool,
    pub hint: Option<Msg>,
}

/// How a value is written, typed and asked for; `param` is the API's name.
pub enum Kind {
    Text {
        param: &'static str,
    },
    /// `12,40..60`.
    Numbers {
        param: &'static str,
    },
    /// `-500.00..0`.
    Money {
        min: &'static str,
        max: &'static str,
    },
    /// `0.5..10`, in pieces or metres.
    Quantity {
        min: &'static str,
        max: &'static str,
    },
    /// The first day under the filter's key, the last one under `until`. `open_end`: the API's `to` is the day after.
    Dates {
        until: &'static str,
        from: &'static str,
        to: &'static str,
        open_end: bool,
    },
    /// Words separated by commas.
    Choice {
        param: &'static str,
        options: &'static [Choice],
    },
    /// One word; `none` says what holds without a choice.
    One {
        param: &'static str,
        none: Msg,
        options: &'static [Choice],
    },
    /// Digits of a taxpayer's number.
    Inn {
        param: &'static str,
    },
    /// Any word; `of` names the suggestions of the API.
    Word {
        param: &'static str,
        of: &'static str,
    },
    /// Whole number from 0, for "within so many days".
    Count {
        param: &'static str,
    },
    /// Billing parameters, repeatable: `price:100..500`, `plan~unlim`.
    Params {
        param: &'static str,
    },
    /// The number of a client.
    Client {
        param: &'static str,
    },
    /// The number of a service.
    Service {
        param: &'static str,
    },
    /// The number of a product.
    Product {
        param: &'static str,
    },
}

pub struct Choice {
    /// In the address.
    pub word: &'static str,
    /// In the API.
    pub value: &'static str,
    pub label: Msg,
}

impl Filter {
    pub const fn new(key: &'static str, label: Msg, kind: Kind) -> Self {
        Self { key, label, kind, promoted: false, hint: None }
    }

    pub const fn promoted(self) -> Self {
        Self { promoted: true, ..self }
    }

    pub const fn hint(self, hint: Msg) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Keys in the address that belong to this filter.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let second = match self.kind {
            Kind::Dates { until, .. } => Some(until),
            _ => None,
        };
        std::iter::once(self.key).chain(second)
    }

    /// How the ends of its range are written.
    pub fn figures(&self) -> &'static Figures {
        if matches!(self.kind, Kind::Quantity { .. }) { &QUANTITIES } else { &SUMS }
    }

    pub fn is_set(&self, query: &Query) -> bool {
        self.keys().any(|key| query.first(key).is_some())
    }

    /// The query without this filter.
    pub fn cleared(&self, query: &Query) -> Query {
        self.keys().fold(query.clone(), |query, key| query.with(key, &[]))
    }

    /// What to ask of the API for the value under one of the keys; `None` if it makes no sense.
    fn ask(&self, key: &str, value: &str) -> Option<Vec<(&'static str, String)>> {
        let value = value.trim();
        match &self.kind {
            Kind::Text { param } | Kind::Word { param, .. } => Some(vec![(param, value.to_owned())]),
            Kind::Inn { param } => Some(vec![(param, domain::Inn::parse(value).ok()?.as_str().to_owned())]),
            Kind::Numbers { param } => Some(vec![(param, NumberSet::read(value)?.write())]),
            Kind::Money { min, max } | Kind::Quantity { min, max } => {
                let ends = [*min, *max].into_iter().zip(self.figures().read(value)?);
                Some(ends.filter_map(|(name, end)| Some((name, end?))).collect())
            }
            Kind::Dates { until, from, to, open_end } => {
                let day = domain::parse_day(value)?;
                let last = key == *until;
                let asked = if last && *open_end { day.checked_add_days(Days::new(1))? } else { day };
                Some(vec![(if last { to } else { from }, asked.to_string())])
            }
            Kind::Choice { param, options } => {
                let known = |word: &str| options.iter().find(|choice| choice.word == word);
                let values: Option<Vec<_>> = value.split(',').map(|word| Some(known(word)?.value)).collect();
                Some(vec![(param, values?.join(","))])
            }
            Kind::One { param, options, .. } => {
                let known = options.iter().find(|choice| choice.word == value)?;
                Some(vec![(param, known.value.to_owned())])
            }
            Kind::Count { param }
            | Kind::Client { param }
            | Kind::Service { param }
            | Kind::Product { param } => {
                let digits = value.len() <= 12 && value.bytes().all(|byte| byte.is_ascii_digit());
                digits.then(|| vec![(*param, value.to_owned())])
            }
            Kind::Params { param } => is_param(value).then(|| vec![(*param, value.to_owned())]),
        }
    }

    /// Every understood value as the API wants it.
    pub fn asks(&self, query: &Query) -> Vec<(&'static str, String)> {
        let values = self.values(query);
        values.into_iter().filter_map(|(key, value)| self.ask(key, &value)).flatten().collect()
    }

    /// The first value of each key; all of them where a repeated key means "and".
    fn values(&self, query: &Query) -> Vec<(&'static str, String)> {
        if matches!(self.kind, Kind::Params { .. }) {
            return query.all(self.key).map(|value| (self.key, value.to_owned())).collect();
        }
        self.keys().filter_map(|key| Some((key, query.first(key)?.to_owned()))).collect()
    }

    /// Chips for what is set, each with the query that is left without it.
    pub fn chips(&self, lang: Lang, query: &Query) -> Vec<(Query, Chip)> {
        let values = self.values(query);
        if let Some((_, raw)) = values.iter().find(|(key, value)| self.ask(key, value).is_none()) {
            let text = phrases::bad_chip(lang, self.label.text(lang), raw);
            return vec![(self.cleared(query), Chip { text, bad: true })];
        }
        if values.is_empty() {
            return Vec::new();
        }
        if matches!(self.kind, Kind::Params { .. }) {
            return values
                .iter()
                .map(|(_, value)| (without(query, self.key, value), self.chip(lang, value)))
                .collect();
        }
        let text = self.words(lang, &values);
        vec![(self.cleared(query), Chip { text, bad: false })]
    }

    fn chip(&self, lang: Lang, value: &str) -> Chip {
        Chip { text: phrases::is(lang, self.label.text(lang), &param_words(lang, value)), bad: false }
    }

    /// By name as soon as it is known, by number until then.
    fn named(&self, lang: Lang, of: names::Of, id: &str) -> String {
        let number = || id.parse().map_or_else(|_| id.to_owned(), |id| phrases::number(lang, id));
        phrases::is(lang, self.label.text(lang), &names::name(of, id).unwrap_or_else(number))
    }

    fn words(&self, lang: Lang, values: &[(&'static str, String)]) -> String {
        let (name, value) =
            (self.label.text(lang), values.first().map(|(_, value)| value.as_str()).unwrap_or_default());
        match &self.kind {
            Kind::Text { .. } if self.key == "q" => phrases::text_chip(lang, value),
            Kind::Text { .. } | Kind::Word { .. } => phrases::quoted(lang, name, value),
            Kind::Money { .. } | Kind::Quantity { .. } => {
                let figures = self.figures();
                let ends = figures.read(value).unwrap_or_default();
                let [from, to] = ends.map(|end| (figures.shown)(&end?, lang));
                phrases::range_chip(lang, name, from.as_deref(), to.as_deref())
            }
            Kind::Dates { .. } => {
                let end = |wanted: &str| {
                    let found = values.iter().find(|(key, _)| *key == wanted)?;
                    Some(format::date(lang, domain::parse_day(&found.1)?))
                };
                let mut keys = self.keys();
                let (from, to) = (keys.next().and_then(end), keys.next().and_then(end));
                phrases::period_chip(lang, name, from.as_deref(), to.as_deref())
            }
            Kind::Choice { options, .. } | Kind::One { options, .. } => {
                let label = |word: &str| {
                    options.iter().find(|choice| choice.word == word).map(|it| it.label.text(lang))
                };
                let labels: Vec<&str> = value.split(',').filter_map(label).collect();
                phrases::is(lang, name, &labels.join(", "))
            }
            Kind::Client { .. } => self.named(lang, names::CLIENT, value),
            Kind::Service { .. } => self.named(lang, names::SERVICE, value),
            Kind::Product { .. } => self.named(lang, names::PRODUCT, value),
            Kind::Inn { .. } | Kind::Numbers { .. } | Kind::Count { .. } | Kind::Params { .. } => {
                phrases::is(lang, name, value)
            }
        }
    }
}

fn without(query: &Query, key: &str, value: &str) -> Query {
    let rest: Vec<String> = query.all(key).filter(|other| *other != value).map(str::to_owned).collect();
    query.with(key, &rest)
}

#[cfg(test)]
mod tests;
