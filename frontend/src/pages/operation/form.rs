//! The form for a new operation. Who enters one often enters many: after each the client and the kind stay, the rest is empty,
//! and the focus is where the next one begins.
//!
//! Invariant: nothing counts as done before the answer says so; see [`Form`].

use contract::clients::Client;
use contract::operations::{NewOperation, Operation};
use contract::paths;
use domain::{Action, OperationKind, Sign};
use leptos::prelude::*;

use super::command::{Typed, concerns_service, direction, kinds};
use super::recent::{self, Recent};
use crate::api::{Method, read};
use crate::el::{El, div, el, live, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{combobox::Combo, lang, lang_now, operations::Ops, problems, words::operation_kind};
use crate::kept::Kept;
use crate::load::{Load, load};
use crate::pages::pick;
use crate::router;
use crate::session::use_session;
use crate::ui::{self, Combobox, Fault, Field, Kind, Look, focus};
use crate::watch::memo;

const AMOUNT: &str = "amount";
const DESCRIPTION: &str = "description";

#[derive(Clone, Copy)]
struct Draft {
    client: Combobox,
    service: Combobox,
    kind: RwSignal<String>,
    minus: RwSignal<bool>,
    amount: RwSignal<String>,
    description: RwSignal<String>,
    /// The client that is chosen.
    account: Load,
    /// Posted from this form, newest first; `posted` counts them.
    recent: Recent,
    posted: RwSignal<usize>,
    form: Form,
}

/// `client`: the one that the address names.
pub fn page(client: Option<i64>) -> Vec<El> {
    let draft = Draft::new();
    if let Some(id) = client {
        pick::show(draft.client, id, paths::client(id));
    }
    router::guard(move || draft.is_dirty());
    vec![
        ui::heading(|| Ops::New.now().to_owned()),
        el("p").class("muted").child(Ops::Lead),
        draft.view(),
        div("recent").maybe(move || recent::list(draft.recent, draft.posted)),
        div("dialogs").child(pick::create_client(draft.client)),
    ]
}

impl Draft {
    fn new() -> Self {
        let client = pick::client("client_id");
        let first = kinds(|right| use_session().may(right)).next().unwrap_or(OperationKind::TopUp);
        let path = move || client.value.with(|id| id.parse().map(paths::client).unwrap_or_default());
        Self {
            client,
            service: pick::service("service_id"),
            kind: RwSignal::new(first.as_str().to_owned()),
            minus: RwSignal::new(false),
            amount: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            account: load(path),
            recent: Kept::new(Vec::new()),
            posted: RwSignal::new(0),
            form: Form::new(""),
        }
    }

    /// Tracked.
    fn kind(self) -> OperationKind {
        self.kind.with(|kind| OperationKind::parse(kind).unwrap_or(OperationKind::TopUp))
    }

    /// The chosen client as the server knows it; tracked.
    fn account(self) -> Option<Client> {
        let id = self.client.value.get();
        self.account.read::<Client>().filter(|client| client.id.to_string() == id)
    }

    fn is_dirty(self) -> bool {
        let typed = |value: RwSignal<String>| !value.with_untracked(|text| text.trim().is_empty());
        typed(self.amount) || typed(self.description)
    }

    /// Calls `f` with what the form holds; tracked.
    fn with_typed<R>(self, f: impl FnOnce(&Typed) -> R) -> R {
        let (kind, minus) = (self.kind(), self.minus.get());
        self.amount.with(|amount| {
            self.description.with(|description| f(&Typed { kind, minus, amount, description }))
        })
    }

    fn view(self) -> El {
        let form = self.form;
        let frozen = move || form.is_frozen();
        let hidden = |absent: Memo<bool>| live(move || absent.get().then(String::new));
        let no_service = memo(move || !concerns_service(self.kind()));
        let no_amount = memo(move || self.kind().allowed_sign() == Sign::None);
        let no_choice = memo(move || self.kind().allowed_sign() != Sign::Either);
        let line = move || {
            let account = self.account().map(|client| (client.balance, client.limits.charge_max));
            self.with_typed(|typed| typed.echo(lang(), account))
        };
        let amount = Field::new(AMOUNT, Ops::AmountLabel, self.amount)
            .kind(Kind::Decimal)
            .live_hint(line)
            .faults(form.faults())
            .frozen(frozen)
            .required();
        let about = move || {
            let required = self.kind().least_description() > 0;
            let hint = if required { Ops::DescriptionRequired } else { Ops::DescriptionOptional };
            (hint.now().to_owned(), false)
        };
        let description = Field::new(DESCRIPTION, Ops::DescriptionLabel, self.description)
            .live_hint(about)
            .faults(form.faults())
            .frozen(frozen);
        let client =
            self.client.view(Combo::Client, |field| field.faults(form.faults()).frozen(frozen).required());
        let service = self.service.view(Combo::Service, |field| field.faults(form.faults()).frozen(frozen));
        let buttons = div("cluster")
            .child(ui::submit(Look::Primary, Ops::Post, form.sending()).id("post"))
            .child(ui::link_button(Look::Plain, "/operations", Ops::Operations));
        form.element("card stack operation-form", "operation-form", move || self.submit())
            .child(div("form-wide").child(client).child(div("client-closed").maybe(move || self.closed())))
            .child(self.kind_field(frozen))
            .child(div("").attr("hidden", hidden(no_choice)).child(self.direction()))
            .child(div("form-wide").attr("hidden", hidden(no_service)).child(service))
            .child(div("").attr("hidden", hidden(no_amount)).child(amount.view()))
            .child(div("form-wide").child(description.view()))
            .child(div("form-wide").child(form.unknown_banner("operation-check")))
            .child(div("form-wide").child(buttons))
    }

    fn kind_field(self, frozen: impl Fn() -> bool + 'static) -> El {
        let option = |kind: OperationKind| {
            let name = live_text(move || operation_kind(lang(), kind).to_owned());
            (kind.as_str().to_owned(), ui::option(name))
        };
        let options = kinds(|right| use_session().may(right)).map(option).collect();
        ui::select("kind", Ops::KindLabel, self.kind, options)
            .attr("inert", live(move || frozen().then(String::new)))
            .child(
                el("p")
                    .class("hint")
                    .attr("data-testid", "kind-hint")
                    .child(live_text(move || direction(self.kind()).now().to_owned())),
            )
    }

    fn direction(self) -> El {
        let segment = |minus: bool, name, id: &'static str| {
            ui::segment(
                name,
                move || self.minus.get() == minus,
                move || {
                    if !untrack(|| self.form.is_frozen()) {
                        self.minus.set(minus);
                    }
                },
            )
            .id(id)
        };
        let both =
            vec![segment(false, Ops::Plus, "operation-plus"), segment(true, Ops::Minus, "operation-minus")];
        div("field")
            .child(el("span").class("field-label").attr("aria-hidden", "true").child(Ops::Direction))
            .child(ui::segmented(Ops::Direction, both))
    }

    /// Why the account takes nothing, if so: better known before the rest is typed.
    fn closed(self) -> Option<El> {
        let client = self.account()?;
        let offer = client
            .available_actions
            .into_iter()
            .find(|offer| offer.action == Action::Operation && !offer.allowed)?;
        let reason = offer.reason.map(|reason| problems::obstacle(lang(), reason));
        Some(
            el("p")
                .class("banner warning")
                .attr("role", "status")
                .child(Ops::ClientClosed)
                .child(reason.map(|reason| format!(". {reason}"))),
        )
    }

    fn submit(self) {
        if self.form.is_sending_now() {
            return;
        }
        if untrack(|| self.form.is_unknown()) {
            return self.form.check();
        }
        match untrack(|| self.read()) {
            Err(faults) => self.form.refuse(faults),
            Ok(body) => {
                let command =
                    Command::new(Method::Post, paths::OPERATIONS.to_owned(), &body).map(Command::keyed);
                let name = self.client.text.get_untracked();
                self.form.send(command, After::done(move |answer| self.done(&name, &answer)));
            }
        }
    }

    fn read(self) -> Result<NewOperation, Vec<Fault>> {
        let lang = lang_now();
        let client = self.client.value.with(|id| id.parse().ok());
        let service = self.service.value.with(|id| id.parse().ok());
        let mut faults: Vec<Fault> = client.is_none().then(|| self.client.fault()).into_iter().collect();
        if concerns_service(self.kind()) && self.service.is_unresolved() {
            faults.push(self.service.fault());
        }
        match self.with_typed(|typed| typed.read(lang, client.unwrap_or_default(), service)) {
            Ok(body) if faults.is_empty() => Ok(body),
            Ok(_) => Err(faults),
            Err(found) => {
                faults.extend(found.into_iter().map(|(field, fault)| Fault::of(field, fault)));
                Err(faults)
            }
        }
    }

    fn done(self, client: &str, answer: &str) {
        let Ok(operation) = read::<Operation>(answer) else { return };
        recent::say(&operation);
        // The page may be gone by now.
        if self.posted.try_get_untracked().is_none() {
            return;
        }
        [self.amount, self.description].into_iter().for_each(|value| value.set(String::new()));
        self.service.clear();
        self.account.again();
        recent::add(self.recent, client, operation);
        self.posted.update(|posted| *posted += 1);
        let event = untrack(|| self.kind().allowed_sign() == Sign::None);
        focus(if event { DESCRIPTION } else { AMOUNT });
    }
}
