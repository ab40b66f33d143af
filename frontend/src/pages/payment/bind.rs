//! Binding a payment to a client: who it is, the exact effect, then the money.
//!
//! Invariant: nothing is credited before the person has seen the client's name and both balances.

use std::rc::Rc;

use contract::bank::{BankDelivery, BindDelivery};
use contract::clients::Client;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use crate::api::{Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{
    bank::{self, Bank},
    lang, lang_now,
};
use crate::load::{Load, load};
use crate::pages::pick;
use crate::ui::{self, Combobox, Look, focus_heading, toast};

/// The client that is picked, and its record: the balance is part of what has to be seen.
#[derive(Clone, Copy)]
struct Chosen {
    field: Combobox,
    found: Load,
}

impl Chosen {
    fn new(id: &'static str) -> Self {
        let field = pick::client(id);
        let found = load(move || field.value.with(|id| id.parse().map(paths::client).unwrap_or_default()));
        Self { field, found }
    }

    /// Not tracked.
    fn id(self) -> Option<i64> {
        self.field.value.with_untracked(|id| id.parse().ok())
    }

    /// Tracked; none while it is on its way.
    fn client(self) -> Option<Client> {
        let id: i64 = self.field.value.with(|id| id.parse().ok())?;
        self.found.read::<Client>().filter(|client| client.id == id)
    }

    /// The record of the client could not be read, so its balance cannot be shown.
    fn failure(self) -> Option<El> {
        self.found.error.get().map(|error| ui::error_banner(error, move || self.found.again()))
    }

    fn set(self, id: i64, name: &str) {
        self.field.choose(&id.to_string(), name);
    }
}

pub fn form(id: i64, delivery: Load) -> El {
    let form = Form::new("bind-");
    let chosen = Chosen::new("bind-client_id");
    let asking = RwSignal::new(false);
    let submit = move || match chosen.id() {
        Some(_) if form.is_sending_now() => {}
        Some(_) => {
            form.clear();
            asking.set(true);
        }
        None => form.refuse(vec![chosen.field.fault()]),
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
    let field = chosen.field;
    let element = form
        .element("stack", "bind", submit)
        .child(field.view(Bank::Client, |field| {
            field.faults(form.faults()).frozen(move || form.is_frozen()).required()
        }))
        .child(suggestion(delivery, chosen))
        .child(div("list-error").maybe(move || chosen.failure()))
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
        .child(ui::confirm(
            question,
            move || asking.get() && chosen.client().is_some(),
            move || asking.set(false),
            send,
        ))
}

/// The client that has the payer's INN, one click away.
fn suggestion(delivery: Load, chosen: Chosen) -> El {
    div("cluster").maybe(move || {
        let client = delivery.read::<BankDelivery>()?.inn_client.filter(|client| !client.archived)?;
        let (given, name) = (client.name.clone(), client.name);
        let label = live_text(move || bank::use_client(lang(), &name));
        Some(
            ui::button(Look::Plain, label)
                .id("bind-suggested")
                .on_click(move || chosen.set(client.id, &given)),
        )
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
