//! Numbers and ranges of numbers: `12`, `12,40..60`, `100..`.

use sqlx::{Postgres, QueryBuilder};

use super::invalid;
use crate::Result;

const MAX_PARTS: usize = 100;
const MAX_CHARS: usize = 2000;

/// A set of ids as ranges, both ends inclusive, in rising order, without overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids(Vec<(i64, i64)>);

impl Ids {
    /// Reads the parameter `field`; `None` when it is absent or blank.
    ///
    /// # Errors
    /// `invalid_query`: `invalid_ids` for anything but numbers and ranges, `min_above_max` for a range that runs back, `too_many`.
    pub fn parse(field: &str, value: Option<&str>) -> Result<Option<Self>> {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { return Ok(None) };
        if value.len() > MAX_CHARS || value.split(',').count() > MAX_PARTS {
            return Err(invalid(field, "too_many"));
        }
        let mut ranges = Vec::new();
        for part in value.split(',') {
            let (low, high) = range(part.trim()).ok_or_else(|| invalid(field, "invalid_ids"))?;
            if low > high {
                return Err(invalid(field, "min_above_max"));
            }
            ranges.push((low, high));
        }
        Ok(Some(Self(merge(ranges))))
    }

    pub fn ranges(&self) -> &[(i64, i64)] {
        &self.0
    }

    pub fn contains(&self, id: i64) -> bool {
        self.0.iter().any(|(low, high)| (*low..=*high).contains(&id))
    }

    /// The smallest and the greatest id of the set.
    pub fn span(&self) -> (i64, i64) {
        (self.0.first().map_or(0, |range| range.0), self.0.last().map_or(i64::MAX, |range| range.1))
    }

    /// How many ids there can be, existing or not.
    pub fn width(&self) -> i64 {
        self.0
            .iter()
            .fold(0, |sum, (low, high)| sum.saturating_add(high.saturating_sub(*low).saturating_add(1)))
    }

    /// Appends the condition on `column`, a name written in the program.
    pub fn push(&self, query: &mut QueryBuilder<Postgres>, column: &str) {
        let single = |(low, high): &(i64, i64)| low == high;
        if self.0.iter().all(single) {
            let ids: Vec<i64> = self.0.iter().map(|range| range.0).collect();
            query.push(column).push(" = any(").push_bind(ids).push(")");
            return;
        }
        let mut joint = "(";
        for (low, high) in &self.0 {
            query.push(joint).push(column).push(" between ").push_bind(*low).push(" and ").push_bind(*high);
            joint = " or ";
        }
        query.push(")");
    }
}

fn range(part: &str) -> Option<(i64, i64)> {
    match part.split_once("..") {
        None => number(part).map(|id| (id, id)),
        Some(("", "")) => None,
        Some((low, "")) => number(low).map(|low| (low, i64::MAX)),
        Some(("", high)) => number(high).map(|high| (0, high)),
        Some((low, high)) => Some((number(low)?, number(high)?)),
    }
}

/// Plain digits: no sign, no space. A number that no id can reach is the greatest one.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = !text.is_empty() && text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(i64::MAX))
}

fn merge(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match merged.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => merged.push((low, high)),
        }
    }
    merged
}
