//! A cell: what it is, and how each form writes it.

use chrono::{DateTime, NaiveDate, Utc};
use contract::export::{ExportForm, ExportFormat, ExportLang};
use domain::label::{self, Label, Labelled};
use domain::{Money, Phone, Quantity, Total};

use super::formula;
use crate::Clock;

/// What stands in a line of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    /// A number of a record, a count.
    Number(i64),
    /// A sum or a quantity: text with a point.
    Decimal(String),
    /// A word of a vocabulary.
    Word(&'static str, Label),
    /// A text that people or other programs wrote. Guarded.
    Text(String),
    /// A word that may be known: a kind of service, an action in the log. Guarded.
    OpenWord(String),
    /// Who did it, and the name, if there is one.
    Person(String, Option<String>),
    Time(DateTime<Utc>),
    Day(NaiveDate),
    /// E.164.
    Phone(String),
}

impl Cell {
    pub fn word(word: impl Labelled) -> Self {
        Self::Word(word.word(), word.label())
    }

    pub fn phone(phone: Option<String>) -> Self {
        phone.map_or(Self::Empty, Self::Phone)
    }

    /// How it is written.
    pub fn write(&self, form: ExportForm, clock: &Clock) -> String {
        let machine = form.format == ExportFormat::Machine;
        let say = |label: &Label| form.lang.choose(label.ru, label.en).to_owned();
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Decimal(text) if !machine && form.lang == ExportLang::Ru => text.replace('.', ","),
            Self::Decimal(text) => text.clone(),
            Self::Word(word, _) if machine => (*word).to_owned(),
            Self::Word(_, label) => say(label),
            Self::Text(text) => formula::guarded(text),
            Self::OpenWord(word) => match label::open_word(word) {
                Some(label) if !machine => say(&label),
                Some(_) | None => formula::guarded(word),
            },
            Self::Person(actor, _) if machine => actor.clone(),
            Self::Person(actor, name) => match (name, label::actor(actor)) {
                (Some(name), _) => formula::guarded(name),
                (None, Some(label)) => say(&label),
                (None, None) => actor.clone(),
            },
            Self::Time(at) => {
                let at = at.with_timezone(&clock.zone());
                match (form.format, form.lang) {
                    (ExportFormat::Machine, _) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false),
                    (ExportFormat::Readable, ExportLang::Ru) => at.format("%d.%m.%Y %H:%M:%S").to_string(),
                    (ExportFormat::Readable, ExportLang::En) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
                }
            }
            Self::Day(day) => match (form.format, form.lang) {
                (ExportFormat::Readable, ExportLang::Ru) => day.format("%d.%m.%Y").to_string(),
                (ExportFormat::Readable, ExportLang::En) | (ExportFormat::Machine, _) => day.to_string(),
            },
            Self::Phone(phone) if machine => phone.clone(),
            Self::Phone(phone) => spaced(phone),
        }
    }
}

/// A phone with spaces, which a spreadsheet keeps as text: `+7 978 845-13-64`. Groups of other countries are not known: threes.
fn spaced(phone: &str) -> String {
    let known = Phone::parse(phone).map(|phone| phone.format());
    if let Ok(text) = known
        && text.contains(' ')
    {
        return text;
    }
    let digits: Vec<char> = phone.trim_start_matches('+').chars().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    format!("+{}", groups.join(" "))
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        match yes {
            true => Self::Word("true", Label { ru: "да", en: "yes" }),
            false => Self::Word("false", Label { ru: "нет", en: "no" }),
        }
    }
}

impl From<Money> for Cell {
    fn from(sum: Money) -> Self {
        Self::Decimal(sum.to_string())
    }
}

impl From<Total> for Cell {
    fn from(sum: Total) -> Self {
        Self::Decimal(sum.to_string())
    }
}

impl From<Quantity> for Cell {
    fn from(quantity: Quantity) -> Self {
        Self::Decimal(quantity.to_string())
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Time(at)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use contract::export::ExportColumns;

    use super::*;

    #[test]
    fn every_kind_of_cell_is_written_by_the_form() {
        let clock = Clock::new(chrono_tz::Europe::Moscow);
        let form = |lang, format| ExportForm { lang, format, columns: ExportColumns::Usual };
        let forms = [
            form(ExportLang::Ru, ExportFormat::Readable),
            form(ExportLang::En, ExportFormat::Readable),
            form(ExportLang::Ru, ExportFormat::Machine),
        ];
        let at: DateTime<Utc> = "2026-01-31T22:00:00Z".parse().unwrap();
        let day: NaiveDate = "2026-01-31".parse().unwrap();
        let person = |actor: &str, name: Option<&str>| Cell::Person(actor.into(), name.map(str::to_owned));
        for (cell, texts) in [
            (Cell::Empty, ["", "", ""]),
            (7.into(), ["7", "7", "7"]),
            (Money::from_kopecks(-123_450).unwrap().into(), ["-1234,50", "-1234.50", "-1234.50"]),
            (Quantity::parse("2.5").unwrap().into(), ["2,5", "2.5", "2.5"]),
            (
                Cell::word(domain::OperationKind::RecurringFee),
                ["Абонентская плата", "Recurring fee", "RECURRING_FEE"],
            ),
            (Cell::OpenWord("calls".into()), ["звонки", "calls", "calls"]),
            (Cell::OpenWord("=свой".into()), ["'=свой", "'=свой", "'=свой"]),
            (person("user:1", Some("=Анна")), ["'=Анна", "'=Анна", "user:1"]),
            (person("bank", None), ["Банк", "Bank", "bank"]),
            (person("user:9", None), ["user:9", "user:9", "user:9"]),
            (at.into(), ["01.02.2026 01:00:00", "2026-02-01 01:00:00", "2026-02-01T01:00:00+03:00"]),
            (day.into(), ["31.01.2026", "2026-01-31", "2026-01-31"]),
            (Cell::Phone("+79788451364".into()), ["+7 978 845-13-64", "+7 978 845-13-64", "+79788451364"]),
            (Cell::Phone("+375291234567".into()), ["+375 291 234 567", "+375 291 234 567", "+375291234567"]),
            ("-5".into(), ["'-5", "'-5", "'-5"]),
        ] {
            assert_eq!(forms.map(|form| cell.write(form, &clock)), texts, "{cell:?}");
        }
    }
}
