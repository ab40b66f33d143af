//! The lines of the order and their totals.

use contract::orders::{Order, OrderLine};
use leptos::prelude::*;

use super::desk::Desk;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{Lang, Msg, lang, orders::Ord};
use crate::pages::record::pair;
use crate::ui::{self, Column, Row, cell};
use crate::watch::memo;

/// The last one only of what is paid: before that nothing comes back.
const COLUMNS: &[Column] = &[
    Column::new(Ord::Product),
    Column::new(Ord::ColPrice).number(),
    Column::new(Ord::ColQuantity).number(),
    Column::new(Ord::ColSum).number(),
    Column::new(Ord::ColStock).number(),
    Column::new(Ord::ColReturned).number(),
];
const DRAFT_COLUMNS: &[Column] = COLUMNS.split_at(COLUMNS.len() - 1).0;

pub fn lines(desk: Desk) -> El {
    let empty = memo(move || desk.order().is_none_or(|order| order.lines.is_empty()));
    let paid = Memo::new(move |_| desk.order().is_some_and(|order| order.paid_at.is_some()));
    let rows = move || {
        let lang = lang();
        desk.order().map(|order| order.lines.iter().map(|line| row(line, lang)).collect()).unwrap_or_default()
    };
    let table = move || {
        if empty.get() {
            el("p").class("muted").child(Ord::NoLines)
        } else {
            let columns = if paid.get() { COLUMNS } else { DRAFT_COLUMNS };
            ui::table(Ord::Lines, columns, rows, desk.order.busy.into(), None)
        }
    };
    el("section")
        .class("stack")
        .child(el("h2").id("order-lines").child(Ord::Lines))
        .child(div("").live(table))
        .child(
            el("dl")
                .class("totals card totals-card")
                .attr("data-testid", "totals")
                .live(move || totals(desk)),
        )
}

/// In the order of [`COLUMNS`].
fn row(line: &OrderLine, lang: Lang) -> Row {
    let amount = |quantity| format::quantity_of(lang, quantity, &line.unit);
    let returned = if line.returned.is_zero() {
        crate::pages::clients::nothing(lang)
    } else {
        cell(amount(line.returned))
    };
    let cells = vec![
        el("a").attr("href", format!("/products/{}", line.product_id)).child(line.name.clone()),
        cell(format::money(lang, line.price)),
        cell(amount(line.quantity)),
        cell(format::money(lang, line.total)),
        cell(amount(line.stock)),
        returned,
    ];
    Row { cells, ..Row::default() }
}

fn totals(desk: Desk) -> Vec<El> {
    let (Some(order), lang) = (desk.order(), lang()) else { return Vec::new() };
    let Order { total, paid, refunded, .. } = order;
    let rows: [(Msg, domain::Money, bool); 3] = [
        (Ord::SumTotal, total, true),
        (Ord::SumPaid, paid, !paid.is_zero()),
        (Ord::SumRefunded, refunded, !refunded.is_zero()),
    ];
    let shown = rows.into_iter().filter(|(.., shown)| *shown);
    shown
        .map(|(name, sum, _)| pair(name.text(lang), el("span").class("num").child(format::money(lang, sum))))
        .collect()
}
