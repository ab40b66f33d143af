//! Tests of `money`: tables of examples, and properties.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::*;

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

/// The code at the front of the serde error, as the API reads it.
fn json_code(text: &str) -> Result<String, String> {
    serde_json::from_str::<Money>(text)
        .map(|sum| sum.to_string())
        .map_err(|error| error.to_string().split(' ').next().unwrap_or_default().to_owned())
}

fn any_money() -> impl Strategy<Value = Money> {
    prop_oneof![-MAX_KOPECKS..=MAX_KOPECKS, -100_000_i64..=100_000]
        .prop_map(|kopecks| Money::from_kopecks(kopecks).unwrap())
}

#[test]
fn strings_of_the_wire_grammar_are_read_exactly() {
    for (text, kopecks) in [
        ("0", 0),
        ("-0", 0),
        ("-0.00", 0),
        ("0.1", 10),
        ("0.10", 10),
        ("-0.05", -5),
        ("145000", 14_500_000),
        ("1234.5", 123_450),
        ("007.50", 750),
        ("90071992547409.93", 9_007_199_254_740_993),
        ("999999999999999.99", MAX_KOPECKS),
        ("-999999999999999.99", -MAX_KOPECKS),
    ] {
        assert_eq!(Money::parse(text).map(Money::kopecks), Ok(kopecks), "{text}");
    }
}

#[test]
fn other_strings_are_refused_with_the_reason() {
    use MoneyError::{NotANumber, OutOfBounds, TooManyDecimals};
    for (text, error) in [
        ("", NotANumber),
        ("-", NotANumber),
        (".", NotANumber),
        (".5", NotANumber),
        ("5.", NotANumber),
        ("+5", NotANumber),
        ("--5", NotANumber),
        ("- 5", NotANumber),
        (" 5", NotANumber),
        ("5 ", NotANumber),
        ("5\n", NotANumber),
        ("1 000", NotANumber),
        ("1_000", NotANumber),
        ("1,5", NotANumber),
        ("1.2.3", NotANumber),
        ("1e2", NotANumber),
        ("1.0E2", NotANumber),
        ("NaN", NotANumber),
        ("Infinity", NotANumber),
        ("0x10", NotANumber),
        ("１２", NotANumber),
        ("١٢", NotANumber),
        ("\u{2212}5", NotANumber),
        ("5\0", NotANumber),
        ("0.005", TooManyDecimals),
        ("1.500", TooManyDecimals),
        ("0.000", TooManyDecimals),
        ("1000000000000000", OutOfBounds),
        ("-1000000000000000.00", OutOfBounds),
        ("0000000000000001", OutOfBounds),
        ("123456789012345678901234567890", OutOfBounds),
    ] {
        assert_eq!(Money::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn json_numbers_are_read_exactly() {
    for (text, sum) in [
        ("0.1", "0.10"),
        ("145000", "145000.00"),
        ("100.0", "100.00"),
        ("100.000", "100.00"),
        ("90071992547409.93", "90071992547409.93"),
        ("1.0E2", "100.00"),
        ("1e2", "100.00"),
        ("12345E-2", "123.45"),
        ("1234500e-4", "123.45"),
        ("-0.05", "-0.05"),
        ("-0.0", "0.00"),
        ("0e400", "0.00"),
        ("9.9999999999999999e14", "999999999999999.99"),
        ("999999999999999.99", "999999999999999.99"),
        ("-999999999999999.99", "-999999999999999.99"),
        ("\"0.10\"", "0.10"),
        ("\"1234.5\"", "1234.50"),
    ] {
        assert_eq!(json_code(text), Ok(sum.to_owned()), "{text}");
    }
}

#[test]
fn other_json_is_refused_with_the_code_and_never_rounded() {
    for (text, code) in [
        ("0.005", "too_many_decimals"),
        ("1e-30", "too_many_decimals"),
        ("1e-99999999999999999999", "too_many_decimals"),
        ("100.000000000000000000000000000000000001", "too_many_decimals"),
        ("1.999999999999999999999999999999999999", "too_many_decimals"),
        ("1e400", "out_of_bounds"),
        ("-1e400", "out_of_bounds"),
        ("1e15", "out_of_bounds"),
        ("1e99999999999999999999", "out_of_bounds"),
        ("999999999999999990e1", "out_of_bounds"),
        ("123456789012345678901234567890", "out_of_bounds"),
        ("18446744073709551616", "out_of_bounds"),
        ("\"0.005\"", "too_many_decimals"),
        ("\"1,5\"", "not_a_number"),
        ("\"1_000\"", "not_a_number"),
        ("\"NaN\"", "not_a_number"),
        ("\"１２\"", "not_a_number"),
        ("\"1e2\"", "not_a_number"),
        ("\"\"", "not_a_number"),
        ("{\"amount\": 1}", "not_a_number"),
        ("{}", "not_a_number"),
    ] {
        assert_eq!(json_code(text), Err(code.to_owned()), "{text}");
    }
    for text in ["NaN", "1_000", "１２", "1,5", "+1", "01", "null", "true", "[1]"] {
        assert!(json_code(text).is_err(), "{text}");
    }
}

#[test]
fn a_value_that_was_parsed_before_is_as_exact() {
    for text in ["0.1", "100.5", "90071992547409.93", "145000", "0.30", "1.0E2", "200000000000000.0", "-9.95"]
    {
        let value: Value = serde_json::from_str(text).unwrap();
        let sum = serde_json::from_str::<Money>(text).unwrap();
        assert_eq!(Money::from_json(&value), Ok(sum), "{text}");
        assert_eq!(Money::deserialize(&value).unwrap(), sum, "{text}");
        assert_eq!(serde_json::from_value::<Money>(value).unwrap(), sum, "{text}");
    }
    for text in ["0.005", "1e400", "1e300", "0.30000000000000004", "true", "null", "{}"] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert!(Money::from_json(&value).is_err(), "{text}");
        assert!(Money::deserialize(&value).is_err(), "{text}");
    }
    // Two decimals share this float.
    let value: Value = serde_json::from_str("78622086729031.12").unwrap();
    assert_eq!(Money::from_json(&value), Ok(money("78622086729031.12")));
    assert!(Money::deserialize(&value).is_err());
}

#[test]
fn buffered_content_keeps_the_digits() {
    #[derive(Deserialize)]
    struct Outer {
        #[serde(flatten)]
        inner: Inner,
    }
    #[derive(Deserialize)]
    struct Inner {
        amount: Option<Money>,
    }
    let outer: Outer = serde_json::from_str(r#"{"amount": 90071992547409.93}"#).unwrap();
    assert_eq!(outer.inner.amount, Some(money("90071992547409.93")));
    let absent: Outer = serde_json::from_str(r#"{"amount": null}"#).unwrap();
    assert_eq!(absent.inner.amount, None);
}

#[test]
fn a_sum_is_written_with_two_places_and_no_negative_zero() {
    for (kopecks, text) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_450, "1234.50"), (-100, "-1.00")] {
        assert_eq!(Money::from_kopecks(kopecks).unwrap().to_string(), text);
    }
    assert_eq!(Money::ZERO.negated().to_string(), "0.00");
    assert_eq!(serde_json::to_string(&money("1234.5")).unwrap(), "\"1234.50\"");
    assert_eq!(Money::MAX.to_string(), "999999999999999.99");
    assert_eq!(Money::MIN.to_string(), "-999999999999999.99");
}

#[test]
fn decimals_of_the_database_keep_their_value_or_are_refused() {
    let decimal = |text: &str| Money::try_from(Decimal::from_str_exact(text).unwrap());
    for (text, kopecks) in
        [("1234.5000", 123_450), ("-0.00", 0), ("10", 1000), ("0.05", 5), ("120.0", 12_000)]
    {
        assert_eq!(decimal(text).map(Money::kopecks), Ok(kopecks), "{text}");
    }
    assert_eq!(decimal("0.005"), Err(MoneyError::TooManyDecimals));
    assert_eq!(decimal("1000000000000000"), Err(MoneyError::OutOfBounds));
    assert_eq!(Money::try_from(Decimal::MAX), Err(MoneyError::OutOfBounds));
    assert_eq!(Money::try_from(Decimal::MIN), Err(MoneyError::OutOfBounds));
}

#[test]
fn arithmetic_stops_at_the_bounds() {
    let kopeck = money("0.01");
    assert_eq!(Money::MAX.checked_add(kopeck), None);
    assert_eq!(Money::MIN.checked_sub(kopeck), None);
    assert_eq!(Money::MAX.checked_add(Money::MIN), Some(Money::ZERO));
    assert_eq!(Money::MAX.saturating_add(Money::MAX), Money::MAX);
    assert_eq!(Money::MIN.saturating_add(Money::MIN), Money::MIN);
    assert_eq!(money("1").saturating_add(-kopeck), money("0.99"));
    assert_eq!(Money::checked_sum([money("0.10"), money("0.20")]), Some(money("0.30")));
    assert_eq!(Money::checked_sum([Money::MAX, kopeck]), None);
    assert_eq!(Money::from_kopecks(MAX_KOPECKS + 1), Err(MoneyError::OutOfBounds));
    assert_eq!(Money::from_kopecks(i64::MIN), Err(MoneyError::OutOfBounds));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_way_round_gives_the_same_sum(sum in any_money()) {
        let text = sum.to_string();
        prop_assert_eq!(Money::parse(&text), Ok(sum));
        prop_assert_eq!(Money::from_kopecks(sum.kopecks()), Ok(sum));
        prop_assert_eq!(Money::try_from(sum.decimal()), Ok(sum));
        prop_assert_eq!(sum.decimal().scale(), 2);
        let json = serde_json::to_string(&sum).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), sum);
        // as a number, in a text and by way of a value
        prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), sum);
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(Money::from_json(&value), Ok(sum));
        // as a value that may have become a float: exact or refused
        let by_value = serde_json::from_value::<Money>(value);
        if sum.kopecks().abs() < 1_000_000_000_000_000 {
            prop_assert!(by_value.is_ok());
        }
        prop_assert!(by_value.is_err() || by_value.is_ok_and(|read| read == sum));
    }

    #[test]
    fn a_number_is_exact_or_refused(text in r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,32})?([eE][+-]?[0-9]{1,2})?") {
        if let Ok(sum) = serde_json::from_str::<Money>(&text) {
            // Decimals of up to 28 places are a second opinion on what fits them.
            let plain = match text.split_once(['e', 'E']) {
                Some((mantissa, _)) => Decimal::from_str_exact(mantissa).ok().and_then(|_| Decimal::from_scientific(&text).ok()),
                None => Decimal::from_str_exact(&text).ok(),
            };
            if let Some(plain) = plain {
                prop_assert_eq!(sum.decimal(), plain);
            }
        }
    }

    #[test]
    fn three_significant_decimals_are_never_accepted(whole in 0_u64..1_000_000_000_000, tail in 1_u32..=9, two in 0_u32..100) {
        let text = format!("{whole}.{two:02}{tail}");
        prop_assert_eq!(Money::parse(&text), Err(MoneyError::TooManyDecimals));
        prop_assert_eq!(json_code(&text), Err("too_many_decimals".to_owned()));
    }

    #[test]
    fn any_text_is_judged_without_a_panic(text in ".{0,40}") {
        if let Ok(sum) = Money::parse(&text) {
            prop_assert!(text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.'));
            prop_assert_eq!(Money::parse(&sum.to_string()), Ok(sum));
        }
        let _ = json_code(&text);
    }

    #[test]
    fn addition_is_that_of_whole_kopecks(a in any_money(), b in any_money()) {
        let expected = a.kopecks().checked_add(b.kopecks()).and_then(|sum| Money::from_kopecks(sum).ok());
        prop_assert_eq!(a.checked_add(b), expected);
        prop_assert_eq!(a.checked_sub(b), a.checked_add(-b));
        if let Some(sum) = expected {
            prop_assert_eq!(sum.checked_sub(b), Some(a));
            prop_assert_eq!(sum.decimal(), a.decimal() + b.decimal());
        }
        prop_assert_eq!(a.cmp(&b), a.kopecks().cmp(&b.kopecks()));
        prop_assert_eq!(i64::from(a.sign()), a.kopecks().signum());
        prop_assert_eq!(a.abs().kopecks(), a.kopecks().abs());
    }
}
