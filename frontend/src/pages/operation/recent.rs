//! What has been posted from the form while it is open: proof for who enters many, and the way to each.

use contract::operations::Operation;
use leptos::prelude::*;

use super::operation_href;
use crate::el::{El, el};
use crate::format;
use crate::i18n::{
    lang, lang_now,
    operations::{self as words, Ops},
    words::operation_kind,
};
use crate::kept::Kept;
use crate::router::{self, Step};
use crate::ui::{self, ToastAction, balance, signed_amount};

/// Operations with the names of their clients, newest first.
pub type Recent = Kept<Vec<(String, Operation)>>;

/// More would push the form out of sight.
const SHOWN: usize = 5;

pub fn add(recent: Recent, client: &str, operation: Operation) {
    recent.update_value(|recent| {
        recent.insert(0, (client.to_owned(), operation));
        recent.truncate(SHOWN);
    });
}

/// The list, once there is something in it; `posted` counts.
pub fn list(recent: Recent, posted: RwSignal<usize>) -> Option<El> {
    let lang = lang();
    if posted.get() == 0 {
        return None;
    }
    let row = |(client, operation): (String, Operation)| {
        let link = el("a")
            .attr("href", operation_href(operation.id))
            .child(words::operation_number(lang, operation.id));
        let sum = operation.amount.map(|sum| signed_amount(lang, sum, false));
        el("li")
            .class("recent-row")
            .child(link)
            .child(el("span").child(operation_kind(lang, operation.kind)))
            .child(el("a").attr("href", format!("/clients/{}", operation.client_id)).child(client))
            .child(sum)
            .child(
                el("span")
                    .class("muted")
                    .child(Ops::BalanceAfter.text(lang))
                    .child(": ")
                    .child(balance(lang, operation.balance_after)),
            )
    };
    let rows = recent.get_value().into_iter().map(row).collect::<Vec<_>>();
    Some(
        el("section")
            .class("card stack")
            .attr("aria-labelledby", "recent-title")
            .attr("data-testid", "recent")
            .child(el("h2").id("recent-title").child(Ops::Recent.text(lang)))
            .child(el("ul").class("recent-rows").child(rows)),
    )
}

/// Says what was posted, with the way to it.
pub fn say(operation: &Operation) {
    let lang = lang_now();
    let amount = operation.amount.map(|sum| format::signed(lang, sum));
    let kind = operation_kind(lang, operation.kind);
    let text = words::posted(
        lang,
        operation.id,
        kind,
        amount.as_deref(),
        &format::money(lang, operation.balance_after),
    );
    let id = operation.id;
    ui::toast_with(
        text,
        ToastAction {
            label: Ops::Open,
            run: std::rc::Rc::new(move || router::go(&operation_href(id), Step::Push)),
        },
    );
}
