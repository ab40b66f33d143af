//! Plural forms of whole numbers.
//!
//! Absent on purpose: fractions. Nothing here counts parts of clients.

/// A noun after a number in Russian: `one` (1, 21), `few` (2, 24), `many` (0, 5, 11, 112).
pub fn ru<'a>(n: i64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    let n = n.unsigned_abs();
    match (n % 100, n % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// A noun after a number in English.
pub fn en<'a>(n: i64, one: &'a str, other: &'a str) -> &'a str {
    if n == 1 { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_plurals_follow_the_last_digits() {
        for (n, expected) in [
            (0, "клиентов"),
            (1, "клиент"),
            (2, "клиента"),
            (4, "клиента"),
            (5, "клиентов"),
            (11, "клиентов"),
            (12, "клиентов"),
            (14, "клиентов"),
            (21, "клиент"),
            (22, "клиента"),
            (25, "клиентов"),
            (101, "клиент"),
            (111, "клиентов"),
            (1_000, "клиентов"),
        ] {
            assert_eq!(ru(n, "клиент", "клиента", "клиентов"), expected, "{n}");
        }
    }

    #[test]
    fn english_plurals_single_out_one() {
        assert_eq!(
            [0, 1, 2, 21].map(|n| en(n, "client", "clients")),
            ["clients", "client", "clients", "clients"]
        );
    }
}
