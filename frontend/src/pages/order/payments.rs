//! The payments of the order, with what was given back, and what is still to be done about the open ones.

use contract::payments::{Payment, Refund};
use domain::{Action, OrderStatus, PaymentStatus, Permission};

use super::desk::Desk;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{
    Lang, lang, operations,
    orders::{self as words, Ord},
};
use crate::pages::operation::operation_href;
use crate::pages::record::moment;
use crate::session::use_session;
use crate::ui::{self, Look, Tone, badge, button};

pub fn section(desk: Desk) -> El {
    let may = use_session().may(Permission::PaymentsWrite);
    let ask = move || {
        let open =
            desk.order().is_some_and(|order| order.status == OrderStatus::Draft && !order.total.is_zero());
        (may && open).then(|| {
            button(Look::Plain, Ord::AskOnline).id("order-online").on_click(move || desk.begin("online", 0))
        })
    };
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "order-payments")
        .attr("data-testid", "payments")
        .child(
            div("page-head")
                .child(el("h2").id("order-payments").child(Ord::Payments))
                .child(div("page-actions no-print").maybe(ask)),
        )
        .child(div("").live(move || list(desk)))
}

fn list(desk: Desk) -> El {
    let lang = lang();
    let payments = desk.order().map(|order| order.payments).unwrap_or_default();
    if payments.is_empty() {
        return el("p").class("muted").child(Ord::NoPayments);
    }
    el("ul")
        .class("order-payments")
        .child(payments.iter().map(|payment| row(desk, payment, lang)).collect::<Vec<_>>())
}

fn row(desk: Desk, payment: &Payment, lang: Lang) -> El {
    let id = payment.id;
    let tone = match payment.status {
        PaymentStatus::Captured | PaymentStatus::Authorised => Tone::Good,
        PaymentStatus::Failed => Tone::Danger,
        PaymentStatus::Pending | PaymentStatus::Capturing | PaymentStatus::Voiding => Tone::Warning,
        PaymentStatus::Voided => Tone::Neutral,
    };
    let number = el("span").class("muted").child(crate::i18n::phrases::number(lang, id));
    let operation = payment
        .operation_id
        .map(|id| el("a").attr("href", operation_href(id)).child(operations::operation_number(lang, id)));
    let head = div("cluster")
        .child(number)
        .child(el("strong").child(words::tender(lang, payment.method, payment.amount)))
        .child(badge(tone, words::payment_status(payment.status).text(lang)))
        .child(moment(lang, payment.created_at))
        .child(operation);
    let detail = |text: String| el("p").class("order-detail").child(text);
    let notes = [&payment.reference, &payment.external_id, &payment.failure];
    let notes = notes.into_iter().flatten().cloned().map(detail).collect::<Vec<_>>();
    let open = payment.confirmation_url.clone().filter(|_| payment.status == PaymentStatus::Pending);
    let link = open.map(|url| {
        div("new-key").child(el("code").child(url.clone())).child(ui::copy_button(Ord::CopyLink, url))
    });
    let allowed = |action: Action| {
        payment.available_actions.iter().any(|offer| offer.action == action && offer.allowed)
    };
    let act = |action: Action, word: &'static str, label, look| {
        allowed(action)
            .then(|| button(look, label).id(format!("{word}-{id}")).on_click(move || desk.begin(word, id)))
    };
    let acts = [
        act(Action::Confirm, "confirm", Ord::Confirm, Look::Plain),
        act(Action::Void, "void", Ord::Void, Look::Danger),
    ];
    el("li")
        .class("stack-tight")
        .child(head)
        .child(notes)
        .child(link)
        .child(payment.refunds.iter().map(|refund| back(desk, refund, lang)).collect::<Vec<_>>())
        .child(div("cluster no-print").child(acts))
}

fn back(desk: Desk, refund: &Refund, lang: Lang) -> El {
    let id = refund.id;
    let allowed =
        refund.available_actions.iter().any(|offer| offer.action == Action::Settle && offer.allowed);
    let settle = allowed.then(|| {
        button(Look::Plain, Ord::Settle).id(format!("settle-{id}")).on_click(move || desk.begin("settle", id))
    });
    let why = refund.settled_reason.clone().or_else(|| refund.failure.clone());
    let text =
        format!("{} {}", words::refund_status(refund.status).text(lang), format::money(lang, refund.amount));
    div("cluster order-detail")
        .child(el("span").child(text))
        .child(moment(lang, refund.created_at))
        .child(why.map(|why| el("span").class("muted").child(why)))
        .child(div("cluster no-print").child(settle))
}
