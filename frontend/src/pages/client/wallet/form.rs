//! The state of one wallet form and what happens to it.
//!
//! Invariant: one idempotency key per content, kept until the server has settled its fate; while the fate is unknown the fields
//! are frozen and the only way on is to ask again with the same key. Nothing counts as done before the answer says so.

use contract::clients::Client;
use contract::operations::{Operation, WalletCommand};
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::command::{Faults, Side, asks_again, read};
use crate::api::{Api, ApiError, IdempotencyKey, Stop};
use crate::format;
use crate::i18n::{I18n, Lang, Message, phrases, problems, use_i18n};
use crate::session::use_api;
use crate::ui::{Fault, Headings, Toasts, focus, use_toasts};

/// A command whose fate is open.
#[derive(Clone)]
struct Pending {
    key: IdempotencyKey,
    command: WalletCommand,
}

/// What was wrong with the last submit.
#[derive(Clone, PartialEq)]
enum Trouble {
    Typed(Faults),
    Refused(ApiError),
}

/// Ids of the fields of a form; also their names in the summary of errors.
#[derive(Clone, Copy)]
pub struct Ids {
    pub amount: &'static str,
    pub description: &'static str,
}

/// The form and what it needs of its surroundings.
#[derive(Clone, Copy)]
pub struct Form {
    pub side: Side,
    pub ids: Ids,
    pub client: Memo<Client>,
    pub amount: RwSignal<String>,
    pub description: RwSignal<String>,
    /// A large command that waits for a second yes.
    pub confirming: RwSignal<Option<WalletCommand>>,
    pub sending: RwSignal<bool>,
    /// Both forms, while a command is on its way.
    locked: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    /// The answer was lost: what to ask again.
    unknown: RwSignal<Option<Pending>>,
    i18n: I18n,
    api: Api,
    toasts: Toasts,
    headings: Headings,
    on_posted: Callback<Operation>,
    on_refused: Callback<()>,
}

impl Form {
    /// For the component around it.
    pub fn new(
        side: Side,
        ids: Ids,
        client: Memo<Client>,
        locked: RwSignal<bool>,
        on_posted: Callback<Operation>,
        on_refused: Callback<()>,
    ) -> Self {
        Self {
            side,
            ids,
            client,
            amount: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            confirming: RwSignal::new(None),
            sending: RwSignal::new(false),
            locked,
            trouble: RwSignal::new(None),
            unknown: RwSignal::new(None),
            i18n: use_i18n(),
            api: use_api(),
            toasts: use_toasts(),
            headings: expect_context::<Headings>(),
            on_posted,
            on_refused,
        }
    }

    pub fn is_unknown(self) -> bool {
        self.unknown.with(Option::is_some)
    }

    /// Nothing may be typed: a command is on its way, or its fate is not known.
    pub fn is_frozen(self) -> bool {
        self.locked.get() || self.is_unknown()
    }

    /// What is wrong, for the summary and the fields.
    pub fn faults(self) -> Vec<Fault> {
        let lang = self.i18n.lang();
        self.trouble.with(|trouble| match trouble {
            None => Vec::new(),
            Some(Trouble::Typed(faults)) => self.typed_faults(lang, *faults),
            Some(Trouble::Refused(error)) => self.refusal(lang, error),
        })
    }

    fn typed_faults(self, lang: Lang, faults: Faults) -> Vec<Fault> {
        let both = [(self.ids.amount, faults.amount), (self.ids.description, faults.description)];
        let fault = |(field, message): (_, Option<crate::i18n::wallet::Wallet>)| {
            message.map(|message| Fault { field: Some(field), text: message.text(lang).to_owned() })
        };
        both.into_iter().filter_map(fault).collect()
    }

    fn refusal(self, lang: Lang, error: &ApiError) -> Vec<Fault> {
        let named = error.fields.iter().map(|problem| {
            let field = match problem.field.as_str() {
                "amount" => Some(self.ids.amount),
                "description" => Some(self.ids.description),
                _ => None,
            };
            Fault { field, text: problems::field(lang, problem) }
        });
        let named: Vec<Fault> = named.collect();
        let whole = Fault { field: None, text: problems::error(lang, error) };
        if named.is_empty() { vec![whole] } else { named }
    }

    /// The person pressed the button.
    pub fn submit(self) {
        if self.locked.get_untracked() {
            return;
        }
        if self.unknown.with_untracked(Option::is_some) {
            return self.check();
        }
        let lang = self.i18n.lang_now();
        let typed = (self.amount.get_untracked(), self.description.get_untracked());
        match read(lang, &typed.0, &typed.1) {
            Err(faults) => self.refuse(Trouble::Typed(faults)),
            Ok(command) => {
                self.refuse_nothing();
                let balance = self.client.with_untracked(|client| client.balance);
                let most = self.client.with_untracked(|client| client.limits.withdraw_max);
                // What cannot go through anyway needs no second question, only the server's answer.
                let hopeless = self.side == Side::Withdraw && command.amount > most;
                if !hopeless && asks_again(self.side, command.amount, balance) {
                    self.confirming.set(Some(command));
                } else {
                    self.begin(command);
                }
            }
        }
    }

    /// The second yes.
    pub fn confirm(self) {
        if let Some(command) = self.confirming.get_untracked() {
            self.confirming.set(None);
            self.begin(command);
        }
    }

    /// Asks again about a command whose answer was lost.
    pub fn check(self) {
        if let Some(pending) = self.unknown.get_untracked() {
            self.send(pending);
        }
    }

    fn begin(self, command: WalletCommand) {
        match IdempotencyKey::new() {
            Some(key) => self.send(Pending { key, command }),
            // Without a key a lost answer could not be asked about.
            None => self.refuse(Trouble::Refused(ApiError::unreadable())),
        }
    }

    fn send(self, pending: Pending) {
        self.sending.set(true);
        self.locked.set(true);
        let id = self.client.with_untracked(|client| client.id);
        let path = match self.side {
            Side::Deposit => paths::deposit(id),
            Side::Withdraw => paths::withdraw(id),
        };
        spawn_local(async move {
            // Not stopped when the page is left: the command goes on, and its toast still says how it ended.
            let answer = self.api.post(&path, &pending.command, Some(&pending.key), &Stop::new()).await;
            self.settle(pending, answer);
        });
    }

    /// The page may be gone by now, so nothing of it is touched without asking.
    fn settle(self, pending: Pending, answer: Result<Operation, ApiError>) {
        self.sending.try_set(false);
        self.locked.try_set(false);
        let repeated = self.unknown.try_get_untracked().flatten().is_some();
        match answer {
            Ok(operation) => self.done(&pending.command, operation),
            Err(error) if error.outcome_unknown() || (repeated && !error.settles_earlier_try()) => {
                self.unknown.try_set(Some(pending));
            }
            // The sign-in dialog says it, and the form is as it was.
            Err(error) if error.is(ProblemCode::Unauthenticated) => {}
            Err(error) => {
                self.unknown.try_set(None);
                self.refuse(Trouble::Refused(error));
                self.on_refused.try_run(());
            }
        }
    }

    fn done(self, command: &WalletCommand, operation: Operation) {
        let lang = self.i18n.lang_now();
        let (amount, balance) =
            (format::money(lang, command.amount), format::money(lang, operation.balance_after));
        self.toasts.show(match self.side {
            Side::Deposit => phrases::deposited(lang, &amount, &balance),
            Side::Withdraw => phrases::withdrawn(lang, &amount, &balance),
        });
        if self.amount.try_set(String::new()).is_some() {
            // The page is gone.
            return;
        }
        self.unknown.set(None);
        self.description.set(String::new());
        self.refuse_nothing();
        self.on_posted.run(operation);
        focus(self.ids.amount);
    }

    fn refuse(self, trouble: Trouble) {
        if self.trouble.try_set(Some(trouble)).is_none() {
            self.headings.set_faulty(true);
        }
    }

    fn refuse_nothing(self) {
        self.trouble.set(None);
        self.headings.set_faulty(false);
    }
}
