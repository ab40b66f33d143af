//! INN, the Russian taxpayer's number.
//!
//! Invariant: exactly 10 digits (organisations) or 12 (people), kept as text because zeros may lead.
//! Absent on purpose: a refusal for the control digits. The bank's own example `1234567890` fails them and must work,
//! so [`Inn::checksum_ok`] is only a hint for forms.

use crate::words::text_newtype;

/// Weights of the control digits, for the digits to the left of each. A shorter number uses the tail.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// A well-formed INN: 10 or 12 ASCII digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inn(String);

/// Not 10 or 12 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("invalid_inn")]
pub struct InnError;

impl InnError {
    /// Stable code for the wire: `invalid_inn`.
    pub fn code(self) -> &'static str {
        "invalid_inn"
    }
}

impl Inn {
    /// Reads 10 or 12 ASCII digits; space around them is dropped.
    ///
    /// # Errors
    /// [`InnError`] for anything else; never because of the control digits.
    pub fn parse(text: &str) -> Result<Self, InnError> {
        let text = text.trim();
        let well_formed = matches!(text.len(), 10 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        if well_formed { Ok(Self(text.to_owned())) } else { Err(InnError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the control digits agree: one at the end of 10 digits, two at the end of 12.
    pub fn checksum_ok(&self) -> bool {
        let digits: Vec<u32> = self.0.bytes().map(|b| u32::from(b.wrapping_sub(b'0'))).collect();
        let first_control = if digits.len() == 10 { 9 } else { 10 };
        (first_control..digits.len()).all(|at| {
            let (left, control) = (digits.iter().take(at), digits.get(at));
            let weights = WEIGHTS.iter().skip(WEIGHTS.len().saturating_sub(at));
            let sum = left.zip(weights).fold(0_u32, |sum, (d, w)| sum.saturating_add(d.saturating_mul(*w)));
            control == Some(&(sum % 11 % 10))
        })
    }
}

text_newtype!(Inn, InnError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ten_or_twelve_ascii_digits_are_an_inn() {
        for good in ["1234567890", "7707083893", " 500100732259\n", "0000000000"] {
            assert_eq!(Inn::parse(good).map(|inn| inn.to_string()), Ok(good.trim().to_owned()));
        }
        for bad in [
            "",
            "123456789",
            "12345678901",
            "1234567890123",
            "12345678 90",
            "77O7083893",
            "１２３４５６７８９０",
            "+123456789",
        ] {
            assert_eq!(Inn::parse(bad), Err(InnError), "{bad}");
        }
    }

    #[test]
    fn the_control_digits_are_those_of_the_tax_service() {
        let ok = |text: &str| Inn::parse(text).map(|inn| inn.checksum_ok());
        for good in ["7707083893", "5009051111", "7830002293", "500100732259"] {
            assert_eq!(ok(good), Ok(true), "{good}");
        }
        for bad in ["1234567890", "123456789012", "7707083892", "500100732258", "500100732249"] {
            assert_eq!(ok(bad), Ok(false), "{bad}");
        }
    }

    #[test]
    fn serde_reads_a_string_and_names_the_code() {
        let inn: Inn = serde_json::from_str("\"7707083893\"").unwrap();
        assert_eq!(serde_json::to_string(&inn).unwrap(), "\"7707083893\"");
        let error = serde_json::from_str::<Inn>("\"77\"").unwrap_err();
        assert!(error.to_string().starts_with("invalid_inn"));
        assert!(serde_json::from_str::<Inn>("7707083893").is_err());
    }
}
