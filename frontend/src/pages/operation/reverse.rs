//! Undoing an operation: what is undone, what the balance becomes, and why it cannot be, when it cannot.
//!
//! Absent on purpose: an amount to type. The mirror image is exact.

use contract::clients::Client;
use contract::operations::{NewReversal, Operation, OperationView};
use contract::paths;
use domain::Action;
use leptos::prelude::*;

use super::{WORDS, amount, facts, kind_badge, operation_href, recent::say};
use crate::api::{Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{
    Lang, lang,
    operations::{self as words, Ops},
    problems,
};
use crate::load::{Load, load};
use crate::pages::record::record;
use crate::router;
use crate::ui::{self, Field, Look, signed_amount};
use crate::watch::memo;

pub fn page(id: i64) -> Vec<El> {
    let operation = load(move || paths::operation(id));
    let account = load(move || {
        operation.read::<OperationView>().map(|found| paths::client(found.client_id)).unwrap_or_default()
    });
    let (description, form) = (RwSignal::new(String::new()), Form::new("reversal-"));
    router::guard(move || !description.with_untracked(|text| text.trim().is_empty()));
    let allowed = memo(move || offer(operation).is_some_and(|(allowed, _)| allowed));
    let body = move || {
        vec![
            div("stack").maybe(move || operation.read().map(|found| original(&found, lang()))),
            div("stack").live(move || {
                if allowed.get() {
                    command(id, operation, account, description, form)
                } else {
                    refusal(id, operation)
                }
            }),
        ]
    };
    vec![ui::heading(move || words::reversal_of(lang(), id)), record(operation, &WORDS, body)]
}

/// Whether it may be undone, and why not; tracked.
fn offer(operation: Load) -> Option<(bool, Option<domain::Obstacle>)> {
    let found = operation.read::<OperationView>()?;
    let offer = found.available_actions.iter().find(|offer| offer.action == Action::Reverse)?;
    Some((offer.allowed, offer.reason))
}

fn original(operation: &OperationView, lang: Lang) -> El {
    el("section")
        .class("card stack operation-card")
        .attr("aria-labelledby", "reversal-of")
        .child(el("h2").id("reversal-of").child(Ops::ReversalOf.text(lang)))
        .child(
            div("operation-top")
                .child(kind_badge(lang, operation.kind, operation.amount))
                .child(el("p").class("operation-sum").child(amount(lang, operation))),
        )
        .child(facts(operation, lang))
}

fn refusal(id: i64, operation: Load) -> Vec<El> {
    let reason = move || {
        let reason = offer(operation).and_then(|(_, reason)| reason);
        reason.map(|reason| problems::obstacle(lang(), reason)).unwrap_or_default().to_owned()
    };
    vec![
        el("p").class("banner warning").attr("data-testid", "reversal-refused").child(live_text(reason)),
        el("p").child(ui::link_button(Look::Plain, operation_href(id), Ops::ToOperation)),
    ]
}

fn command(id: i64, operation: Load, account: Load, description: RwSignal<String>, form: Form) -> Vec<El> {
    let submit = move || {
        if untrack(|| form.is_unknown()) {
            return form.check();
        }
        let text = description.with_untracked(|text| text.trim().to_owned());
        let body = NewReversal { description: Some(text).filter(|text| !text.is_empty()) };
        let command = Command::new(Method::Post, paths::reversal(id), &body).map(Command::keyed);
        let done = move |answer: String| {
            let Ok(made) = read::<Operation>(&answer) else { return };
            say(&made);
            // Who has left meanwhile is not brought back.
            if description.try_get_untracked().is_some() {
                router::done(&operation_href(made.id));
            }
        };
        let refused = move |_: &crate::api::ApiError| {
            // Somebody may have been quicker: show how things stand now.
            operation.again();
            false
        };
        form.send(command, After::done(done).refused(refused));
    };
    let field = Field::new("reversal-description", Ops::ReversalDescription, description)
        .hint(Ops::ReversalHint)
        .faults(form.faults())
        .frozen(move || form.is_frozen());
    let buttons = div("cluster")
        .child(ui::submit(Look::Primary, Ops::DoReverse, form.sending()).id("reverse-submit"))
        .child(ui::link_button(Look::Plain, operation_href(id), Ops::ToOperation));
    let shown = form
        .element("card stack", "reversal-form", submit)
        .child(el("p").child(Ops::ReversalLead))
        .child(div("stack-tight").live(move || outcome(operation, account)))
        .child(field.view())
        .child(form.unknown_banner("reversal-check"))
        .child(buttons);
    vec![shown]
}

/// The mirror image and the balance after it; tracked.
fn outcome(operation: Load, account: Load) -> Vec<El> {
    let lang = lang();
    let Some(sum) = operation.read::<OperationView>().and_then(|found| found.amount) else {
        return Vec::new();
    };
    let mirror = sum.negated();
    let line = el("p")
        .attr("data-testid", "reversal-amount")
        .child(Ops::ReversalAmount.text(lang))
        .child(": ")
        .child(el("strong").child(signed_amount(lang, mirror, false)));
    let becomes = account
        .read::<Client>()
        .and_then(|client| Some((client.balance, client.balance.checked_add(mirror)?)));
    let becomes = becomes.map(|(now, then)| {
        words::balance_becomes(lang, &format::money(lang, now), &format::money(lang, then))
    });
    vec![line, el("p").class("num").attr("data-testid", "reversal-balance").child(becomes)]
}
