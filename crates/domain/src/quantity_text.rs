//! Quantities as people type and read them, in Russian and in English.
//!
//! Invariant: what [`format_quantity`] writes, [`parse_typed_quantity`] reads back as the same quantity; nothing is rounded.
//! Absent on purpose: the wire (that is [`Quantity::parse`]) and units of measure.

use crate::money_text::{join_digits, split_number, split_sign};
use crate::quantity::{Quantity, QuantityError};

/// Reads what a person typed: any spaces, any minus, comma or dot before the thousandths, groups of thousands. `decimal_comma` is
/// true for Russian; it settles `1,234`, which is 1234 in English and a fraction in Russian.
///
/// # Errors
/// `TooManyDecimals`, `OutOfBounds`, else `NotANumber` (letters, an empty text, uneven groups).
pub fn parse_typed_quantity(text: &str, decimal_comma: bool) -> Result<Quantity, QuantityError> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, number) = split_sign(&compact);
    let (whole, fraction) = split_number(number, decimal_comma).map_err(|_| QuantityError::NotANumber)?;
    let whole = whole.trim_start_matches('0');
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    Quantity::parse(&format!("{sign}{whole}.{fraction}"))
}

/// `1 234,5` when `decimal_comma` (Russian), else `1,234.5`; no zeros at the end, the minus of typography.
pub fn format_quantity(quantity: Quantity, decimal_comma: bool) -> String {
    let plain = quantity.to_string();
    let (minus, size) = match plain.strip_prefix('-') {
        Some(size) => ("\u{2212}", size),
        None => ("", plain.as_str()),
    };
    format!("{minus}{}", join_digits(size, decimal_comma))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quantity_is_read_however_it_is_typed() {
        for (text, ru, en) in [
            ("2,5", Ok("2.5"), Ok("2.5")),
            ("2.5", Ok("2.5"), Ok("2.5")),
            (" 1 234,5 ", Ok("1234.5"), Ok("1234.5")),
            ("1,234", Ok("1.234"), Ok("1234")),
            ("1.234,5", Ok("1234.5"), Ok("1234.5")),
            ("007", Ok("7"), Ok("7")),
            (",5", Ok("0.5"), Ok("0.5")),
            ("\u{2212}3", Ok("-3"), Ok("-3")),
            ("0,0001", Err(QuantityError::TooManyDecimals), Err(QuantityError::TooManyDecimals)),
            ("1000000000", Err(QuantityError::OutOfBounds), Err(QuantityError::OutOfBounds)),
            ("3 м", Err(QuantityError::NotANumber), Err(QuantityError::NotANumber)),
            ("", Err(QuantityError::NotANumber), Err(QuantityError::NotANumber)),
        ] {
            let read = |comma| parse_typed_quantity(text, comma).map(|quantity| quantity.to_string());
            assert_eq!(read(true), ru.map(str::to_owned), "{text}");
            assert_eq!(read(false), en.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn a_quantity_is_written_in_groups_and_without_zeros_at_the_end() {
        let quantity = Quantity::parse("-1234567.5").unwrap();
        assert_eq!(format_quantity(quantity, true), "\u{2212}1\u{a0}234\u{a0}567,5");
        assert_eq!(format_quantity(quantity, false), "\u{2212}1,234,567.5");
        assert_eq!(format_quantity(Quantity::ONE, true), "1");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_back(thousandths in -999_999_999_999_i64..=999_999_999_999, comma: bool) {
            let quantity = Quantity::from_thousandths(thousandths).unwrap();
            prop_assert_eq!(parse_typed_quantity(&format_quantity(quantity, comma), comma), Ok(quantity));
        }
    }
}
