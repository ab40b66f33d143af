//! The page of an operation, and how operations look everywhere.
//!
//! Invariant: an operation is never edited and never deleted; its mirror image is all that can be added.

mod command;
mod form;
mod recent;
mod reverse;

use chrono::{DateTime, Utc};
use contract::operations::OperationView;
use contract::paths;
use domain::{Action, Money, OperationKind};
use leptos::prelude::*;

use super::clients::nothing;
use super::orders::order_href;
use super::record::{self, pair, record};
use crate::el::{El, div, el};
use crate::i18n::{
    Lang, Msg, lang,
    operations::{self as words, Ops},
    problems,
    words::operation_kind,
};
use crate::list::Query;
use crate::load::{Load, load};
use crate::router;
use crate::ui::{self, Glyph, Look, Tone, badge, balance, icon, signed_amount};

static WORDS: record::Words = record::Words {
    missing: (Ops::NotFoundTitle, Ops::NotFoundText),
    failed: Ops::LoadFailed,
    back: ("/operations", Ops::Operations),
};

/// Address of the form for a new one.
const NEW: &str = "/operations/new";

pub fn operation_href(id: i64) -> String {
    format!("/operations/{id}")
}

pub fn moment(lang: Lang, at: DateTime<Utc>) -> El {
    record::moment(lang, at)
}

/// A picture of the direction and the word.
pub fn kind_badge(lang: Lang, kind: OperationKind, amount: Option<Money>) -> El {
    let (glyph, class) = match (kind, amount) {
        (OperationKind::Reversal, _) => (Glyph::Undo, "icon"),
        (_, Some(sum)) if sum.is_positive() => (Glyph::In, "icon in"),
        (_, Some(_)) => (Glyph::Out, "icon"),
        (_, None) => (Glyph::Dot, "icon"),
    };
    el("span")
        .class("operation-kind")
        .child(icon(glyph).class(class))
        .child(el("span").child(operation_kind(lang, kind)))
}

/// The change of the balance, struck through once it is undone.
pub fn amount(lang: Lang, operation: &OperationView) -> El {
    match operation.amount {
        Some(sum) => signed_amount(lang, sum, operation.reversed_by.is_some()),
        None => el("span").class("muted").child(Ops::NoAmount.text(lang)),
    }
}

/// The page of one operation.
pub fn operation(id: i64) -> Vec<El> {
    let load = load(move || paths::operation(id));
    let head = div("page-head")
        .child(ui::heading(move || words::operation_number(lang(), id)))
        .child(div("page-actions no-print").live(move || actions(load)));
    let body =
        move || vec![div("stack").maybe(move || load.read().map(|operation| card(&operation, lang())))];
    vec![head, record(load, &WORDS, body)]
}

/// The form for a new operation, or for the reversal that the address names.
pub fn new_operation() -> Vec<El> {
    let asked = |key: &'static str| {
        Memo::new(move |before: Option<&String>| {
            let place = router::place();
            // On the way to another page this one stays as it is.
            if place.path != NEW {
                return before.cloned().unwrap_or_default();
            }
            Query::read(&place.search).first(key).unwrap_or_default().to_owned()
        })
    };
    let (reverse, client) = (asked("reverse"), asked("client"));
    let page = move || match reverse.with(|id| super::number(id)) {
        Some(id) => reverse::page(id),
        None => form::page(client.with(|id| super::number(id))),
    };
    vec![div("stack").live(page)]
}

/// The mirror image, or why there can be none.
fn actions(load: Load) -> Vec<El> {
    let Some(operation) = load.read::<OperationView>() else { return Vec::new() };
    let Some(offer) = operation.available_actions.iter().find(|offer| offer.action == Action::Reverse) else {
        return Vec::new();
    };
    if offer.allowed {
        let href = format!("{NEW}?reverse={}", operation.id);
        return vec![ui::link_button(Look::Plain, href, Ops::Reverse).id("reverse")];
    }
    let reason = offer.reason.map(|reason| problems::obstacle(lang(), reason));
    let off = ui::button(Look::Plain, Ops::Reverse)
        .id("reverse")
        .attr("aria-disabled", "true")
        .attr("aria-describedby", "reverse-reason");
    vec![el("span").class("muted").id("reverse-reason").child(reason.unwrap_or_default()), off]
}

fn card(operation: &OperationView, lang: Lang) -> El {
    let reversed = operation.reversed_by.is_some().then(|| badge(Tone::Warning, Ops::Reversed.text(lang)));
    let sum = el("p")
        .class("cluster operation-sum")
        .attr("data-testid", "operation-amount")
        .child(amount(lang, operation))
        .child(reversed);
    el("section")
        .class("card stack operation-card")
        .attr("aria-label", Ops::Facts)
        .child(div("operation-top").child(kind_badge(lang, operation.kind, operation.amount)).child(sum))
        .child(facts(operation, lang))
        .child(el("p").class("hint").child(Ops::Immutable.text(lang)))
}

fn link(href: String, text: String) -> El {
    el("a").attr("href", href).child(text)
}

/// Everything that is known, with the ways to what it belongs to.
fn facts(operation: &OperationView, lang: Lang) -> El {
    let row = |name: Msg, value: El| pair(name.text(lang), value);
    let text = |text: String| el("span").child(text);
    let number = |id: i64| crate::i18n::phrases::number(lang, id);
    let other = |name: Msg, id: Option<i64>| id.map(|id| row(name, link(operation_href(id), number(id))));
    let client = div("stack-tight")
        .child(link(format!("/clients/{}", operation.client_id), operation.client_name.clone()))
        .child(el("span").class("muted").child(number(operation.client_id)));
    let service = operation.service_id.map(|id| {
        let name = operation.service_name.clone().unwrap_or_else(|| number(id));
        row(Ops::Service, link(format!("/services/{id}"), name))
    });
    let description =
        operation.description.clone().map_or_else(|| nothing(lang), |words| text(words).class("pre-line"));
    let delivery =
        operation.bank_delivery_id.map(|id| row(Ops::Delivery, link(format!("/payments/{id}"), number(id))));
    el("dl")
        .class("pairs")
        .child(row(Ops::ColTime, moment(lang, operation.created_at)))
        .child(row(Ops::Client, client))
        .child(service)
        .child(row(Ops::ColDescription, description))
        .child(row(Ops::BalanceAfter, balance(lang, operation.balance_after)))
        .child(row(Ops::Seq, text(operation.seq.to_string())))
        .child(other(Ops::Reverses, operation.reversal_of))
        .child(other(Ops::ReversedBy, operation.reversed_by))
        .child(delivery)
        .child(operation.order_id.map(|id| row(Ops::Order, link(order_href(id), number(id)))))
        .child(row(Ops::Author, text(author(lang, &operation.actor, operation.actor_name.as_deref()))))
}

/// Who did it, in words.
pub fn author(lang: Lang, actor: &str, name: Option<&str>) -> String {
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        return name.to_owned();
    }
    match actor.split_once(':').unwrap_or((actor, "")) {
        ("bank", _) => Ops::Bank.text(lang).to_owned(),
        ("system", _) => Ops::System.text(lang).to_owned(),
        ("user", number) => words::user(lang, number),
        ("api_key", number) => words::api_key(lang, number),
        (other, _) => other.to_owned(),
    }
}
