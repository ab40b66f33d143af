//! What the parts of the page share: the order as last answered, what is asked about it, and what is typed in the dialogs.
//!
//! Invariant: one form for all actions on the order: while the fate of one is not known, no other can be sent. A refusal never takes
//! away what was typed.

use contract::clients::Client;
use contract::orders::{MethodOffer, Order};
use contract::paths;
use contract::problem::{ProblemCode, Shortage};
use domain::{Action, Money, Obstacle, OrderStatus};
use leptos::prelude::*;
use serde::Deserialize;

use super::dialogs::{ACTS, Act};
use super::returns::Part;
use crate::api::ApiError;
use crate::el::{El, div, el};
use crate::form::{After, Form};
use crate::format;
use crate::i18n::{
    Msg, lang, lang_now,
    orders::{self as words, Ord},
    problems,
};
use crate::kept::Kept;
use crate::list::Query;
use crate::load::{Load, load};
use crate::pages::orders::order_href;
use crate::router::{self, Step};
use crate::ui::{self, Look, button};
use crate::watch::effect;

/// Of `available-actions`, what the order itself does not say.
#[derive(Deserialize)]
pub struct Ways {
    pub payment_methods: Vec<MethodOffer>,
    pub shortages: Vec<Shortage>,
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub id: i64,
    pub order: Load,
    pub history: Load,
    ways: Load,
    /// The client, while a dialog is open.
    account: Load,
    pub form: Form,
    /// The action whose dialog is open, and the payment that it is about.
    pub asked: RwSignal<String>,
    pub target: RwSignal<String>,
    /// The action that what is typed belongs to.
    begun: RwSignal<String>,
    /// The order was not what the dialog showed.
    stale: RwSignal<bool>,
    pub reason: RwSignal<String>,
    pub amount: RwSignal<String>,
    pub reference: RwSignal<String>,
    /// The method that pays the rest, whether others pay too, and what they pay.
    pub main: RwSignal<String>,
    pub split: RwSignal<bool>,
    pub shares: [RwSignal<String>; 3],
    pub parts: Kept<Vec<Part>>,
    owner: Kept<Option<Owner>>,
}

impl Desk {
    pub fn new(id: i64) -> Self {
        let text = || RwSignal::new(String::new());
        let asked = text();
        let order = load(move || paths::order(id));
        let account = load(move || {
            let client = order.read::<Order>().map_or(0, |order| order.client_id);
            if client == 0 || asked.with(String::is_empty) { String::new() } else { paths::client(client) }
        });
        let this = Self {
            id,
            order,
            history: load(move || paths::order_history(id)),
            ways: load(move || paths::order_actions(id)),
            account,
            form: Form::new("order-"),
            asked,
            target: text(),
            begun: text(),
            stale: RwSignal::new(false),
            reason: text(),
            amount: text(),
            reference: text(),
            main: text(),
            split: RwSignal::new(false),
            shares: [text(), text(), text()],
            parts: Kept::new(Vec::new()),
            owner: Kept::new(Owner::current()),
        };
        this.pay_at_once();
        this
    }

    /// The form of a new order leads here with the wish to pay.
    fn pay_at_once(self) {
        let wanted = RwSignal::new(Query::read(&router::search_now()).first("pay").is_some());
        effect(move || {
            if wanted.get_untracked() && self.order.has() && self.ways.has() {
                wanted.set(false);
                router::go(&order_href(self.id), Step::Replace);
                if untrack(|| self.obstacle(Action::Pay)).is_none() {
                    self.begin("pay", 0);
                }
            }
        });
    }

    /// The order as last answered; tracked.
    pub fn order(self) -> Option<Order> {
        self.order.read()
    }

    /// Tracked.
    pub fn ways(self) -> Option<Ways> {
        self.ways.read()
    }

    /// Balance of the client who is charged or gets money back; tracked.
    pub fn balance(self) -> Option<Money> {
        self.account.read::<Client>().map(|client| client.balance)
    }

    /// Why the action cannot be done; tracked.
    pub fn obstacle(self, action: Action) -> Option<Obstacle> {
        self.order().map_or(Some(Obstacle::NotPermitted), |order| obstacle(&order, action))
    }

    /// Makes signals that live as long as the page.
    pub fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Opens a dialog. What was typed in the same one before is still there.
    pub fn begin(self, word: &'static str, target: i64) {
        let begun = format!("{word}{target}");
        if self.begun.with_untracked(|before| *before != begun) {
            self.begun.set(begun);
            self.target.set(target.to_string());
            let all = [self.reason, self.amount, self.reference, self.main];
            all.into_iter().chain(self.shares).for_each(|field| field.set(String::new()));
            self.split.set(false);
            if let Some(act) = act(word) {
                (act.fill)(self);
            }
        }
        self.form.clear();
        self.stale.set(false);
        self.asked.set(word.to_owned());
    }

    pub fn leave(self) {
        if !self.form.is_sending_now() {
            self.asked.set(String::new());
        }
    }

    pub fn submit(self) {
        if self.form.is_sending_now() {
            return;
        }
        if untrack(|| self.form.is_unknown()) {
            return self.form.check();
        }
        let Some(act) = self.asked.with_untracked(|word| act(word)) else { return };
        match untrack(|| (act.read)(self)) {
            Err(faults) => self.form.refuse(faults),
            Ok(command) => {
                let after =
                    After::done(move |_| self.done(act.done)).refused(move |error| self.refused(error));
                self.form.send(command.map(crate::form::Command::keyed), after);
            }
        }
    }

    fn again(self) {
        [self.order, self.history, self.ways, self.account].into_iter().for_each(Load::again);
    }

    fn done(self, done: Msg) {
        ui::toast(done.text(lang_now()).to_owned());
        // The page may be gone by now.
        if self.begun.try_set(String::new()).is_none() {
            self.asked.set(String::new());
            self.again();
            request_animation_frame(|| ui::focus("order-title"));
        }
    }

    /// Whatever the reason: what the page shows may be out of date.
    fn refused(self, error: &ApiError) -> bool {
        self.again();
        let moved = error.is(ProblemCode::StaleVersion) || error.is(ProblemCode::InvalidTransition);
        moved && self.stale.try_set(true).is_none()
    }

    /// How the order stands, once it is known that it was changed meanwhile; tracked.
    pub fn news(self) -> Option<El> {
        let order = self.order().filter(|_| self.stale.get() && !self.order.busy.get())?;
        let lang = lang();
        let stands = words::stands(lang, order.status, &format::money(lang, order.total));
        let act = self.asked.with_untracked(|word| act(word))?;
        let closed = act.action.and_then(|action| obstacle(&order, action));
        let next = closed.map_or(Ord::CheckAgain.text(lang), |reason| problems::obstacle(lang, reason));
        let banner =
            div("banner warning").attr("role", "alert").attr("tabindex", "-1").attr("data-testid", "stale");
        Some(
            banner
                .child(el("p").child(format!("{} {stands} {next}", Ord::Changed.text(lang))))
                .ready(|banner| ui::focus_soon(banner.clone())),
        )
    }

    /// What can be done; what cannot be done now, though one would expect it, is there with its reason. Tracked.
    pub fn buttons(self) -> Vec<El> {
        let Some(order) = self.order() else { return Vec::new() };
        let edit = obstacle(&order, Action::Edit).is_none().then(|| {
            ui::link_button(Look::Plain, format!("{}/edit", order_href(self.id)), Ord::Edit).id("edit")
        });
        let acts = ACTS.iter().filter_map(|act| {
            let reason = obstacle(&order, act.action?);
            let id = format!("order-{}", act.word);
            match reason {
                None => Some(button(act.look, act.label).id(id).on_click(move || self.begin(act.word, 0))),
                Some(reason) if is_told(order.status, act.action?, reason) => {
                    let off = button(Look::Plain, act.label).attr("aria-disabled", "true");
                    Some(off.attr("aria-describedby", format!("{id}-why")).id(id))
                }
                Some(_) => None,
            }
        });
        acts.chain(edit).collect()
    }

    /// Why not, in words, and everything that is missing in the stock; tracked.
    pub fn reasons(self) -> Vec<El> {
        let (Some(order), lang) = (self.order(), lang()) else { return Vec::new() };
        let why = ACTS.iter().filter_map(|act| {
            let action = act.action?;
            let reason = obstacle(&order, action).filter(|reason| is_told(order.status, action, *reason))?;
            let text = format!("{}: {}", act.label.text(lang), problems::obstacle(lang, reason));
            Some(el("p").class("muted").id(format!("order-{}-why", act.word)).child(text))
        });
        let shortages = self.ways().filter(|_| order.status == OrderStatus::Draft).map(|ways| ways.shortages);
        why.chain(shortages.and_then(|missing| shortage_list(&missing))).collect()
    }
}

/// Everything that is missing, at once.
pub fn shortage_list(missing: &[Shortage]) -> Option<El> {
    let lang = lang();
    let line = |short: &Shortage| {
        let [required, available] =
            [short.required, short.available].map(|size| format::quantity(lang, size));
        el("li").child(words::shortage(lang, &short.name, &required, &available))
    };
    (!missing.is_empty()).then(|| {
        div("banner warning").attr("data-testid", "shortages").child(
            div("")
                .child(el("p").child(el("strong").child(Ord::Shortages.text(lang))))
                .child(el("ul").child(missing.iter().map(line).collect::<Vec<_>>())),
        )
    })
}

pub fn act(word: &str) -> Option<&'static Act> {
    ACTS.iter().find(|act| act.word == word)
}

fn obstacle(order: &Order, action: Action) -> Option<Obstacle> {
    match order.available_actions.iter().find(|offer| offer.action == action) {
        Some(offer) if offer.allowed => None,
        Some(offer) => Some(offer.reason.unwrap_or(Obstacle::NotPermitted)),
        None => Some(Obstacle::NotPermitted),
    }
}

/// A button that is off says why only where one would look for it: nobody expects to pay what is paid.
fn is_told(status: OrderStatus, action: Action, reason: Obstacle) -> bool {
    match reason {
        Obstacle::OrderEmpty | Obstacle::InsufficientStock | Obstacle::NothingToReturn => true,
        Obstacle::NotPermitted => match action {
            Action::Pay => status == OrderStatus::Draft,
            Action::Return => status == OrderStatus::Paid,
            Action::Cancel => status != OrderStatus::Cancelled,
            _ => false,
        },
        _ => false,
    }
}
