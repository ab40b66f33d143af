//! The form of an order: who buys, what, and how much. A draft is put together and changed here.
//!
//! Invariant: everything can be done from the keyboard without leaving the line of typing: Enter leads from the client to the product, to
//! its quantity, and to the next product. Absent on purpose: prices to type. They are those of the products.

mod conflict;
mod draft;
mod lines;
mod save;

use contract::orders::Order;
use contract::paths;
use domain::OrderStatus;
use leptos::prelude::*;

use super::order::WORDS;
use super::orders::order_href;
use super::pick;
use super::record::record;
use crate::el::{El, div, el};
use crate::i18n::{
    lang,
    orders::{self as words, Ord},
    problems,
};
use crate::list::Query;
use crate::load::load;
use crate::router;
use crate::ui::{self, Look};
use crate::watch::effect;
use draft::Draft;

/// A new one; the address may name the client.
pub fn create() -> Vec<El> {
    let draft = Draft::new(None);
    let query = Query::read(&router::search_now());
    match query.first("client").map(str::to_owned).as_deref() {
        Some("0") => draft.walk_in(),
        Some(id) => {
            if let Some(id) = super::number(id) {
                pick::show(draft.client, id, paths::client(id));
            }
        }
        None => request_animation_frame(move || draft.client.focus()),
    }
    router::guard(move || draft.is_dirty());
    vec![
        ui::quiet_heading(|| Ord::New.now().to_owned()),
        el("p").class("muted").child(Ord::Lead),
        draft.view(),
        div("dialogs").child(pick::create_client(draft.client)),
    ]
}

/// The head and the lines of a draft.
pub fn edit(id: i64) -> Vec<El> {
    let order = load(move || paths::order(id));
    let body = move || match untrack(|| order.read::<Order>()) {
        Some(found) if found.status == OrderStatus::Draft => editor(&found),
        Some(found) => closed(&found),
        None => Vec::new(),
    };
    vec![ui::heading(move || words::edit_title(lang(), id)), record(order, &WORDS, body)]
}

fn editor(order: &Order) -> Vec<El> {
    let draft = Draft::new(Some(order));
    router::guard(move || draft.is_dirty());
    // The prices of today: those the lines get when they are saved.
    let ids: Vec<String> = order.lines.iter().map(|line| line.product_id.to_string()).collect();
    let path = match ids.len() {
        1..=50 => format!("{}?limit=200&archived=any&id={}", paths::PRODUCTS, ids.join(",")),
        _ => String::new(),
    };
    let products = load(move || path.clone());
    effect(move || {
        if products.has() {
            draft.lines.refresh(products.items());
        }
    });
    vec![conflict::conflict(draft), draft.view(), div("dialogs").child(pick::create_client(draft.client))]
}

/// It has gone on meanwhile.
fn closed(order: &Order) -> Vec<El> {
    let reason = match order.status {
        OrderStatus::Cancelled => domain::Obstacle::OrderCancelled,
        OrderStatus::Draft | OrderStatus::Paid => domain::Obstacle::OrderPaid,
    };
    let text = move || problems::obstacle(lang(), reason).to_owned();
    vec![
        el("p").class("banner warning").attr("data-testid", "closed").child(crate::el::live_text(text)),
        el("p").child(ui::link_button(Look::Plain, order_href(order.id), Ord::ToOrder)),
    ]
}
