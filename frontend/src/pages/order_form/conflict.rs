//! Somebody else has changed the order meanwhile: how it stands now, and two ways on. Nothing that was typed is lost.

use contract::orders::Order;
use domain::OrderStatus;
use leptos::prelude::*;

use super::draft::Draft;
use crate::api::read;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{
    lang,
    orders::{self as words, Ord},
};
use crate::pages::orders::order_href;
use crate::ui::{self, Look, button, focus_soon};

pub fn conflict(draft: Draft) -> El {
    div("").maybe(move || draft.theirs.with(|text| read::<Order>(text)).ok().map(|order| view(draft, &order)))
}

fn view(draft: Draft, theirs: &Order) -> El {
    let lang = lang();
    let stands = words::stands(lang, theirs.status, &format::money(lang, theirs.total));
    let open = theirs.status == OrderStatus::Draft;
    let next = if open { Ord::ConflictText } else { Ord::NotDraft };
    let lines = theirs.lines.iter().map(|line| {
        el("li").child(format!("{}: {}", line.name, format::quantity_of(lang, line.quantity, &line.unit)))
    });
    let (mine, taken) = (theirs.clone(), theirs.clone());
    let keep = button(Look::Primary, Ord::KeepMine).id("conflict-mine").on_click(move || {
        draft.rebase(&mine);
        draft.theirs.set(String::new());
        draft.submit();
    });
    let take = button(Look::Plain, Ord::TakeTheirs).id("conflict-theirs").on_click(move || {
        draft.theirs.set(String::new());
        draft.fill(&taken);
    });
    let ways = if open {
        vec![keep, take]
    } else {
        vec![ui::link_button(Look::Plain, order_href(theirs.id), Ord::ToOrder)]
    };
    div("banner warning")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .attr("data-testid", "conflict")
        .child(
            div("stack")
                .child(
                    el("p")
                        .child(el("strong").child(Ord::Changed.text(lang)))
                        .child(format!(" {stands} {}", next.text(lang))),
                )
                .child(el("p").child(super::super::orders::client(
                    lang,
                    theirs.client_id,
                    &theirs.client_name,
                )))
                .child(el("ul").child(lines.collect::<Vec<_>>()))
                .child(div("cluster").child(ways)),
        )
        .ready(|banner| focus_soon(banner.clone()))
}
