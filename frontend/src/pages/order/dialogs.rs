//! The actions on an order, as data, and the one dialog that asks about each: what will happen, what has to be said, yes or no.

use contract::orders::Order;
use contract::paths;
use domain::{Action, Money, MoneyError};
use leptos::prelude::*;

use super::desk::{Desk, act};
use super::{cancel, online, pay, returns};
use crate::api::{ApiError, Method};
use crate::el::{El, div, el, live, live_text};
use crate::form::Command;
use crate::i18n::{Msg, lang, orders::Ord, shell::Shell, wallet::Wallet};
use crate::ui::{self, Fault, Field, Kind, Look, button, typed_sum};

/// What to send, or what is wrong with what was typed.
pub type Reading = Result<Result<Command, ApiError>, Vec<Fault>>;

pub struct Act {
    pub word: &'static str,
    /// The action of the order; `None`: of one of its payments.
    pub action: Option<Action>,
    pub label: Msg,
    title: Msg,
    yes: Msg,
    pub look: Look,
    /// What is in the fields at first.
    pub fill: fn(Desk),
    body: fn(Desk) -> Vec<El>,
    pub read: fn(Desk) -> Reading,
    pub done: Msg,
}

const PLAIN: Act = Act {
    word: "",
    action: None,
    label: Ord::Pay,
    title: Ord::PayTitle,
    yes: Ord::Pay,
    look: Look::Plain,
    fill: |_| {},
    body: pay::body,
    read: pay::read,
    done: Ord::DonePaid,
};

pub static ACTS: [Act; 9] = [
    Act { word: "pay", action: Some(Action::Pay), look: Look::Primary, ..PLAIN },
    Act {
        word: "return",
        action: Some(Action::Return),
        label: Ord::Return,
        title: Ord::ReturnTitle,
        yes: Ord::ReturnYes,
        fill: returns::fill,
        body: returns::body,
        read: returns::read,
        done: Ord::DoneReturned,
        ..PLAIN
    },
    Act {
        word: "cancel",
        action: Some(Action::Cancel),
        label: Ord::Cancel,
        title: Ord::CancelTitle,
        yes: Ord::CancelYes,
        look: Look::Danger,
        body: cancel::body,
        read: cancel::read,
        done: Ord::DoneCancelled,
        ..PLAIN
    },
    Act {
        word: "archive",
        action: Some(Action::Archive),
        label: Ord::Archive,
        title: Ord::ArchiveTitle,
        yes: Ord::Archive,
        body: |_| vec![el("p").child(Ord::ArchiveText)],
        read: |desk| Ok(Ok(Command::bare(Method::Post, paths::order_archive(desk.id)))),
        done: Ord::DoneArchived,
        ..PLAIN
    },
    Act {
        word: "unarchive",
        action: Some(Action::Unarchive),
        label: Ord::Unarchive,
        title: Ord::UnarchiveTitle,
        yes: Ord::Unarchive,
        body: |_| vec![el("p").child(Ord::UnarchiveText)],
        read: |desk| Ok(Ok(Command::bare(Method::Post, paths::order_unarchive(desk.id)))),
        done: Ord::DoneUnarchived,
        ..PLAIN
    },
    Act {
        word: "online",
        title: Ord::OnlineTitle,
        yes: Ord::OnlineYes,
        fill: online::fill,
        body: online::ask,
        read: online::read_ask,
        done: Ord::DoneOnline,
        ..PLAIN
    },
    Act {
        word: "confirm",
        title: Ord::ConfirmTitle,
        yes: Ord::Confirm,
        body: online::confirm,
        read: online::read_confirm,
        done: Ord::DoneConfirmed,
        ..PLAIN
    },
    Act {
        word: "void",
        title: Ord::VoidTitle,
        yes: Ord::VoidYes,
        look: Look::Danger,
        body: |_| vec![el("p").child(Ord::VoidText)],
        read: online::read_void,
        done: Ord::DoneVoided,
        ..PLAIN
    },
    Act {
        word: "settle",
        title: Ord::SettleTitle,
        yes: Ord::SettleYes,
        body: online::settle,
        read: online::read_settle,
        done: Ord::DoneSettled,
        ..PLAIN
    },
];

pub fn dialog(desk: Desk) -> El {
    let title = move || desk.asked.with(|word| act(word).map_or("", |act| act.title.now()).to_owned());
    ui::dialog(
        "order-dialog",
        live_text(title),
        move || desk.asked.with(|word| !word.is_empty()),
        move || desk.leave(),
        move || view(desk),
    )
    .class_if("wide", move || desk.asked.with(|word| word == "return"))
}

/// Built once for each opening: what it shows follows the order, what is typed stays.
fn view(desk: Desk) -> Vec<El> {
    let Some(act) = desk.asked.with_untracked(|word| act(word)) else { return Vec::new() };
    let form = desk.form;
    let closed = move || act.action.is_some_and(|action| desk.obstacle(action).is_some());
    // The safe answer has the focus.
    let no = button(Look::Plain, Shell::GoBack)
        .attr("autofocus", true)
        .id("order-no")
        .on_click(move || desk.leave());
    let yes = ui::submit(
        if act.look == Look::Danger { Look::Danger } else { Look::Primary },
        act.yes,
        form.sending(),
    )
    .id("order-yes")
    .attr("disabled", live(move || closed().then(String::new)));
    let buttons = div("cluster dialog-actions")
        .attr("hidden", live(move || form.is_unknown().then(String::new)))
        .child(no)
        .child(yes);
    vec![
        form.element("stack", "order-form", move || desk.submit())
            .child(div("").maybe(move || desk.news()))
            .child((act.body)(desk))
            .child(form.unknown_banner("order-check"))
            .child(buttons),
    ]
}

/// A field of a dialog; `name` is the API's.
pub fn field(desk: Desk, id: &'static str, label: Msg, value: RwSignal<String>, kind: Kind) -> Field {
    let form = desk.form;
    Field::new(id, label, value).kind(kind).faults(form.faults()).frozen(move || form.is_frozen())
}

/// The part that says what will happen, and follows what is typed.
pub fn effect(desk: Desk, parts: fn(Desk, &Order) -> Vec<El>) -> El {
    let shown = move || desk.order().map(|order| parts(desk, &order)).unwrap_or_default();
    div("effect stack")
        .attr("role", "group")
        .attr("aria-label", Ord::Effect)
        .attr("data-testid", "effect")
        .live(shown)
}

/// A reason, of which 3 characters are required.
pub fn reason_fault(desk: Desk, required: bool) -> Result<Option<String>, Fault> {
    let reason = desk.reason.with(|text| text.trim().to_owned());
    if required && reason.chars().count() < 3 {
        return Err(Fault::of("order-reason", Ord::EnterReason));
    }
    Ok(Some(reason).filter(|text| !text.is_empty()))
}

/// A sum as typed, none, or the fault of its field; tracked.
pub fn sum(id: &'static str, typed: RwSignal<String>) -> Result<Option<Money>, Fault> {
    let lang = lang();
    typed.with(|text| typed_sum(text, lang)).map_err(|error| {
        let text = match error {
            MoneyError::NotANumber => Wallet::NotANumber,
            MoneyError::TooManyDecimals => Wallet::TooManyDecimals,
            MoneyError::OutOfBounds => Wallet::OutOfBounds,
        };
        Fault::of(id, text)
    })
}
