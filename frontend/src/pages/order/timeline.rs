//! What happened to the order: who, when, why, and what moved.

use contract::orders::{Order, OrderChange};
use domain::OrderEvent;
use leptos::prelude::*;

use super::desk::Desk;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{
    Lang, lang,
    orders::{self as words, Ord},
};
use crate::pages::operation::author;
use crate::pages::record::moment;
use crate::ui::{self, Tone, badge};

pub fn section(desk: Desk) -> El {
    let events = move || {
        if desk.history.has() {
            let (order, lang) = (desk.order(), lang());
            let history: Vec<OrderChange> = desk.history.items();
            let shown = history.iter().map(|change| event(change, order.as_ref(), lang));
            return el("ol").class("timeline").child(shown.collect::<Vec<_>>());
        }
        match desk.history.error.get() {
            Some(error) => ui::error_state(Ord::HistoryFailed, error, move || desk.history.again()),
            None => ui::skeleton(3),
        }
    };
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "order-history")
        .attr("data-testid", "timeline")
        .child(el("h2").id("order-history").child(Ord::History))
        .child(div("").live(events))
}

fn event(change: &OrderChange, order: Option<&Order>, lang: Lang) -> El {
    let tone = match change.event {
        OrderEvent::Paid => Tone::Good,
        OrderEvent::Cancelled | OrderEvent::Returned => Tone::Warning,
        OrderEvent::Created | OrderEvent::Archived | OrderEvent::Unarchived => Tone::Neutral,
    };
    let who = author(lang, &change.actor, change.actor_name.as_deref());
    let line = |text: String| el("p").class("order-detail").child(text);
    let money = (!change.money.is_empty()).then(|| line(words::tenders(lang, &change.money)));
    let moved = change.movements.iter().map(|moved| {
        let found =
            order.and_then(|order| order.lines.iter().find(|line| line.product_id == moved.product_id));
        let (name, unit) = found.map_or(("", ""), |line| (&line.name, &line.unit));
        let sign = if moved.quantity.is_positive() { "+" } else { "" };
        line(format!("{name}: {sign}{}", format::quantity_of(lang, moved.quantity, unit)))
    });
    el("li")
        .child(
            div("cluster")
                .child(badge(tone, words::event(change.event).text(lang)))
                .child(moment(lang, change.at)),
        )
        .child(el("p").child(who))
        .child(change.reason.clone().map(|reason| el("p").class("pre-line").child(reason)))
        .child(money)
        .child(moved.collect::<Vec<_>>())
}
