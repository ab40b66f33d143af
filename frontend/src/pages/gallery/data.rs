//! Tables, figures, badges, chips, pages.

use std::rc::Rc;

use domain::Money;
use leptos::prelude::*;

use super::Section;
use crate::el::{El, div, el};
use crate::i18n::{Lang, gallery::Gallery};
use crate::ui::{Chip, Column, Row, SortBy, Tone, badge, balance, cell, chips, pager, signed_amount, table};

const COLUMNS: &[Column] = &[
    Column::new(Gallery::Name).sorted_by("name"),
    Column::new(Gallery::Kind),
    Column::new(Gallery::Sum).largest_first("sum"),
];

pub fn sections() -> Vec<Section> {
    vec![("Table", tables()), ("Badges and sums", figures()), ("Chips", vec![applied()]), ("Pager", pages())]
}

fn rows() -> Vec<Row> {
    let names = [
        "ООО Ромашка",
        "<img src=x onerror=alert(1)>",
        "Имя, у которого нет ни конца, ни края, ни пробела_в_середине_этого_слова",
    ];
    let row = |(index, name): (usize, &'static str)| {
        let sum = Money::from_kopecks(123_456_789 - i64::try_from(index).unwrap_or(0) * 200_000_000)
            .unwrap_or_default();
        Row {
            href: (index < 2).then(|| "/ui".to_owned()),
            fresh: index == 0,
            cells: vec![
                el("a").attr("href", "/ui").child(name),
                badge(Tone::Neutral, "kind"),
                signed_amount(Lang::Ru, sum, index == 2),
            ],
            ..Row::default()
        }
    };
    names.into_iter().enumerate().map(row).collect()
}

fn tables() -> Vec<El> {
    let order = RwSignal::new("-sum".to_owned());
    let sort = SortBy { current: Rc::new(move || order.get()), on_sort: Rc::new(move |to| order.set(to)) };
    vec![
        table(Gallery::Sorted, COLUMNS, rows, Signal::stored(false), Some(sort)),
        table(Gallery::Busy, COLUMNS, rows, Signal::stored(true), None),
    ]
}

fn figures() -> Vec<El> {
    let sum = |text: &str| Money::parse(text).unwrap_or_default();
    let badges = [Tone::Neutral, Tone::Good, Tone::Warning, Tone::Danger].map(|tone| badge(tone, "a word"));
    let sums = [
        balance(Lang::Ru, sum("1234.56")),
        balance(Lang::Ru, sum("-0.01")),
        signed_amount(Lang::Ru, sum("145000"), false),
        signed_amount(Lang::En, sum("-450"), false),
        signed_amount(Lang::Ru, sum("-450"), true),
        cell("plain"),
    ];
    vec![div("cluster").child(badges), div("cluster").child(sums)]
}

fn applied() -> El {
    let shown = RwSignal::new(2_usize);
    let all = || [("Баланс: до −0,01 ₽", false), ("Баланс: не понял «abc»", true)];
    chips(
        move || {
            let chip = |(text, bad): (&str, bool)| ((), Chip { text: text.to_owned(), bad });
            all().into_iter().take(shown.get()).map(chip).collect()
        },
        move |()| shown.update(|shown| *shown = shown.saturating_sub(1)),
        move || shown.set(2),
    )
}

fn pages() -> Vec<El> {
    let to = || Some("/ui".to_owned());
    pager(to(), None, to()).into_iter().collect()
}
