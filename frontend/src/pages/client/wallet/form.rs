//! One wallet form.
//!
//! Invariant: one idempotency key per content, kept until the server has settled its fate; while the fate is unknown the fields
//! are frozen and the only way on is to ask again with the same key. Nothing counts as done before the answer says so.

use contract::clients::Client;
use contract::operations::{Operation, WalletCommand};
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::command::{Faults, Side, after, asks_again, echo, obstacle, read};
use crate::api::{ApiError, IdempotencyKey, Stop};
use crate::format;
use crate::i18n::{I18n, Lang, Message, phrase, phrases, problems, shell::Shell, t, ts, use_i18n, wallet::Wallet};
use crate::session::{use_api, use_session};
use crate::ui::{Button, Dialog, Fault, Headings, Look, MoneyField, Summary, TextField, Toasts, focus, use_toasts};

/// Names of the parts of a form.
struct Names {
    form: &'static str,
    amount: &'static str,
    description: &'static str,
    submit: &'static str,
    confirm: &'static str,
    title: Wallet,
    action: Wallet,
    confirm_action: Wallet,
}

const fn names(side: Side) -> Names {
    match side {
        Side::Deposit => Names {
            form: "deposit",
            amount: "deposit-amount",
            description: "deposit-description",
            submit: "deposit-submit",
            confirm: "deposit-confirm",
            title: Wallet::Deposit,
            action: Wallet::DoDeposit,
            confirm_action: Wallet::ConfirmDeposit,
        },
        Side::Withdraw => Names {
            form: "withdraw",
            amount: "withdraw-amount",
            description: "withdraw-description",
            submit: "withdraw-submit",
            confirm: "withdraw-confirm",
            title: Wallet::Withdraw,
            action: Wallet::DoWithdraw,
            confirm_action: Wallet::ConfirmWithdraw,
        },
    }
}

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

/// The form's state and what it needs of its surroundings.
#[derive(Clone, Copy)]
struct Form {
    side: Side,
    client: Memo<Client>,
    i18n: I18n,
    amount: RwSignal<String>,
    description: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    /// Both forms, while a command is on its way.
    locked: RwSignal<bool>,
    sending: RwSignal<bool>,
    /// The answer was lost; holds what to ask again.
    unknown: RwSignal<Option<Pending>, LocalStorage>,
    confirming: RwSignal<Option<WalletCommand>>,
    toasts: Toasts,
    headings: Headings,
    on_posted: Callback<Operation>,
    on_refused: Callback<()>,
}
