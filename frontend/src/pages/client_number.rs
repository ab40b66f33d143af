//! Choosing a client by number, with the name echoed.
//!
//! Invariant: [`Chosen::id`] is a client that the server knows under the number typed, or nothing.

use contract::clients::Client;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use crate::el::El;
use crate::form::Form;
use crate::format;
use crate::i18n::{
    bank::{self, Bank},
    lang,
};
use crate::load::{Load, load};
use crate::ui::{Field, Kind, Timer};

const PAUSE_MS: u32 = 250;

/// The client that is chosen now.
#[derive(Clone, Copy)]
pub struct Chosen {
    typed: RwSignal<String>,
    /// The number that was asked about last.
    asked: RwSignal<String>,
    found: Load,
}

impl Chosen {
    /// The record of the client; tracked.
    pub fn client(self) -> Option<Client> {
        let number = number(&self.typed.get())?;
        self.found.read::<Client>().filter(|client| client.id == number)
    }

    /// Not tracked.
    pub fn id(self) -> Option<i64> {
        untrack(|| self.client()).map(|client| client.id)
    }

    /// As if its number had been typed.
    pub fn set(self, id: i64) {
        self.typed.set(id.to_string());
        self.asked.set(id.to_string());
    }
}

fn number(text: &str) -> Option<i64> {
    let digits = text.trim().trim_start_matches(['№', '#']).trim();
    digits.parse().ok().filter(|id| *id > 0)
}

/// The field, and what it chooses.
pub fn field(id: &'static str, form: Form) -> (El, Chosen) {
    let (typed, asked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = load(move || asked.with(|asked| number(asked)).map(paths::client).unwrap_or_default());
    let chosen = Chosen { typed, asked, found };
    let hint = move || match (number(&typed.get()), chosen.client()) {
        (None, _) => (Bank::ClientNumberHint.now().to_owned(), false),
        (Some(_), Some(client)) => {
            (bank::client_echo(lang(), &client.name, &format::money(lang(), client.balance)), false)
        }
        (Some(_), None) if missing(found) => (Bank::NoSuchClient.now().to_owned(), true),
        (Some(_), None) => (Bank::Looking.now().to_owned(), false),
    };
    let timer = Timer::new();
    let ask = move || asked.set(typed.get_untracked().trim().to_owned());
    let view = Field::new(id, Bank::ClientNumber, typed)
        .kind(Kind::Decimal)
        .live_hint(hint)
        .faults(form.faults())
        .required()
        .frozen(move || form.is_frozen())
        .view_with(|input| {
            input.on("input", move |_| timer.start(PAUSE_MS, ask)).on("change", move |_| {
                timer.cancel();
                ask();
            })
        });
    (view, chosen)
}

fn missing(found: Load) -> bool {
    !found.busy.get()
        && found.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)))
}
