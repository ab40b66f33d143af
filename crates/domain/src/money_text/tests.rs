//! Tests of `money_text`: tables of examples, and properties.

use proptest::prelude::*;

use super::*;

const RU: bool = true;
const EN: bool = false;

fn typed(text: &str, decimal_comma: bool) -> Result<String, MoneyError> {
    parse_typed(text, decimal_comma).map(|sum| sum.to_string())
}

#[test]
fn both_languages_read_what_is_not_ambiguous() {
    for (text, sum) in [
        ("1234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u{a0}234,56\u{a0}₽", "1234.56"),
        ("1\u{202f}234,56 р.", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567,8", "1234567.80"),
        ("1,234,567.8", "1234567.80"),
        ("1,234,567", "1234567.00"),
        ("1.234.567", "1234567.00"),
        ("1,5", "1.50"),
        ("1.5", "1.50"),
        ("0,05", "0.05"),
        (",5", "0.50"),
        ("12,", "12.00"),
        ("12.", "12.00"),
        ("000012", "12.00"),
        ("0000000000000000000012", "12.00"),
        ("100р", "100.00"),
        ("100 руб", "100.00"),
        ("100 РУБ.", "100.00"),
        ("100.р", "100.00"),
        ("₽100", "100.00"),
        ("+100", "100.00"),
        ("-100", "-100.00"),
        ("\u{2212}100", "-100.00"),
        ("– 100", "-100.00"),
        ("—100", "-100.00"),
        ("\u{2212}₽450.00", "-450.00"),
        ("₽-450", "-450.00"),
        ("-0", "0.00"),
        ("999 999 999 999 999,99", "999999999999999.99"),
    ] {
        assert_eq!(typed(text, RU), Ok(sum.to_owned()), "ru {text:?}");
        assert_eq!(typed(text, EN), Ok(sum.to_owned()), "en {text:?}");
    }
}

#[test]
fn three_digits_after_a_comma_are_thousands_in_english_and_a_mistake_in_russian() {
    assert_eq!(typed("1,234", EN), Ok("1234.00".to_owned()));
    assert_eq!(typed("145,000", EN), Ok("145000.00".to_owned()));
    for text in ["1,234", "145,000", "1 234,567"] {
        assert_eq!(typed(text, RU), Err(MoneyError::TooManyDecimals), "{text}");
    }
    for text in ["0,123", "1234,567", "1,2345"] {
        assert_eq!(typed(text, EN), Err(MoneyError::TooManyDecimals), "{text}");
    }
}

#[test]
fn what_is_no_sum_is_refused_in_both_languages() {
    use MoneyError::{NotANumber, OutOfBounds, TooManyDecimals};
    for (text, error) in [
        ("", NotANumber),
        (" ", NotANumber),
        ("₽", NotANumber),
        ("-", NotANumber),
        (".", NotANumber),
        (",", NotANumber),
        ("abc", NotANumber),
        ("12abc", NotANumber),
        ("12 USD", NotANumber),
        ("1e3", NotANumber),
        ("--5", NotANumber),
        ("+-5", NotANumber),
        ("-₽-5", NotANumber),
        ("5-", NotANumber),
        ("１２", NotANumber),
        ("12 руб 50 коп", NotANumber),
        ("12,34,5", NotANumber),
        ("1,2345,678", NotANumber),
        ("1234,567.8", NotANumber),
        ("1.234,5.6", NotANumber),
        ("1,234,", NotANumber),
        ("1.234", TooManyDecimals),
        ("0.005", TooManyDecimals),
        ("1.234,567", TooManyDecimals),
        ("1000000000000000", OutOfBounds),
        ("1 000 000 000 000 000,00", OutOfBounds),
    ] {
        assert_eq!(typed(text, RU), Err(error), "ru {text:?}");
        assert_eq!(typed(text, EN), Err(error), "en {text:?}");
    }
}

#[test]
fn sums_are_shown_as_intl_shows_them_with_a_real_minus() {
    let cases = [
        ("0", "0,00 ₽", "₽0.00", "0,00 ₽", "₽0.00"),
        ("0.05", "0,05 ₽", "₽0.05", "+0,05 ₽", "+₽0.05"),
        ("999.9", "999,90 ₽", "₽999.90", "+999,90 ₽", "+₽999.90"),
        ("1234.56", "1 234,56 ₽", "₽1,234.56", "+1 234,56 ₽", "+₽1,234.56"),
        ("145000", "145 000,00 ₽", "₽145,000.00", "+145 000,00 ₽", "+₽145,000.00"),
        ("-450", "−450,00 ₽", "−₽450.00", "−450,00 ₽", "−₽450.00"),
        ("-1000000", "−1 000 000,00 ₽", "−₽1,000,000.00", "−1 000 000,00 ₽", "−₽1,000,000.00"),
    ];
    for (sum, ru, en, plus_ru, plus_en) in cases {
        let sum = Money::parse(sum).unwrap();
        let hard = |text: &str| text.replace(' ', "\u{a0}");
        assert_eq!(format_ru(sum), hard(ru));
        assert_eq!(format_en(sum), en);
        assert_eq!(signed_ru(sum), hard(plus_ru));
        assert_eq!(signed_en(sum), plus_en);
        assert_eq!(format_amount(sum, RU), hard(ru.trim_end_matches(" ₽")));
        assert_eq!(format_amount(sum, EN), en.replace('₽', ""));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_shown_can_be_typed_back(kopecks in prop_oneof![-99_999_999_999_999_999_i64..=99_999_999_999_999_999, -9_999_999_i64..=9_999_999]) {
        let sum = Money::from_kopecks(kopecks).unwrap();
        for shown in [format_ru(sum), signed_ru(sum), format_amount(sum, RU), sum.to_string()] {
            prop_assert_eq!(parse_typed(&shown, RU), Ok(sum), "{}", shown);
        }
        for shown in [format_en(sum), signed_en(sum), format_amount(sum, EN), sum.to_string()] {
            prop_assert_eq!(parse_typed(&shown, EN), Ok(sum), "{}", shown);
        }
    }

    #[test]
    fn any_text_is_judged_without_a_panic(text in "[0-9,. ₽рубe+\u{2212}-]{0,24}|.{0,40}", russian: bool) {
        let _ = parse_typed(&text, russian);
    }
}
