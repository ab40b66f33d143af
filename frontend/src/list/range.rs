//! Sets of numbers, and the ends of ranges.

/// The outer `None` is a fault, the inner one an open end.
pub fn bound<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
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
