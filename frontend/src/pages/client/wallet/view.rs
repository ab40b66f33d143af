//! One wallet form as it looks.

use contract::clients::Client;
use contract::operations::Operation;
use leptos::prelude::*;

use super::command::{Side, after, echo, obstacle};
use super::form::{Form, Ids};
use crate::format;
use crate::i18n::{Lang, Message, phrases, shell::Shell, t, ts, use_i18n, wallet::Wallet};
use crate::session::use_session;
use crate::ui::{Button, Dialog, Look, MoneyField, Summary, TextField};

/// Names of the parts of a form.
struct Names {
    form: &'static str,
    heading: &'static str,
    ids: Ids,
    submit: &'static str,
    check: &'static str,
    all: &'static str,
    confirm: &'static str,
    title: Wallet,
    action: Wallet,
    yes: Wallet,
}

const fn names(side: Side) -> Names {
    match side {
        Side::Deposit => Names {
            form: "deposit",
            heading: "deposit-title",
            ids: Ids { amount: "deposit-amount", description: "deposit-description" },
            submit: "deposit-submit",
            check: "deposit-check",
            all: "deposit-all",
            confirm: "deposit-confirm",
            title: Wallet::Deposit,
            action: Wallet::DoDeposit,
            yes: Wallet::ConfirmDeposit,
        },
        Side::Withdraw => Names {
            form: "withdraw",
            heading: "withdraw-title",
            ids: Ids { amount: "withdraw-amount", description: "withdraw-description" },
            submit: "withdraw-submit",
            check: "withdraw-check",
            all: "withdraw-all",
            confirm: "withdraw-confirm",
            title: Wallet::Withdraw,
            action: Wallet::DoWithdraw,
            yes: Wallet::ConfirmWithdraw,
        },
    }
}

#[component]
pub fn WalletForm(
    side: Side,
    client: Memo<Client>,
    locked: RwSignal<bool>,
    on_posted: Callback<Operation>,
    on_refused: Callback<()>,
) -> impl IntoView {
    let names = names(side);
    let (i18n, session) = (use_i18n(), use_session());
    let form = Form::new(side, names.ids, client, locked, on_posted, on_refused);
    let obstacle =
        Memo::new(move |_| client.with(|client| obstacle(side, client, |right| session.may(right))));
    let off = Signal::derive(move || obstacle.get().is_some());
    let frozen = Signal::derive(move || form.is_frozen());
    let echo = Signal::derive(move || {
        let lang = i18n.lang();
        match obstacle.get() {
            Some(reason) => (reason.text(lang).to_owned(), false),
            None => client.with(|client| {
                form.amount.with(|typed| echo(lang, side, typed, client.balance, client.limits.withdraw_max))
            }),
        }
    });
    let faults = Signal::derive(move || form.faults());
    let fault_of = move |field: &'static str| {
        Signal::derive(move || {
            faults.get().into_iter().find(|fault| fault.field == Some(field)).map(|f| f.text)
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    view! {
        <form
            class="card wallet-form"
            id=names.form
            data-testid=names.form
            aria-labelledby=names.heading
            novalidate
            on:submit=submit
        >
            <h2 id=names.heading>{t(names.title)}</h2>
            <Summary faults/>
            <MoneyField
                id=names.ids.amount
                label=ts(Wallet::Amount)
                value=form.amount
                echo
                error=fault_of(names.ids.amount)
                disabled=off
                read_only=frozen
            />
            <TextField
                id=names.ids.description
                label=ts(Wallet::Description)
                value=form.description
                error=fault_of(names.ids.description)
                disabled=off
                read_only=frozen
                required=true
            />
            <Unknown form id=names.check/>
            <div class="cluster wallet-actions" class:hidden=move || form.is_unknown()>
                <Button look=Look::Primary submit=true disabled=off busy=form.sending id=names.submit>
                    {t(names.action)}
                </Button>
                {(side == Side::Withdraw).then(|| view! { <WithdrawAll form off id=names.all/> })}
            </div>
        </form>
        <Confirm form id=names.confirm yes=names.yes/>
    }
}

/// The answer was lost: one way on, and it is safe.
#[component]
fn Unknown(form: Form, id: &'static str) -> impl IntoView {
    let unknown = Memo::new(move |_| form.is_unknown());
    // The button that was pressed is gone: the focus goes to the one that is there instead.
    Effect::new(move |_| {
        if unknown.get() {
            request_animation_frame(move || crate::ui::focus(id));
        }
    });
    let (title, text, check) = (t(Wallet::Unknown), t(Wallet::UnknownText), t(Wallet::Check));
    move || {
        unknown.get().then(|| {
            view! {
                <div class="banner warning" role="alert" data-testid="unknown">
                    <p><strong>{title}</strong>" "{text}</p>
                    <Button id busy=form.sending on_press=move |()| form.check()>{check}</Button>
                </div>
            }
        })
    }
}

#[component]
fn WithdrawAll(form: Form, off: Signal<bool>, id: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let fill = move |()| {
        let most = form.client.with_untracked(|client| client.limits.withdraw_max);
        form.amount.set(format::editable(i18n.lang_now(), most));
        crate::ui::focus(form.ids.description);
    };
    let disabled = Signal::derive(move || off.get() || form.is_frozen());
    view! { <Button look=Look::Quiet disabled on_press=fill id>{t(Wallet::WithdrawAll)}</Button> }
}

#[component]
fn Confirm(form: Form, id: &'static str, yes: Wallet) -> impl IntoView {
    let i18n = use_i18n();
    let open = Signal::derive(move || form.confirming.with(Option::is_some));
    let question = Signal::derive(move || {
        form.confirming.with(|command| {
            command.as_ref().map(|command| question(i18n.lang(), form, command.amount)).unwrap_or_default()
        })
    });
    let cancel = Callback::new(move |()| form.confirming.set(None));
    let (cancel_text, yes_text) = (t(Shell::Cancel), t(yes));
    view! {
        <Dialog id open title=ts(Wallet::ConfirmTitle) on_cancel=cancel>
            <p>{question}</p>
            // The safe button is first, so it has the focus.
            <div class="dialog-actions">
                <Button on_press=cancel>{cancel_text}</Button>
                <Button look=Look::Primary on_press=move |()| form.confirm()>{yes_text}</Button>
            </div>
        </Dialog>
    }
}

fn question(lang: Lang, form: Form, amount: domain::Money) -> String {
    form.client.with(|client| {
        let balance = after(form.side, client.balance, amount).unwrap_or(client.balance);
        let (amount, balance) = (format::money(lang, amount), format::money(lang, balance));
        let name = &client.name;
        match form.side {
            Side::Deposit => phrases::confirm_deposit(lang, &amount, name, &balance),
            Side::Withdraw => phrases::confirm_withdraw(lang, &amount, name, &balance),
        }
    })
}
