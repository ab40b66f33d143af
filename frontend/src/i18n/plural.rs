//! Plural forms of whole numbers.
//!
//! Absent on purpose: fractions. Nothing here counts parts of clients.

use super::Lang;

/// The form of a noun after a number. `forms` are divided by `|`: in Russian one (1, 21), few (2, 24), many (0, 5, 11, 112), in English one
/// and other.
pub fn form(lang: Lang, n: i64, forms: &str) -> &str {
    let n = n.unsigned_abs();
    let place = match (lang, n % 100, n % 10) {
        (Lang::En, _, _) => usize::from(n != 1),
        (Lang::Ru, 11..=14, _) => 2,
        (Lang::Ru, _, 1) => 0,
        (Lang::Ru, _, 2..=4) => 1,
        (Lang::Ru, _, _) => 2,
    };
    forms.split('|').nth(place).unwrap_or(forms)
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
            assert_eq!(form(Lang::Ru, n, "клиент|клиента|клиентов"), expected, "{n}");
        }
    }

    #[test]
    fn english_plurals_single_out_one() {
        assert_eq!(
            [0, 1, 2, 21].map(|n| form(Lang::En, n, "client|clients")),
            ["clients", "client", "clients", "clients"]
        );
    }
}
