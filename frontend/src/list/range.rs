//! Ranges: sums from-to, and sets of numbers.

use domain::Money;

/// Sums between two bounds, both included; an absent bound is open. At least one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyRange {
    pub from: Option<Money>,
    pub to: Option<Money>,
}

impl MoneyRange {
    /// `None` when both ends are open: that is no filter.
    pub fn new(from: Option<Money>, to: Option<Money>) -> Option<Self> {
        (from.is_some() || to.is_some()).then_some(Self { from, to })
    }
}

impl MoneyRange {
    /// `-500.00..0`, `..-0.01`, `100..`, or one sum.
    pub fn read(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once("..") else {
            let sum = Money::parse(text).ok()?;
            return Some(Self { from: Some(sum), to: Some(sum) });
        };
        Self::new(bound(from, |text| Money::parse(text).ok())?, bound(to, |text| Money::parse(text).ok())?)
    }
}

/// The outer `None` is a fault, the inner one an open end.
fn bound<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { read(text).map(Some) }
}

/// Numbers and ranges: `12,40..60,100..`, in the order typed. The API reads the same grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSet(Vec<NumberRange>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberRange {
    One(i64),
    Between(Option<i64>, Option<i64>),
}

/// More would be a list to import, not a filter.
const MAX_RANGES: usize = 50;

impl NumberSet {
    pub fn read(text: &str) -> Option<Self> {
        let ranges: Option<Vec<_>> = text.split(',').map(|part| read_range(part.trim())).collect();
        ranges.filter(|ranges| ranges.len() <= MAX_RANGES).map(Self)
    }

    pub fn write(&self) -> String {
        let texts: Vec<String> = self.0.iter().map(write_range).collect();
        texts.join(",")
    }
}

fn read_range(text: &str) -> Option<NumberRange> {
    let Some((from, to)) = text.split_once("..") else {
        return number(text.trim_start_matches(['№', '#']).trim()).map(NumberRange::One);
    };
    match (bound(from, number)?, bound(to, number)?) {
        (None, None) => None,
        (Some(from), Some(to)) if from > to => None,
        (from, to) => Some(NumberRange::Between(from, to)),
    }
}

/// ASCII digits only: `i64::from_str` would also take a sign.
fn number(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn write_range(range: &NumberRange) -> String {
    let text = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
    match *range {
        NumberRange::One(one) => one.to_string(),
        NumberRange::Between(from, to) => format!("{}..{}", text(from), text(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_money_have_open_ends() {
        let money = |text: &str| Money::parse(text).ok();
        for (text, expected) in [
            ("-500.00..0", MoneyRange::new(money("-500"), money("0"))),
            ("..-0.01", MoneyRange::new(None, money("-0.01"))),
            ("100..", MoneyRange::new(money("100"), None)),
            ("5", MoneyRange::new(money("5"), money("5"))),
            ("..", None),
            ("abc", None),
            ("1,5..2", None),
            ("1..2..3", None),
            ("0.001..", None),
        ] {
            assert_eq!(MoneyRange::read(text), expected, "{text}");
        }
    }

    #[test]
    fn sets_of_numbers_are_read_as_people_write_them() {
        for (text, written) in [
            ("12", Some("12")),
            ("12, 40..60,100..", Some("12,40..60,100..")),
            ("..7", Some("..7")),
            ("№12", Some("12")),
            ("# 5", Some("5")),
            ("60..40", None),
            ("-1", None),
            ("+1", None),
            ("1,,2", None),
            ("..", None),
            ("99999999999999999999", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(NumberSet::read(text).map(|set| set.write()).as_deref(), written, "{text}");
        }
    }
}
