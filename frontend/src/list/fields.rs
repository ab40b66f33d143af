//! Inputs for the filters of a list, made from their descriptions.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use super::filter::{Choice, Filter, Kind};
use super::live::{Live, live_field};
use super::page::List;
use super::params;
use super::range::NumberSet;
use super::spec::Group;
use crate::el::{El, checked, div, el, typed};
use crate::i18n::{Msg, lang_now, list::List as Words};
use crate::router::Step;
use crate::ui;

/// The promoted filters in a row, the others behind a button.
pub fn fields(list: List) -> El {
    let promoted = list.spec.filters().filter(|filter| filter.promoted).map(|filter| field(list, filter));
    let promoted = promoted.collect::<Vec<_>>();
    let rest: usize = list.spec.filters().filter(|filter| !filter.promoted).count();
    let hidden = move |query: &super::query::Query| {
        list.spec.filters().filter(|filter| !filter.promoted && filter.is_set(query)).count()
    };
    // A link with such filters opens with them in sight.
    let open = RwSignal::new(hidden(&list.query_now()) > 0);
    // On a phone the promoted ones but the first are behind the button too.
    let only_narrow = rest == 0;
    let more = (rest > 0 || promoted.len() > 1).then(|| {
        let label = move || {
            let set = hidden(&list.query());
            if set > 0 {
                format!("{} ({set})", Words::MoreFilters.now())
            } else {
                Words::MoreFilters.now().to_owned()
            }
        };
        ui::button(ui::Look::Plain, crate::el::live_text(label))
            .id("more-filters")
            .attr("aria-expanded", crate::el::live(move || Some(open.get().to_string())))
            .attr("aria-controls", "filters-all")
            .on_click(move || open.update(|open| *open = !*open))
    });
    let groups = list.spec.groups.iter().map(|each| group(list, each)).collect::<Vec<_>>();
    let rest = (rest > 0).then(|| {
        div("filters-rest card")
            .id("filters-rest")
            .attr("hidden", crate::el::live(move || (!open.get()).then(String::new)))
            .child(groups)
    });
    let more = more
        .map(|more| div(if only_narrow { "filters-more only-narrow" } else { "filters-more" }).child(more));
    let all = div("filters-all")
        .id("filters-all")
        .attr("data-open", crate::el::live(move || open.get().then(String::new)))
        .child(div("filters-fields").child(promoted).child(more))
        .child(rest);
    el("search").class("filters no-print").attr("aria-label", Words::Filters).child(all).child(ui::chips(
        move || list.chips(),
        move |query| list.go(&query, Step::Push),
        move || list.go(&list.spec.reset(&list.query_now()), Step::Push),
    ))
}

fn group(list: List, group: &'static Group) -> El {
    let inputs = group.filters.iter().filter(|filter| !filter.promoted).map(|filter| field(list, filter));
    let inputs = div("filters-grid").child(inputs.collect::<Vec<_>>());
    match group.legend {
        None => inputs,
        Some(legend) => el("fieldset")
            .class("filters-group")
            .child(el("legend").child(legend))
            .child(group.text.map(|text| el("p").class("hint").child(text)))
            .child(inputs),
    }
}

fn field(list: List, filter: &'static Filter) -> El {
    let key = filter.key;
    match &filter.kind {
        Kind::Text { .. } => {
            text(list, filter, if key == "q" { ui::Kind::Search } else { ui::Kind::Text }, same(), same())
        }
        Kind::Numbers { .. } => {
            let read = |typed: &str| {
                NumberSet::read(typed.trim()).map_or_else(|| typed.trim().to_owned(), |set| set.write())
            };
            text(list, filter, ui::Kind::Text, Rc::new(read), same())
        }
        Kind::Word { of, .. } => ui::suggest::with_words(key, of, |words| {
            text_with(list, filter, (ui::Kind::Text, same(), same()), Some(words))
        }),
        Kind::Inn { .. } | Kind::Count { .. } => text(list, filter, ui::Kind::Decimal, same(), same()),
        Kind::Money { .. } | Kind::Quantity { .. } => figures(list, filter),
        Kind::Dates { until, open_end, .. } => dates(list, filter, until, *open_end),
        Kind::Choice { options, .. } => choice(list, filter, options),
        Kind::One { none, options, .. } => one(list, filter, *none, options),
        Kind::Client { .. } | Kind::Service { .. } | Kind::Product { .. } => {
            super::picks::field(list, filter)
        }
        Kind::Params { .. } => params::rows(list, filter),
    }
}

type Turn = Rc<dyn Fn(&str) -> String>;

/// What is typed is what the address has.
fn same() -> Turn {
    Rc::new(|text| text.trim().to_owned())
}

fn text(list: List, filter: &'static Filter, kind: ui::Kind, read: Turn, show: Turn) -> El {
    text_with(list, filter, (kind, read, show), None)
}

/// `words` is the id of a list of suggestions.
fn text_with(list: List, filter: &'static Filter, how: (ui::Kind, Turn, Turn), words: Option<String>) -> El {
    let (kind, read, show) = how;
    let key = filter.key;
    let live = Live {
        applied: Rc::new(move || {
            list.query().first(key).map(|value| value.trim().to_owned()).unwrap_or_default()
        }),
        read,
        show,
        apply: Rc::new(move |value| list.go(&list.query_now().set(key, &value), Step::Replace)),
    };
    live_field(key, el("span").child(filter.label), kind, live, |field| {
        let field = match filter.hint {
            Some(hint) => field.hint(hint),
            None => field,
        };
        field.words(words)
    })
}

/// One end of a range in the address: `a..b`, or one sum for both. What makes no sense stands in the first.
fn end_of(value: &str, last: bool) -> &str {
    let one = domain::Money::parse(value).map_or("", |_| value);
    let (from, to) = value.split_once("..").unwrap_or((value, one));
    if last { to } else { from }
}

/// Sums or quantities between two ends.
fn figures(list: List, filter: &'static Filter) -> El {
    let (key, figures) = (filter.key, filter.figures());
    let now = move || list.query().first(key).unwrap_or_default().to_owned();
    let end = move |last: bool, word: Msg| {
        let live = Live {
            applied: Rc::new(move || end_of(&now(), last).to_owned()),
            read: Rc::new(move |typed| {
                let typed = typed.trim();
                (figures.typed)(typed, lang_now()).unwrap_or_else(|| typed.to_owned())
            }),
            show: Rc::new(move |value| {
                (figures.editable)(value, lang_now()).unwrap_or_else(|| value.to_owned())
            }),
            apply: Rc::new(move |value| {
                let present = list.query_now().first(key).unwrap_or_default().to_owned();
                let other = end_of(&present, !last);
                let (from, to) = if last { (other, value.as_str()) } else { (value.as_str(), other) };
                let range =
                    if from.is_empty() && to.is_empty() { String::new() } else { format!("{from}..{to}") };
                list.go(&list.query_now().set(key, &range), Step::Replace);
            }),
        };
        let label = el("span").child(filter.label).child(" ").child(word);
        live_field(ends(key, last), label, ui::Kind::Decimal, live, ui::Field::hidden_label)
    };
    range(filter, [Words::From, Words::To], [end(false, Words::From), end(true, Words::To)])
}

/// `past` is about what has happened: presets such as "last month" make sense.
fn dates(list: List, filter: &'static Filter, until: &'static str, past: bool) -> El {
    let end = move |last: bool, word: Msg| {
        let key = if last { until } else { filter.key };
        let live = Live {
            applied: Rc::new(move || list.query().first(key).unwrap_or_default().to_owned()),
            read: same(),
            show: same(),
            apply: Rc::new(move |value| list.go(&list.query_now().set(key, &value), Step::Push)),
        };
        let label = el("span").child(filter.label).child(" ").child(word);
        live_field(key, label, ui::Kind::Date, live, ui::Field::hidden_label)
    };
    let both = range(
        filter,
        [Words::DateFrom, Words::DateTo],
        [end(false, Words::DateFrom), end(true, Words::DateTo)],
    );
    both.child(past.then(|| super::period::presets(list, filter.key, until)))
}

fn range(filter: &'static Filter, words: [Msg; 2], ends: [El; 2]) -> El {
    let word = |word: Msg| el("span").class("muted").attr("aria-hidden", "true").child(word);
    let ends = words.into_iter().zip(ends).flat_map(|(name, end)| [word(name), end]).collect::<Vec<_>>();
    el("fieldset")
        .class("range")
        .child(el("legend").class("field-label").child(filter.label))
        .child(div("range-ends").child(ends))
}

/// Ids of the two inputs of a range of sums.
fn ends(key: &'static str, last: bool) -> &'static str {
    match (key, last) {
        ("bal", false) => "balance-from",
        ("bal", true) => "balance-to",
        ("limit", false) => "limit-from",
        ("limit", true) => "limit-to",
        ("price", false) => "price-from",
        ("price", true) => "price-to",
        ("left", false) => "left-from",
        ("left", true) => "left-to",
        (_, false) => "amount-from",
        (_, true) => "amount-to",
    }
}

fn choice(list: List, filter: &'static Filter, options: &'static [Choice]) -> El {
    let key = filter.key;
    let words = move |query: &super::query::Query| -> Vec<String> {
        query.first(key).map(|value| value.split(',').map(str::to_owned).collect()).unwrap_or_default()
    };
    let boxes = options.iter().map(|option| {
        let on = move || list.with_query(|query| words(query).iter().any(|word| word == option.word));
        let toggle = move |event: leptos::web_sys::Event| {
            let query = list.query_now();
            let mut chosen = words(&query);
            chosen.retain(|word| word != option.word);
            if checked(&event) {
                chosen.push(option.word.to_owned());
            }
            list.go(&query.set(key, &chosen.join(",")), Step::Push);
        };
        el("label")
            .class("check")
            .child(
                el("input")
                    .attr("type", "checkbox")
                    .id(format!("{key}-{}", option.word))
                    .prop("checked", move || JsValue::from(on()))
                    .on("change", toggle),
            )
            .child(el("span").child(option.label))
    });
    el("fieldset")
        .class(if options.len() > 6 { "choice wide" } else { "choice" })
        .child(el("legend").class("field-label").child(filter.label))
        .child(div("cluster").child(boxes.collect::<Vec<_>>()))
}

/// One of the options or none.
fn one(list: List, filter: &'static Filter, none: Msg, options: &'static [Choice]) -> El {
    let key = filter.key;
    let options = options.iter().map(|option| el("option").attr("value", option.word).child(option.label));
    let none = el("option").attr("value", "").child(none);
    let options = std::iter::once(none).chain(options).collect::<Vec<_>>();
    div("field").child(el("label").class("field-label").attr("for", key).child(filter.label)).child(
        el("select")
            .class("input")
            .id(key)
            .attr("name", key)
            .on("change", move |event| list.go(&list.query_now().set(key, &typed(&event)), Step::Push))
            .child(options)
            .prop("value", move || {
                JsValue::from(list.with_query(|query| query.first(key).unwrap_or_default().to_owned()))
            }),
    )
}

/// How many rows a page has.
pub fn page_size(list: List) -> El {
    let options = super::spec::PAGE_SIZES.map(|rows| el("option").attr("value", rows).child(rows));
    el("label").class("page-size no-print").child(el("span").child(Words::PageSize)).child(
        el("select")
            .class("input")
            .id("page-size")
            .on("change", move |event| list.go(&list.query_now().set("n", &typed(&event)), Step::Push))
            .child(options)
            .prop("value", move || JsValue::from(list.with_query(super::spec::page_size))),
    )
}
