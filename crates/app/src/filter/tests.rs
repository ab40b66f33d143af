//! Tests of `filter`: tables of examples, and properties.

use chrono_tz::Europe::Moscow;
use sqlx::{Postgres, QueryBuilder};

use super::*;

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Refused(problem)) => {
            assert_eq!(problem.status, 400);
            problem.errors.into_iter().map(|error| format!("{}:{}", error.field, error.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn ids_are_numbers_and_ranges() {
    let ids = |text: &str| Ids::parse("id", Some(text)).unwrap().unwrap().ranges().to_vec();
    assert_eq!(ids("12"), [(12, 12)]);
    assert_eq!(ids(" 100.. , 12,40..60,50 .. 70,71"), [(12, 12), (40, 71), (100, i64::MAX)]);
    assert_eq!(ids("..5"), [(0, 5)]);
    assert_eq!(ids("1..99999999999999999999"), [(1, i64::MAX)]);
    assert_eq!(Ids::parse("id", Some("  ")).unwrap(), None);
    for bad in ["x", "-1", "1..2..3", "..", "1,,2", ",", "1;2", "1.5", "+1", "１", "0x10", "1\0"] {
        assert_eq!(code(Ids::parse("id", Some(bad))), "id:invalid_ids", "{bad}");
    }
    assert_eq!(code(Ids::parse("id", Some("60..40"))), "id:min_above_max");
    assert_eq!(code(Ids::parse("id", Some(&"1,".repeat(101)))), "id:too_many");
}

#[test]
fn a_text_is_cleaned_and_folded_or_refused() {
    assert_eq!(text("q", Some(" Ёлка \t ООО ")).unwrap().as_deref(), Some("елка ооо"));
    assert_eq!(text("q", Some(" \u{a0} ")).unwrap(), None);
    assert_eq!(text("q", None).unwrap(), None);
    assert_eq!(code(text("q", Some("a\0b"))), "q:invalid_text");
    assert_eq!(code(text("q", Some(&"я".repeat(201)))), "q:too_long");
}

#[test]
fn wildcards_are_literal_in_a_pattern() {
    assert_eq!(like_literal(r"100%_\"), r"100\%\_\\");
}

#[test]
fn a_date_is_its_beginning_in_the_business_zone() {
    let clock = Clock::new(Moscow);
    let moment = |text: &str| moment(&clock, "from", Some(text)).unwrap().unwrap().to_rfc3339();
    assert_eq!(moment("2026-01-01"), "2025-12-31T21:00:00+00:00");
    assert_eq!(moment("2026-01-01T00:00:00Z"), "2026-01-01T00:00:00+00:00");
    assert_eq!(moment("2026-01-01T03:00:00 03:00"), "2026-01-01T00:00:00+00:00");
    for bad in [
        "2026-02-30",
        "2026-1-1",
        "0000-01-01",
        "99999-01-01",
        "infinity",
        "-infinity",
        "2026-01-01T00:00:00",
        "now",
        "2026-01-01T00:00:00+99:00",
        "1899-12-31",
        "0001-01-01T00:00:00Z",
        "2026-01-01\0",
        "+2026-01-1",
    ] {
        assert_eq!(code(super::moment(&clock, "from", Some(bad))), "from:invalid_moment", "{bad}");
    }
}

#[test]
fn ends_that_run_back_are_refused() {
    let clock = Clock::new(Moscow);
    let interval = |from, to| interval(&clock, ("from", Some(from)), ("to", Some(to)));
    assert_eq!(code(interval("2026-01-02", "2026-01-01")), "to:invalid_interval");
    assert_eq!(code(interval("2026-01-01", "2026-01-01")), "to:invalid_interval");
    let money = |text: &str| Some(Money::parse(text).unwrap());
    assert_eq!(code(money_range(("balance_min", money("2")), money("1"))), "balance_min:min_above_max");
    assert_eq!(money_range(("a", None), money("1")).unwrap(), Some((Money::MIN, Money::parse("1").unwrap())));
}

#[test]
fn a_sort_is_one_of_the_fields_in_either_direction() {
    let fields = [("id", 1), ("name", 2)];
    assert_eq!(sort(None, &fields).unwrap(), (1, false));
    assert_eq!(sort(Some("-name"), &fields).unwrap(), (2, true));
    for bad in ["password", "--id", "-", "id;drop", "ID"] {
        assert_eq!(code(sort(Some(bad), &fields)), "sort:unknown_value", "{bad}");
    }
}

#[test]
fn words_are_a_closed_list() {
    let kinds = |text: &str| words("kind", Some(text), domain::ClientKind::parse);
    assert_eq!(kinds("OTHER, INDIVIDUAL,").unwrap().len(), 2);
    assert_eq!(kinds("").unwrap(), []);
    assert_eq!(code(kinds("OTHER,person")), "kind:unknown_value");
}

#[test]
fn billing_parameters_are_a_range_or_a_text() {
    let one = |text: &str| Param::parse_all("param", &[text.to_owned()]).map(|mut all| all.remove(0));
    let number = |key: &str, min: Option<&str>, max: Option<&str>| Param::Number {
        key: key.into(),
        min: min.map(|text| text.parse().unwrap()),
        max: max.map(|text| text.parse().unwrap()),
    };
    assert_eq!(one("price:100..500").unwrap(), number("price", Some("100"), Some("500")));
    assert_eq!(one("price:-0.5..").unwrap(), number("price", Some("-0.5"), None));
    assert_eq!(one("a:b:..7").unwrap(), number("a:b", None, Some("7")));
    assert_eq!(one("price:5").unwrap(), number("price", Some("5"), Some("5")));
    let text = |key: &str, contains: &str| Param::Text { key: key.into(), contains: contains.into() };
    assert_eq!(one("plan~UnLim ~5%").unwrap(), text("plan", "unlim ~5%"));
    assert_eq!(one("Ключ'; --~x").unwrap(), text("Ключ'; --", "x"));
    for (bad, expected) in [
        ("price", "invalid_param"),
        ("price:", "invalid_param"),
        ("price:..", "invalid_param"),
        (":1..2", "invalid_param"),
        ("price:x..2", "not_a_number"),
        ("price:1e9..", "not_a_number"),
        ("price:1..2..3", "not_a_number"),
        ("price:NaN..", "not_a_number"),
        ("price:9..1", "min_above_max"),
        ("plan~", "empty"),
        ("plan~\0", "invalid_text"),
        ("price:99999999999999999999999999999999..", "not_a_number"),
    ] {
        assert_eq!(code(one(bad)), format!("param:{expected}"), "{bad}");
    }
    assert_eq!(code(Param::parse_all("param", &vec!["a~b".to_owned(); 21])), "param:too_many");
    assert_eq!(Param::parse_all("param", &[" ".to_owned()]).unwrap(), []);
}

#[test]
fn conditions_carry_values_as_parameters_only() {
    let mut query = QueryBuilder::<Postgres>::new("");
    Param::parse_all("param", &["'; drop~'; --".to_owned(), "'x':1..2".to_owned()])
        .unwrap()
        .iter()
        .for_each(|param| param.push(&mut query, "s.billing_info"));
    Ids::parse("id", Some("1,5..9")).unwrap().unwrap().push(&mut query, "s.id");
    let sql = query.into_string();
    assert!(!sql.contains("drop") && !sql.contains("'x'"), "{sql}");
}
