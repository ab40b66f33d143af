//! The address of the client list says everything, and saying it twice changes nothing.

use domain::Money;
use proptest::option;
use proptest::prelude::*;

use super::super::{ClientColumn, Direction};
use super::*;

fn money() -> impl Strategy<Value = Money> {
    (-1_000_000_000_i64..1_000_000_000).prop_map(|kopecks| Money::from_kopecks(kopecks).unwrap())
}

fn field<T: Term + std::fmt::Debug + Clone>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Field<T>> {
    prop_oneof![
        Just(Field::Unset),
        value.prop_map(Field::Set),
        // Letters only: never a range, a number or a column.
        "[а-яё]{1,6}".prop_map(Field::Bad),
    ]
}

fn ranges() -> impl Strategy<Value = MoneyRange> {
    (option::of(money()), option::of(money()))
        .prop_filter_map("both open", |(from, to)| MoneyRange::new(from, to))
}

fn numbers() -> impl Strategy<Value = NumberSet> {
    proptest::collection::vec((0_i64..1000, option::of(0_i64..1000)), 1..5).prop_map(|parts| {
        let texts: Vec<String> = parts
            .into_iter()
            .map(|(from, length)| match length {
                None => from.to_string(),
                Some(length) => format!("{from}..{}", from + length),
            })
            .collect();
        NumberSet::read(&texts.join(",")).unwrap()
    })
}

fn sorts() -> impl Strategy<Value = Sort> {
    (proptest::sample::select(ClientColumn::ALL.to_vec()), any::<bool>()).prop_map(|(column, up)| Sort {
        column,
        direction: if up { Direction::Ascending } else { Direction::Descending },
    })
}

fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::First),
        "[!-~]{1,20}".prop_map(Place::After),
        "[!-~]{1,20}".prop_map(Place::Before),
    ]
}

prop_compose! {
    fn filters()(
        view in proptest::sample::select(ClientView::ALL.to_vec()),
        q in ".{0,12}",
        id in field(numbers()),
        balance in field(ranges()),
        sort in field(sorts()),
        place in places(),
        rows in option::of(proptest::sample::select(vec![100_u16, 200])),
        unknown in proptest::collection::vec(("svc[.][a-z]{1,4}", ".{0,6}"), 0..3),
    ) -> ClientFilters {
        ClientFilters { view, q: q.trim().to_owned(), id, balance, sort, place, rows, unknown }
    }
}

proptest! {
    #[test]
    fn the_address_brings_the_filters_back(filters in filters()) {
        let address = filters.write();
        prop_assert_eq!(ClientFilters::parse(&address), filters);
    }

    #[test]
    fn any_address_is_read_and_settles_at_once(search in ".{0,60}") {
        let first = ClientFilters::parse(&search);
        prop_assert_eq!(ClientFilters::parse(&first.write()), first);
    }

    #[test]
    fn a_change_goes_back_to_the_first_page(filters in filters()) {
        let changed = filters.changed(|filters| filters.q = "x".into());
        prop_assert_eq!(changed.place, Place::First);
    }
}

#[test]
fn the_address_is_readable() {
    let filters = ClientFilters::parse("?bal=..-0.01&id=12,40..60&sort=-balance&n=100&after=c1&x=1");
    assert_eq!(filters.write(), "?id=12,40..60&bal=..-0.01&sort=-balance&n=100&after=c1&x=1");
    let query = filters.query();
    assert_eq!(query.balance_max, Money::parse("-0.01").ok());
    assert_eq!((query.id.as_deref(), query.sort.as_deref()), (Some("12,40..60"), Some("-balance")));
    assert_eq!((query.cursor.as_deref(), query.limit), (Some("c1"), Some(100)));
}

#[test]
fn what_cannot_be_read_is_kept_and_not_applied() {
    let filters = ClientFilters::parse("bal=abc&id=x..y&sort=colour&n=7&view=all");
    assert_eq!(filters.balance, Field::Bad("abc".into()));
    let query = filters.query();
    assert_eq!((query.id, query.balance_min, query.sort, query.limit), (None, None, None, None));
    assert_eq!(filters.write(), "?id=x..y&bal=abc&sort=colour");
}

#[test]
fn a_reset_keeps_the_order_and_the_size_of_the_page() {
    let filters = ClientFilters::parse("view=debtors&q=a&id=1&bal=1..&sort=name&n=200&before=c");
    assert!(filters.narrows());
    assert_eq!(filters.reset().write(), "?sort=name&n=200");
    assert!(!filters.reset().narrows());
}

#[test]
fn the_first_of_two_equal_keys_counts() {
    assert_eq!(ClientFilters::parse("q=a&q=b").write(), "?q=a");
}
