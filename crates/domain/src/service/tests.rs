//! Tests of `service`: tables of examples, and properties.

use serde_json::json;

use super::*;

fn info(value: Value) -> BillingInfo {
    serde_json::from_value(value).unwrap()
}

fn faults(value: Value) -> Vec<(String, &'static str)> {
    info(value).validate().into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn a_kind_is_a_lower_case_word() {
    for (text, word) in
        [("calls", "calls"), (" Internet ", "internet"), ("тв-пакет_2", "тв-пакет_2"), ("Съёмка", "съемка")]
    {
        assert_eq!(ServiceKind::parse(text).unwrap().as_str(), word);
    }
    let long = "x".repeat(41);
    for text in ["", " ", "two words", "a/b", "a\0", "é", "звонки!", long.as_str()] {
        assert_eq!(ServiceKind::parse(text), Err(ServiceKindError), "{text:?}");
    }
    assert!(ServiceKind::KNOWN.iter().all(|word| ServiceKind::parse(word).is_ok()));
    assert!(serde_json::from_str::<ServiceKind>("\"two words\"").is_err());
}

#[test]
fn parameters_are_read_by_type_and_a_wrong_type_is_absence() {
    let billing = info(json!({
        "connection_price": "500.00", "renewal_price": 350, "price": "дорого", "period": "Month",
        "speed": 100, "limit_gb": "20", "note": "ночной", "options": {"static_ip": true}
    }));
    assert_eq!(billing.connection_price(), Money::parse("500").ok());
    assert_eq!(billing.renewal_price(), Money::parse("350").ok());
    assert_eq!(billing.price(), None);
    assert_eq!(billing.period(), Some(Period::Month));
    assert_eq!(billing.number("speed"), Some(Decimal::from(100)));
    assert_eq!(billing.number("limit_gb"), None);
    assert_eq!(billing.number("options"), None);
    assert_eq!(billing.number("absent"), None);
    assert_eq!(billing.text("note"), Some("ночной"));
    assert_eq!(billing.text("speed"), None);
    assert_eq!(billing.validate(), []);
    assert_eq!(info(json!({"period": "fortnight"})).period(), None);
    assert_eq!(info(json!({"period": 30})).period(), None);
}

#[test]
fn numbers_are_exact_or_absent() {
    for (text, number) in [
        ("0.1", Some("0.1")),
        ("90071992547409.93", Some("90071992547409.93")),
        ("1.5e3", Some("1500")),
        ("1.5E-3", Some("0.0015")),
        ("1e+28", Some("10000000000000000000000000000")),
        ("0e99", Some("0")),
        ("1e29", None),
        ("1e-29", None),
        ("1e400", None),
        ("1e99999999999999999999", None),
        ("0.12345678901234567890123456789012345", None),
    ] {
        let billing: BillingInfo = serde_json::from_str(&format!("{{\"n\": {text}}}")).unwrap();
        let expected = number.map(|number| Decimal::from_str_exact(number).unwrap());
        assert_eq!(billing.number("n"), expected, "{text}");
        assert_eq!(billing.validate().is_empty(), expected.is_some(), "{text}");
    }
}

#[test]
fn the_digits_of_a_parameter_survive_being_stored() {
    let text = r#"{"price":90071992547409.93,"rate":0.10}"#;
    let billing: BillingInfo = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&billing).unwrap(), text);
    assert_eq!(billing.price(), Money::parse("90071992547409.93").ok());
}

#[test]
fn the_shape_is_bounded() {
    let keys = |count: usize| (0..count).map(|n| (format!("k{n}"), json!(n))).collect::<Map<_, _>>();
    assert_eq!(faults(Value::Object(keys(64))), []);
    let whole = |code| vec![("billing_info".to_owned(), code)];
    let of_k = |code| vec![("billing_info.k".to_owned(), code)];
    assert_eq!(faults(Value::Object(keys(65))), whole("too_many"));
    assert_eq!(faults(json!({"k": keys(65)})), of_k("too_many"));
    assert_eq!(faults(json!({"k": "x".repeat(16 * 1024)})), whole("too_long"));
    assert_eq!(faults(json!({"k": "x".repeat(16 * 1024 - 8)})), []);
    assert_eq!(faults(json!({"": 1})), whole("invalid_key"));
    assert_eq!(faults(json!({"я".repeat(64): 1})), []);
    assert_eq!(faults(json!({"я".repeat(65): 1})), whole("invalid_key"));
    assert_eq!(faults(json!({"a\0": 1})), whole("invalid_key"));
    assert_eq!(faults(json!({"k": {"a\0": 1}})), of_k("invalid_key"));
    assert_eq!(faults(json!({"k": "a\0"})), of_k("invalid_text"));
    assert_eq!(faults(json!({"k": [["a\0"]]})), of_k("invalid_text"));
    assert_eq!(faults(json!({"k": {"a": {"b": {}}}})), []);
    assert_eq!(faults(json!({"k": {"a": {"b": {"c": {}}}}})), of_k("too_deep"));
    assert_eq!(faults(json!({"k": [[[[1]]]]})), of_k("too_deep"));
    assert!(serde_json::from_str::<BillingInfo>("[1]").is_err());
}
