//! Compared with serde_json: the same values, the same refusals.

use contract::clients::Client;
use contract::page::Count;
use contract::problem::Problem;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Page, from_str, page};

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "tru",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "[",
        "{",
        "]",
        "1 2",
        "--",
        "\"a\nb\"",
        "{\"a\":1 \"b\":2}",
    ] {
        assert!(from_str::<Value>(text).is_err(), "{text:?}");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
    }
    assert!(from_str::<Value>(&"[".repeat(1000)).is_err());
}

#[test]
fn numbers_keep_their_digits() {
    for text in ["0", "-1", "9223372036854775807", "1.50", "145000.00", "18446744073709551615", "1e3"] {
        let (ours, theirs) = (from_str::<Value>(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(ours.to_string(), theirs.to_string(), "{text}");
    }
}

#[test]
fn answers_of_the_api_are_read_to_the_same_values() {
    let client = json!({
        "id": 12, "kind": "LEGAL_ENTITY", "name": "ООО \"Ромашка\" \u{1f33c}\n", "inn": null, "phone": "+79788451364", "email": null,
        "city": "Москва", "balance": "-500.10", "available": "9499.90", "credit_limit": "10000.00", "credit_due_date": "2030-12-31",
        "currency": "RUB", "created_at": "2026-01-02T03:04:05.678901Z", "archived_at": null, "last_name": null, "first_name": null,
        "middle_name": null, "client_info": {"kpp": "773301001"}, "contacts": [{"full_name": "Пётр", "other": {"telegram": "@p"}}],
        "limits": {"withdraw_max": "0.00", "charge_max": "9499.90"},
        "available_actions": [{"action": "edit", "allowed": true}, {"action": "deposit", "allowed": false, "reason": "not_permitted"}],
        "warnings": [], "version": 3, "updated_at": "2026-01-02T03:04:05Z", "something_new": {"a": [1, {"b": "]"}]}
    });
    for text in [client.to_string(), serde_json::to_string_pretty(&client).unwrap()] {
        assert_eq!(from_str::<Client>(&text).unwrap(), serde_json::from_str::<Client>(&text).unwrap());
    }
    // Fields that may be missing are, in any order of the others.
    let mut bare = client.as_object().unwrap().clone();
    for absent in ["inn", "warnings", "email", "something_new"] {
        bare.remove(absent);
    }
    bare.sort_keys();
    let text = Value::from(bare.clone()).to_string();
    let read = from_str::<Client>(&text).ok();
    assert_eq!(read, serde_json::from_str::<Client>(&text).ok());
    for needed in ["id", "name", "contacts", "limits"] {
        let mut short = bare.clone();
        short.remove(needed);
        let text = Value::from(short).to_string();
        assert_eq!(
            from_str::<Client>(&text).is_err(),
            serde_json::from_str::<Client>(&text).is_err(),
            "{needed}"
        );
    }
    assert!(from_str::<Client>("{\"id\":12}").is_err() && from_str::<Client>("[]").is_err());
    let problem = r#"{"type":"about:blank","title":"t","status":422,"detail":"d","code":"insufficient_funds","errors":[],"available":"1.00"}"#;
    assert_eq!(
        from_str::<Problem>(problem).unwrap().available,
        serde_json::from_str::<Problem>(problem).unwrap().available
    );
}

#[test]
fn a_page_is_read_to_its_parts() {
    let whole = json!({
        "items": [{"id": 1, "name": "a \"]} b"}, {"id": 2, "name": ""}], "next_cursor": "abc", "prev_cursor": null,
        "count": {"value": 10_000, "capped": true}, "totals": {"net": "1.00"}, "something_new": [1, {"items": []}]
    });
    for text in [whole.to_string(), serde_json::to_string_pretty(&whole).unwrap()] {
        let read = page(&text).unwrap();
        let items: Vec<Value> = read.items.iter().map(|item| from_str(item).unwrap()).collect();
        assert_eq!(Value::from(items), whole["items"]);
        assert_eq!((read.next.as_deref(), read.previous), (Some("abc"), None));
        assert_eq!(read.count, Some(Count { value: 10_000, capped: true }));
        assert_eq!(from_str::<Value>(read.totals.unwrap()).unwrap(), whole["totals"]);
    }
    assert_eq!(page(r#"{"items":[]}"#).unwrap(), Page::default());
    let broken =
        ["", "{}", "[]", r#"{"items":{}}"#, r#"{"items":[1,]}"#, r#"{"items":[]} x"#, r#"{"items":[]"#];
    for text in broken.into_iter().chain([r#"{"items":[],"next_cursor":1}"#, r#"{"items":[],"count":{}}"#]) {
        assert!(page(text).is_err(), "{text:?}");
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(".{0,8}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_is_read_as_it_was_written(value in value()) {
        prop_assert_eq!(&from_str::<Value>(&value.to_string()).unwrap(), &value);
        prop_assert_eq!(&from_str::<Value>(&serde_json::to_string_pretty(&value).unwrap()).unwrap(), &value);
    }
}
