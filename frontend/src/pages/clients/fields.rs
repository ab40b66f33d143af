//! Filters of the client list: fields, and chips for what is applied.

use domain::Money;
use leptos::prelude::*;

use crate::filters::{ClientFilters, Field, MoneyRange, NumberSet, Term};
use crate::format;
use crate::i18n::{Lang, Message, list::List, phrases, ts, use_i18n};
use crate::ui::{Chip, FilterBar, Kind, LiveText, RangeField, typed_sum};

#[component]
pub fn Fields(filters: Memo<ClientFilters>, go: Callback<(ClientFilters, bool)>) -> impl IntoView {
    let i18n = use_i18n();
    let retype = move |change: &dyn Fn(&mut ClientFilters)| {
        go.run((filters.with_untracked(|filters| filters.changed(change)), true));
    };
    let chips = Signal::derive(move || filters.with(|filters| chips(i18n.lang(), filters)));
    let remove = move |key: &'static str| {
        let without = |filters: &ClientFilters| {
            filters.changed(|filters| match key {
                "q" => filters.q.clear(),
                "id" => filters.id = Field::Unset,
                _ => filters.balance = Field::Unset,
            })
        };
        go.run((filters.with_untracked(without), false));
    };
    let bad_id = Signal::derive(move || {
        let bad = filters.with(|filters| matches!(filters.id, Field::Bad(_)));
        bad.then(|| List::FaultNumbers.text(i18n.lang()).to_owned())
    });
    let q_applied = Signal::derive(move || filters.with(|filters| filters.q.clone()));
    let q_typed = move |typed: String| retype(&|filters| filters.q = typed.trim().to_owned());
    let id_applied = Signal::derive(move || filters.with(|filters| filters.id.text()));
    let id_typed = move |typed: String| retype(&|filters| filters.id = Field::read(&typed));
    let balance_applied = Signal::derive(move || filters.with(|filters| ends(i18n.lang(), &filters.balance)));
    let balance_typed = move |(from, to): (String, String)| {
        let lang = i18n.lang_now();
        let range = format!("{}..{}", wire(lang, &from), wire(lang, &to));
        retype(&|filters| filters.balance = if range == ".." { Field::Unset } else { Field::read(&range) });
    };
    view! {
        <FilterBar
            chips
            on_remove=remove
            on_reset=move |()| go.run((filters.with_untracked(ClientFilters::reset), false))
        >
            <LiveText
                id="q"
                label=ts(List::Search)
                hint=ts(List::SearchHint)
                kind=Kind::Search
                applied=q_applied
                means=|(typed, applied): (String, String)| typed.trim() == applied
                on_change=q_typed
            />
            <LiveText
                id="id"
                label=ts(List::Number)
                hint=ts(List::NumberHint)
                error=bad_id
                applied=id_applied
                means=|(typed, applied): (String, String)| numbers(&typed) == applied
                on_change=id_typed
            />
            <RangeField
                id_from="balance-from"
                id_to="balance-to"
                legend=ts(List::Balance)
                label_from=ts(List::BalanceFrom)
                label_to=ts(List::BalanceTo)
                word_from=ts(List::From)
                word_to=ts(List::To)
                applied=balance_applied
                means=move |(typed, applied): (String, String)| {
                    wire(i18n.lang_now(), &typed) == wire(i18n.lang_now(), &applied)
                }
                on_change=balance_typed
            />
        </FilterBar>
    }
}

/// Typed numbers as the address has them.
fn numbers(typed: &str) -> String {
    Field::<NumberSet>::read(typed).text()
}

/// A typed sum as the address has it; what is no sum stays as typed and shows up as a bad chip.
fn wire(lang: Lang, typed: &str) -> String {
    match typed_sum(typed, lang) {
        Ok(sum) => sum.map(|sum| sum.to_string()).unwrap_or_default(),
        Err(_) => typed.trim().to_owned(),
    }
}

/// Both ends of the applied range as a person would type them.
fn ends(lang: Lang, range: &Field<MoneyRange>) -> (String, String) {
    let text = |sum: Option<Money>| sum.map(|sum| format::editable(lang, sum)).unwrap_or_default();
    match range {
        Field::Unset => Default::default(),
        Field::Set(range) => (text(range.from), text(range.to)),
        Field::Bad(raw) => {
            let (from, to) = raw.split_once("..").unwrap_or((raw, ""));
            (from.to_owned(), to.to_owned())
        }
    }
}

fn chips(lang: Lang, filters: &ClientFilters) -> Vec<Chip> {
    let mut chips = Vec::new();
    if !filters.q.is_empty() {
        chips.push(Chip { key: "q", text: phrases::text_chip(lang, &filters.q), bad: false });
    }
    match &filters.id {
        Field::Unset => {}
        Field::Set(set) => {
            let text = format!("{}: {}", List::Number.text(lang), set.write());
            chips.push(Chip { key: "id", text, bad: false });
        }
        Field::Bad(raw) => {
            chips.push(Chip {
                key: "id",
                text: phrases::bad_chip(lang, List::Number.text(lang), raw),
                bad: true,
            });
        }
    }
    let name = List::BalanceChip.text(lang);
    match &filters.balance {
        Field::Unset => {}
        Field::Set(range) => {
            let text = |sum: Option<Money>| sum.map(|sum| format::money(lang, sum));
            let (from, to) = (text(range.from), text(range.to));
            let text = phrases::range_chip(lang, name, from.as_deref(), to.as_deref());
            chips.push(Chip { key: "bal", text, bad: false });
        }
        Field::Bad(raw) => {
            chips.push(Chip { key: "bal", text: phrases::bad_chip(lang, name, raw), bad: true })
        }
    }
    chips
}
