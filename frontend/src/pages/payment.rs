//! One payment of the bank: what came, what became of it, and binding it to a client.

mod bind;

use contract::actions::AvailableAction;
use contract::bank::{BankDelivery, DeliveryStatus};
use contract::paths;
use domain::{Action, Inn, Obstacle};
use leptos::prelude::*;

use super::payments::{operation_id, state, sum};
use super::record::{Words, moment, pair, record};
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{
    Lang,
    bank::{self, Bank},
    lang, phrases,
};
use crate::load::{Load, load};
use crate::session::use_session;
use crate::ui::{Tone, badge, heading};
use crate::watch::memo;
use crate::zone;

static WORDS: Words = Words {
    missing: (Bank::MissingTitle, Bank::MissingText),
    failed: Bank::LoadFailed,
    back: ("/payments", Bank::ToList),
};

pub fn payment(id: i64) -> Vec<El> {
    let delivery = load(move || paths::bank_delivery(id));
    let zone = use_session().time_zone();
    let title = move || match delivery.read::<BankDelivery>() {
        Some(delivery) => {
            let day = zone::local(&zone, delivery.document_date).date();
            bank::payment(lang(), &delivery.document_number, &format::date(lang(), day))
        }
        None => Bank::Payment.now().to_owned(),
    };
    let waits = memo(move || delivery.read::<BankDelivery>().is_some_and(|delivery| may_bind(&delivery)));
    let body = move || {
        let side = div("stack").maybe(move || waits.get().then(|| bind::form(id, delivery)));
        vec![
            div("payment-columns")
                .child(div("stack").child(facts(delivery)).child(raw(delivery)))
                .child(side),
        ]
    };
    vec![div("page-head").child(heading(title)), record(delivery, &WORDS, body)]
}

fn bind_action(delivery: &BankDelivery) -> Option<&AvailableAction> {
    delivery.available_actions.iter().find(|offer| offer.action == Action::Bind)
}

fn may_bind(delivery: &BankDelivery) -> bool {
    bind_action(delivery).is_some_and(|offer| offer.allowed)
}

fn facts(delivery: Load) -> El {
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "payment-facts")
        .child(el("h2").id("payment-facts").child(Bank::FactsTitle))
        .child(div("stack").live(move || {
            let lang = lang();
            delivery.read::<BankDelivery>().map(|delivery| details(lang, &delivery)).unwrap_or_default()
        }))
}

fn details(lang: Lang, delivery: &BankDelivery) -> Vec<El> {
    let head = el("p")
        .class("cluster")
        .attr("data-testid", "payment-state")
        .child(el("span").class("payment-sum").child(sum(delivery, lang)))
        .child(state(delivery, lang));
    let reason = delivery.reason.map(|reason| {
        el("p")
            .class("banner warning")
            .attr("data-testid", "payment-reason")
            .child(el("span").child(el("strong").child(Bank::Why)).child(": ").child(bank::reason(reason)))
    });
    let refused = bind_action(delivery).filter(|offer| offer.reason == Some(Obstacle::NotPermitted));
    let refused = refused
        .filter(|_| delivery.status != DeliveryStatus::Credited)
        .map(|_| el("p").class("muted").child(Bank::NotPermitted));
    let mut parts = vec![head];
    parts.extend(reason);
    parts.extend(refused);
    parts.push(el("dl").class("pairs").child(pairs(lang, delivery)));
    parts
}

fn pairs(lang: Lang, delivery: &BankDelivery) -> Vec<El> {
    let client = delivery.client_id.map(|id| {
        let name = delivery.client_name.clone().unwrap_or_else(|| phrases::number(lang, id));
        pair(Bank::Client, el("a").attr("href", format!("/clients/{id}")).child(name))
    });
    let operation = delivery.credit_operation_id.map(|id| {
        let link = el("a").attr("href", format!("/operations/{id}")).child(phrases::number(lang, id));
        pair(Bank::Operation, link)
    });
    let rival = delivery.credited_delivery_id.map(|id| {
        let link = el("a").attr("href", format!("/payments/{id}")).child(phrases::number(lang, id));
        pair(Bank::CreditedDelivery, link)
    });
    let doubt = Inn::parse(&delivery.payer_inn).is_ok_and(|inn| !inn.checksum_ok());
    let doubt = doubt.then(|| badge(Tone::Warning, Bank::InnChecksum));
    let inn = el("span")
        .class("badges")
        .child(el("span").class("num").child(delivery.payer_inn.clone()))
        .child(doubt);
    let received = el("span")
        .child(moment(lang, delivery.received_at))
        .child(" · ")
        .child(bank::times(lang, delivery.times_received));
    let again = (delivery.times_received > 1)
        .then(|| pair(Bank::LastReceived, moment(lang, delivery.last_received_at)));
    let by = delivery.resolved_by.as_deref().map(|by| pair(Bank::ResolvedBy, bank::actor(lang, by)));
    [
        client,
        operation,
        rival,
        Some(pair(Bank::ColNumber, delivery.document_number.clone())),
        Some(pair(Bank::ColDate, moment(lang, delivery.document_date))),
        Some(pair(Bank::Inn, inn)),
        delivery.payer_name.clone().map(|name| pair(Bank::ColPayer, name)),
        Some(pair(Bank::Received, received)),
        again,
        by,
        Some(pair(Bank::ColOperation, operation_id(delivery.operation_id.clone(), true))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The request as it came: text, never markup.
fn raw(delivery: Load) -> El {
    let body = move || delivery.read::<BankDelivery>().map(|delivery| delivery.body).unwrap_or_default();
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "payment-body")
        .child(el("h2").id("payment-body").child(Bank::Body))
        .child(el("pre").class("raw").attr("data-testid", "payment-raw").child(crate::el::live_text(body)))
}
