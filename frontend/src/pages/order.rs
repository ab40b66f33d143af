//! The page of an order: what is in it, how it is paid, what happened to it, and what can be done with it now.
//!
//! Invariant: buttons and reasons are the server's `available_actions`; what an action will do is told by the same functions of the
//! domain that the server decides with. Absent on purpose: editing, which has a form of its own.

mod cancel;
mod desk;
mod dialogs;
mod effect;
mod online;
mod pay;
mod payments;
mod returns;
mod sections;
mod timeline;

use contract::orders::Order;

use super::orders::status;
use super::record::{self, moment, record};
use crate::el::{El, div, el};
use crate::i18n::{
    Lang, lang,
    orders::{self as words, Ord},
};
use crate::ui::{self, Tone, badge};
use desk::Desk;

pub static WORDS: record::Words = record::Words {
    missing: (Ord::NotFoundTitle, Ord::NotFoundText),
    failed: Ord::LoadFailed,
    back: ("/orders", Ord::Orders),
};

pub fn order(id: i64) -> Vec<El> {
    let desk = Desk::new(id);
    let head = div("page-head")
        .child(ui::heading(move || words::order_number(lang(), id)).id("order-title"))
        .child(div("badges").attr("data-testid", "status").live(move || badges(desk)))
        .child(
            div("page-actions no-print")
                .attr("role", "group")
                .attr("aria-label", Ord::Actions)
                .live(move || desk.buttons()),
        );
    let body = move || {
        vec![
            div("stack").live(move || desk.reasons()),
            div("order-columns")
                .child(div("stack").child(sections::lines(desk)).child(payments::section(desk)))
                .child(div("stack").child(facts(desk)).child(timeline::section(desk))),
        ]
    };
    vec![head, record(desk.order, &WORDS, body), dialogs::dialog(desk)]
}

/// Where it stands; tracked.
fn badges(desk: Desk) -> Vec<El> {
    let (Some(order), lang) = (desk.order(), lang()) else { return Vec::new() };
    let returned = match order.return_state {
        domain::ReturnState::None => None,
        domain::ReturnState::Partial => Some(Ord::PartlyReturned),
        domain::ReturnState::Full => Some(Ord::Returned),
    };
    let more = returned.into_iter().chain(order.archived_at.map(|_| Ord::Archived));
    let more = more.map(|word| badge(Tone::Neutral, word.text(lang)));
    std::iter::once(status(lang, order.status)).chain(more).collect()
}

fn facts(desk: Desk) -> El {
    let pairs = move || -> Vec<El> {
        let (Some(order), lang) = (desk.order(), lang()) else { return Vec::new() };
        pairs(&order, lang)
    };
    el("section").class("card").attr("aria-label", Ord::Totals).child(el("dl").class("pairs").live(pairs))
}

fn pairs(order: &Order, lang: Lang) -> Vec<El> {
    let row = |name: crate::i18n::Msg, value: El| record::pair(name.text(lang), value);
    let comment = Some(order.comment.clone()).filter(|text| !text.is_empty());
    let comment = comment.map(|text| row(Ord::Comment, el("span").class("pre-line").child(text)));
    let client = super::orders::client(lang, order.client_id, &order.client_name);
    [Some(row(Ord::Client, client)), Some(row(Ord::Created, moment(lang, order.created_at))), comment]
        .into_iter()
        .flatten()
        .collect()
}
