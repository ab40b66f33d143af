//! Values of the address: what they ask of the API, and how they are shown.

use super::*;
use crate::i18n::gallery::Gallery;

fn asked(kind: Kind, search: &str) -> String {
    let filter = Filter::new("f", Gallery::Name, kind);
    let pairs = filter.asks(&Query::read(search));
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[test]
fn values_become_what_the_api_asks_for() {
    const WORDS: &[Choice] = &[
        Choice { word: "legal", value: "LEGAL_ENTITY", label: Gallery::Name },
        Choice { word: "sp", value: "SOLE_PROPRIETOR", label: Gallery::Name },
    ];
    let dates = |open_end| Kind::Dates { until: "f.to", from: "from", to: "to", open_end };
    let money = || Kind::Money { min: "min", max: "max" };
    let params = || Kind::Params { param: "p" };
    for (kind, search, expected) in [
        (Kind::Text { param: "q" }, "f=%20a%20", "q=a"),
        (Kind::Numbers { param: "id" }, "f=12, 40..60", "id=12,40..60"),
        (Kind::Numbers { param: "id" }, "f=abc", ""),
        (money(), "f=-500..0", "min=-500.00&max=0.00"),
        (money(), "f=..-0.01", "max=-0.01"),
        (money(), "f=abc", ""),
        (dates(true), "f=2026-01-01&f.to=2026-01-31", "from=2026-01-01&to=2026-02-01"),
        (dates(false), "f.to=2026-12-31", "to=2026-12-31"),
        (dates(true), "f=31.01.2026", ""),
        (Kind::Choice { param: "kind", options: WORDS }, "f=legal,sp", "kind=LEGAL_ENTITY,SOLE_PROPRIETOR"),
        (Kind::Choice { param: "kind", options: WORDS }, "f=legal,x", ""),
        (Kind::One { param: "sign", none: Gallery::Name, options: WORDS }, "f=sp", "sign=SOLE_PROPRIETOR"),
        (Kind::One { param: "sign", none: Gallery::Name, options: WORDS }, "f=legal,sp", ""),
        (Kind::Client { param: "client_id" }, "f=12", "client_id=12"),
        (Kind::Client { param: "client_id" }, "f=abc", ""),
        (Kind::Count { param: "days" }, "f=30", "days=30"),
        (Kind::Count { param: "days" }, "f=-1", ""),
        (params(), "f=price:100..500&f=plan~unlim", "p=price:100..500&p=plan~unlim"),
        (params(), "f=price:a..b&f=plan~", ""),
        (params(), "f=a:b:5", "p=a:b:5"),
    ] {
        assert_eq!(asked(kind, search), expected, "{search}");
    }
}

#[test]
fn a_chip_says_what_is_applied_and_takes_only_that_away() {
    let filter = Filter::new("bal", Gallery::Sum, Kind::Money { min: "a", max: "b" });
    let query = Query::read("?bal=..-0.01&q=x&after=c");
    let chips = filter.chips(Lang::Ru, &query);
    let texts: Vec<_> =
        chips.iter().map(|(rest, chip)| (rest.write(), chip.text.as_str(), chip.bad)).collect();
    assert_eq!(texts, [("?q=x".to_owned(), "Сумма: до \u{2212}0,01\u{a0}₽", false)]);
    let bad = filter.chips(Lang::Ru, &Query::read("bal=abc"));
    assert!(bad.iter().all(|(_, chip)| chip.bad && chip.text.contains("abc")) && bad.len() == 1);
}

#[test]
fn each_parameter_has_its_own_chip() {
    let filter = Filter::new("p", Gallery::Name, Kind::Params { param: "param" });
    let chips = filter.chips(Lang::En, &Query::read("?p=price:100..500&p=plan~unlim"));
    let rest: Vec<_> = chips.iter().map(|(rest, _)| rest.write()).collect();
    assert_eq!(rest, ["?p=plan~unlim", "?p=price:100..500"]);
}
