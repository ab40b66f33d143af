//! Deposit and withdraw, side by side and of one height.
//!
//! Invariant: while one command is on its way both forms are locked, because its answer changes what the other may do; balance and
//! history follow the answer, never the button.

mod rules;

use std::rc::Rc;

use contract::operations::{Operation, WalletCommand};
use contract::paths;
use domain::{Obstacle, Permission};
use leptos::prelude::*;

use super::Page;
use crate::api::{Method, read};
use crate::el::{El, div, el, live};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{lang, lang_now, phrases, problems, wallet::Wallet};
use crate::router::{self, Step};
use crate::session::use_session;
use crate::ui::{self, Field, Kind, Look, Question, ToastAction, button};
use rules::{Side, after, asks_again, echo, names};

/// One of the forms.
#[derive(Clone, Copy)]
struct WalletForm {
    side: Side,
    page: Page,
    form: Form,
    amount: RwSignal<String>,
    description: RwSignal<String>,
    /// A large sum waits for a second yes.
    confirming: RwSignal<bool>,
    /// Some form is sending.
    locked: Signal<bool>,
    may_reverse: bool,
}

pub fn wallet(page: Page) -> El {
    let (deposit, withdraw) =
        (Form::new(names(Side::Deposit).prefix), Form::new(names(Side::Withdraw).prefix));
    let locked = Signal::derive(move || deposit.sending().get() || withdraw.sending().get());
    let may_reverse = use_session().may(Permission::OperationsReverse);
    let one = |side, form| {
        let (amount, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        WalletForm {
            side,
            page,
            form,
            amount,
            description,
            confirming: RwSignal::new(false),
            locked,
            may_reverse,
        }
        .view()
    };
    el("section")
        .class("wallet no-print")
        .attr("aria-label", Wallet::Section)
        .child(one(Side::Deposit, deposit))
        .child(one(Side::Withdraw, withdraw))
}

impl WalletForm {
    /// Why the form is switched off; tracked.
    fn obstacle(self) -> Option<Obstacle> {
        self.page.obstacle(names(self.side).allowed)
    }

    /// Nothing may be typed: a command is on its way, or its fate is not known. Tracked.
    fn is_frozen(self) -> bool {
        self.locked.get() || self.form.is_frozen()
    }

    fn read(self) -> Result<WalletCommand, rules::Faults> {
        rules::read(self.side, lang_now(), &self.amount.get_untracked(), &self.description.get_untracked())
    }

    /// The line under the amount, and whether it warns; tracked.
    fn hint(self) -> (String, bool) {
        let lang = lang();
        match self.obstacle() {
            Some(Obstacle::InsufficientFunds) => (Wallet::NothingToWithdraw.text(lang).to_owned(), false),
            Some(reason) => (problems::obstacle(lang, reason).to_owned(), false),
            None => match self.page.client() {
                Some(client) => self
                    .amount
                    .with(|typed| echo(lang, self.side, typed, client.balance, client.limits.withdraw_max)),
                None => (String::new(), false),
            },
        }
    }

    /// The person pressed the button.
    fn submit(self) {
        if self.locked.get_untracked() {
            return;
        }
        if untrack(|| self.form.is_unknown()) {
            return self.form.check();
        }
        let command = match self.read() {
            Ok(command) => command,
            Err(faults) => return self.form.refuse(faults.shown(self.side)),
        };
        self.form.clear();
        let Some(client) = self.page.client_now() else { return };
        // What cannot go through anyway needs no second question, only the server's answer.
        let hopeless = self.side == Side::Withdraw && command.amount > client.limits.withdraw_max;
        if !hopeless && asks_again(self.side, command.amount, client.balance) {
            self.confirming.set(true);
        } else {
            self.send(command);
        }
    }

    fn send(self, command: WalletCommand) {
        let path = match self.side {
            Side::Deposit => paths::deposit(self.page.id),
            Side::Withdraw => paths::withdraw(self.page.id),
        };
        // What the page shows may be out of date after a refusal.
        let after = After::done(move |text| self.done(&text)).refused(move |_| {
            self.page.client.again();
            false
        });
        self.form.send(Command::new(Method::Post, path, &command).map(Command::keyed), after);
    }

    fn done(self, text: &str) {
        let operation: Operation = match read(text) {
            Ok(operation) => operation,
            Err(error) => return self.form.refuse_with(error),
        };
        self.say(&operation);
        if !self.page.is_there() {
            return;
        }
        self.amount.set(String::new());
        self.description.set(String::new());
        let emptied = self.side == Side::Withdraw && !operation.balance_after.is_positive();
        self.page.posted(&operation);
        // A form that turns off with its last rouble cannot keep the focus.
        ui::focus(if emptied { "client-title" } else { names(self.side).amount });
    }

    fn say(self, operation: &Operation) {
        let lang = lang_now();
        let amount = operation.amount.map(|sum| format::money(lang, sum.abs())).unwrap_or_default();
        let balance = format::money(lang, operation.balance_after);
        let text = match self.side {
            Side::Deposit => phrases::deposited(lang, &amount, &balance),
            Side::Withdraw => phrases::withdrawn(lang, &amount, &balance),
        };
        if self.may_reverse {
            let href = format!("/operations/new?reverse={}", operation.id);
            ui::toast_with(
                text,
                ToastAction { label: Wallet::Undo, run: Rc::new(move || router::go(&href, Step::Push)) },
            );
        } else {
            ui::toast(text);
        }
    }

    fn view(self) -> El {
        let names = names(self.side);
        let off = move || self.obstacle().is_some();
        let disabled = move || live(move || off().then(String::new));
        let faults = self.form.faults();
        let amount = Field::new(names.amount, Wallet::Amount, self.amount)
            .kind(Kind::Decimal)
            .faults(faults)
            .required()
            .frozen(move || self.is_frozen())
            .live_hint(move || self.hint());
        let description = Field::new(names.description, Wallet::Description, self.description)
            .faults(faults)
            .required()
            .frozen(move || self.is_frozen());
        let buttons = div("cluster wallet-actions")
            .attr("hidden", live(move || self.form.is_unknown().then(String::new)))
            .child(
                ui::submit(Look::Primary, names.action, self.form.sending())
                    .id(names.submit)
                    .attr("disabled", disabled()),
            )
            .child((self.side == Side::Withdraw).then(|| self.all(off)));
        let form = self.form.element("card wallet-form", names.form, move || self.submit());
        form.attr("data-testid", names.form)
            .attr("aria-labelledby", names.heading)
            .child(el("h2").id(names.heading).child(names.title))
            .child(amount.view_with(|input| input.attr("disabled", disabled())))
            .child(description.view_with(|input| input.attr("disabled", disabled())))
            .child(self.form.unknown_banner(names.check))
            .child(buttons)
            .child(self.question())
    }

    /// Fills in the most that there is.
    fn all(self, off: impl Fn() -> bool + Copy + 'static) -> El {
        let names = names(self.side);
        button(Look::Quiet, Wallet::WithdrawAll)
            .id("withdraw-all")
            .attr("disabled", live(move || (off() || self.is_frozen()).then(String::new)))
            .on_click(move || {
                if let Some(client) = self.page.client_now() {
                    self.amount.set(format::editable(lang_now(), client.limits.withdraw_max));
                    ui::focus(names.description);
                }
            })
    }

    fn question(self) -> El {
        let names = names(self.side);
        let text = move || {
            let (lang, command) = (lang(), self.read().ok());
            let (Some(command), Some(client)) = (command, self.page.client()) else { return String::new() };
            let balance = after(self.side, client.balance, command.amount).unwrap_or(client.balance);
            let (amount, balance) = (format::money(lang, command.amount), format::money(lang, balance));
            match self.side {
                Side::Deposit => phrases::confirm_deposit(lang, &amount, &client.name, &balance),
                Side::Withdraw => phrases::confirm_withdraw(lang, &amount, &client.name, &balance),
            }
        };
        let question = Question {
            id: names.confirm,
            title: Wallet::ConfirmTitle,
            text: Rc::new(text),
            yes: names.yes,
            look: Look::Primary,
        };
        let close = move || self.confirming.set(false);
        ui::confirm(
            question,
            move || self.confirming.get(),
            close,
            move || {
                close();
                if let Ok(command) = self.read() {
                    self.send(command);
                }
            },
        )
    }
}
