//! Binding a payment to a client: a number, the name that it means, the exact effect, then the money.
//!
//! Invariant: nothing is credited before the person has seen the client's name and both balances.

use std::rc::Rc;

use contract::bank::{BankDelivery, BindDelivery};
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use super::super::client_number::{self, Chosen};
use crate::api::{Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{
    bank::{self, Bank},
    lang, lang_now,
};
use crate::load::Load;
use crate::ui::{self, Fault, Look, focus_heading, toast};

pub fn form(id: i64, delivery: Load) -> El {
    let form = Form::new("bind-");
    // The one line to change for another way of choosing.
    let (field, chosen) = client_number::field("bind-client_id", form);
    let asking = RwSignal::new(false);
    let submit = move || match chosen.id() {
        Some(_) => {
            form.clear();
            asking.set(true);
        }
        None => form.refuse(vec![Fault::of("bind-client_id", Bank::ChooseClient.text(lang_now()))]),
    };
    let send = move || {
        asking.set(false);
        let Some(client_id) = chosen.id() else { return };
        let command = Command::new(Method::Post, paths::bank_delivery_bind(id), &BindDelivery { client_id });
        let after = After::done(move |text| bound(delivery, text)).refused(move |error| {
            // Somebody else was faster: show what became of it.
            if error.is(ProblemCode::DeliverySettled) {
                delivery.again();
            }
            false
        });
        form.send(command.map(Command::keyed), after);
    };
    let question = ui::Question {
        id: "bind-confirm",
        title: Bank::ConfirmTitle,
        text: Rc::new(move || effect(delivery, chosen).unwrap_or_default()),
        yes: Bank::ConfirmYes,
        look: Look::Primary,
    };
    let element = form
        .element("stack", "bind", submit)
        .child(field)
        .child(suggestion(delivery, chosen))
        .child(form.unknown_banner("bind-check"))
        .child(
            div("cluster").child(ui::submit(Look::Primary, Bank::DoBind, form.sending()).id("bind-submit")),
        );
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "payment-bind")
        .child(el("h2").id("payment-bind").child(Bank::Bind))
        .child(el("p").class("muted").child(Bank::BindText))
        .child(element)
        .child(ui::confirm(question, move || asking.get(), move || asking.set(false), send))
}

/// The client that has the payer's INN, one click away.
fn suggestion(delivery: Load, chosen: Chosen) -> El {
    div("cluster").maybe(move || {
        let client = delivery.read::<BankDelivery>()?.inn_client.filter(|client| !client.archived)?;
        let name = client.name;
        let label = live_text(move || bank::use_client(lang(), &name));
        Some(ui::button(Look::Plain, label).id("bind-suggested").on_click(move || chosen.set(client.id)))
    })
}

/// What will happen: the sum, the client, the balance before and after.
fn effect(delivery: Load, chosen: Chosen) -> Option<String> {
    let (lang, delivery, client) = (lang(), delivery.read::<BankDelivery>()?, chosen.client()?);
    let money = |sum| format::money(lang, sum);
    let after = client.balance.checked_add(delivery.amount)?;
    Some(bank::confirm(lang, &money(delivery.amount), &client.name, &money(client.balance), &money(after)))
}

/// The answer is the payment as it is now.
fn bound(delivery: Load, text: String) {
    if let Ok(now) = read::<BankDelivery>(&text) {
        let lang = lang_now();
        let name = now.client_name.unwrap_or_default();
        toast(bank::bound(lang, &format::money(lang, now.amount), &name));
    }
    delivery.put(text);
    focus_heading();
}
