//! Days as they are written in fields and addresses.
//!
//! Absent on purpose: other notations, and chrono's reader of formats, which is 10 KB of the browser's program.

use chrono::NaiveDate;

/// `2026-01-31`, a day that exists; nothing shorter, longer or otherwise written.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let mut next = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part)
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_days_are_read() {
        assert_eq!(parse_day("2024-02-29"), NaiveDate::from_ymd_opt(2024, 2, 29));
        for text in ["2026-02-29", "2026-2-9", "29.02.2024", "2024-02-29T00:00", "", "2024-02", "-024-02-01"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
