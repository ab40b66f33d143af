//! What every form that sends a command does: say what is wrong, send once, know the fate before saying anything.
//!
//! Invariant: one idempotency key per content, kept until the server has settled its fate; what is sent again unchanged after a lost
//! answer has the same key, so it makes no second record and is no conflict with itself. While the fate of money or goods is unknown
//! the fields are frozen and the only way on is to ask again. Nothing counts as done before the answer says so.
//! Absent on purpose: optimistic updates; silent retries.

use std::rc::Rc;

use contract::problem::ProblemCode;
use leptos::prelude::*;
use serde::Serialize;

use crate::api::{Api, ApiError, IdempotencyKey, Method, Stop, write};
use crate::el::{El, Give, div, el};
use crate::i18n::{problems, wallet::Wallet};
use crate::kept::Kept;
use crate::session::use_api;
use crate::ui::{self, Fault, Look, Said, button, focus_soon, set_faulty};
use crate::watch::spawn;

/// What to send.
#[derive(Clone)]
pub struct Command {
    pub method: Method,
    pub path: String,
    pub body: Option<String>,
    /// It moves money or goods: while its fate is unknown, nothing else can be sent.
    pub keyed: bool,
}

impl Command {
    /// # Errors
    /// The body cannot be written as JSON.
    pub fn new<B: Serialize>(method: Method, path: String, body: &B) -> Result<Self, ApiError> {
        Ok(Self { method, path, body: Some(write(body)?), keyed: false })
    }

    pub fn bare(method: Method, path: String) -> Self {
        Self { method, path, body: None, keyed: false }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.method == other.method && self.path == other.path && self.body == other.body
    }

    pub fn keyed(self) -> Self {
        Self { keyed: true, ..self }
    }
}

/// What happens after the answer.
#[derive(Clone)]
pub struct After {
    /// Gets the text of a good answer.
    pub done: Rc<dyn Fn(String)>,
    /// Gets a refusal first; true if it has been dealt with.
    pub refused: Rc<dyn Fn(&ApiError) -> bool>,
}

impl After {
    pub fn done(done: impl Fn(String) + 'static) -> Self {
        Self { done: Rc::new(done), refused: Rc::new(|_| false) }
    }

    pub fn refused(self, refused: impl Fn(&ApiError) -> bool + 'static) -> Self {
        Self { refused: Rc::new(refused), ..self }
    }
}

#[derive(Clone)]
struct Pending {
    key: Option<IdempotencyKey>,
    command: Command,
    after: After,
}

/// What was wrong with the last submit: found here, or said by the server.
#[derive(Clone)]
enum Trouble {
    None,
    Typed(Vec<Fault>),
    Refused(ApiError),
}

/// The state of one form.
#[derive(Clone, Copy)]
pub struct Form {
    /// Stands before the API's name of a field in the id of its input.
    prefix: &'static str,
    trouble: RwSignal<Trouble>,
    sending: RwSignal<bool>,
    /// The answer was lost: what to ask again.
    unknown: RwSignal<bool>,
    pending: Kept<Option<Pending>>,
    api: Api,
}

impl Form {
    /// `prefix` makes the ids of the inputs unique: `deposit-` for `deposit-amount`.
    pub fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            trouble: RwSignal::new(Trouble::None),
            sending: RwSignal::new(false),
            unknown: RwSignal::new(false),
            pending: Kept::new(None),
            api: use_api(),
        }
    }

    /// What is wrong; for the summary and the fields.
    pub fn faults(self) -> Signal<Vec<Fault>> {
        Signal::derive(move || match self.trouble.get() {
            Trouble::None => Vec::new(),
            Trouble::Typed(faults) => faults,
            Trouble::Refused(error) => self.refusal(&error),
        })
    }

    fn refusal(self, error: &ApiError) -> Vec<Fault> {
        let known = |id: &str| document().get_element_by_id(id).is_some();
        let named = error.fields.iter().map(|problem| {
            let id = format!("{}{}", self.prefix, problem.field);
            let (known, problem) = (known(&id), problem.clone());
            if known {
                return Fault::of(id, Said::made(move |lang| problems::field(lang, &problem)));
            }
            Fault::whole(Said::made(move |lang| {
                let text = problems::field(lang, &problem);
                // Such words are whole sentences and need no name before them.
                let speaks = ProblemCode::parse(&problem.code).is_some();
                if speaks { text } else { format!("{}: {text}", problem.field) }
            }))
        });
        let named: Vec<Fault> = named.collect();
        if named.is_empty() { vec![Fault::whole(problems::said(error))] } else { named }
    }

    /// Sending, or the fate of what was sent is not known: nothing may be typed. Tracked.
    pub fn is_frozen(self) -> bool {
        self.sending.get() || self.unknown.get()
    }

    pub fn is_unknown(self) -> bool {
        self.unknown.get()
    }

    pub fn sending(self) -> Signal<bool> {
        self.sending.into()
    }

    pub fn is_sending_now(self) -> bool {
        self.sending.get_untracked()
    }

    /// Shows what is wrong with what was typed.
    pub fn refuse(self, faults: Vec<Fault>) {
        self.trouble.set(Trouble::Typed(faults));
        set_faulty(true);
    }

    /// Shows what the server said.
    pub fn refuse_with(self, error: ApiError) {
        if self.trouble.try_set(Trouble::Refused(error)).is_none() {
            set_faulty(true);
        }
    }

    /// Takes the errors away.
    pub fn clear(self) {
        self.trouble.try_set(Trouble::None);
        set_faulty(false);
    }

    /// Sends, unless something is on its way already.
    pub fn send(self, command: Result<Command, ApiError>, after: After) {
        if self.sending.get_untracked() || self.unknown.get_untracked() {
            return;
        }
        let command = match command {
            Ok(command) => command,
            Err(error) => return self.refuse_with(error),
        };
        let earlier = self.pending.get_value().filter(|earlier| earlier.command.is_same(&command));
        let key = earlier.and_then(|earlier| earlier.key).or_else(IdempotencyKey::new);
        if command.keyed && key.is_none() {
            // Without a key a lost answer could not be asked about.
            return self.refuse_with(ApiError::unreadable());
        }
        self.clear();
        self.dispatch(Pending { key, command, after });
    }

    /// Asks again about a command whose answer was lost.
    pub fn check(self) {
        if let Some(pending) = self.pending.get_value().filter(|_| !self.sending.get_untracked()) {
            self.dispatch(pending);
        }
    }

    fn dispatch(self, pending: Pending) {
        self.sending.set(true);
        self.pending.set_value(Some(pending.clone()));
        let Command { method, path, body, .. } = pending.command.clone();
        spawn(async move {
            // Not stopped when the page is left: the command goes on, and its toast still says how it ended.
            let answer = self.api.send(method, &path, body, pending.key.as_ref(), &Stop::new()).await;
            self.settle(pending, answer);
        });
    }

    /// The page may be gone by now, so nothing of it is touched without asking.
    fn settle(self, pending: Pending, answer: Result<String, ApiError>) {
        self.sending.try_set(false);
        let repeated = self.unknown.try_get_untracked().unwrap_or_default();
        match answer {
            Ok(text) => {
                self.pending.set_value(None);
                self.unknown.try_set(false);
                self.clear();
                (pending.after.done)(text);
            }
            Err(error)
                if pending.command.keyed
                    && (error.outcome_unknown() || (repeated && !error.settles_earlier_try())) =>
            {
                self.unknown.try_set(true);
            }
            // The sign-in dialog says it, and the form is as it was.
            Err(error) if error.is(ProblemCode::Unauthenticated) => {}
            Err(error) => {
                if !error.outcome_unknown() {
                    self.pending.set_value(None);
                }
                self.unknown.try_set(false);
                if !(pending.after.refused)(&error) {
                    self.refuse_with(error);
                }
            }
        }
    }

    /// The answer was lost: one way on, and it is safe.
    pub fn unknown_banner(self, id: &'static str) -> El {
        div("form-unknown").maybe(move || {
            self.unknown.get().then(|| {
                let check = button(Look::Plain, Wallet::Check)
                    .id(id)
                    .class_if("busy", move || self.sending.get())
                    .on_click(move || self.check())
                    // The button that was pressed is gone: the focus goes to the one that is there instead.
                    .ready(|button| focus_soon(button.clone()));
                div("banner warning")
                    .attr("role", "alert")
                    .attr("data-testid", "unknown")
                    .child(
                        el("p")
                            .child(el("strong").child(Wallet::Unknown))
                            .child(" ")
                            .child(Wallet::UnknownText),
                    )
                    .child(check)
            })
        })
    }

    /// A `form` element with its summary of errors; `submit` is called when the person sends it.
    pub fn element(self, class: &'static str, id: &'static str, submit: impl Fn() + 'static) -> El {
        self.around(class, id, Box::new(submit))
    }

    fn around(self, class: &'static str, id: &'static str, submit: Box<dyn Give<()>>) -> El {
        el("form")
            .class(class)
            .id(id)
            .attr("novalidate", true)
            .on("submit", move |event| {
                event.prevent_default();
                submit.give();
            })
            .child(ui::summary(self.faults()))
    }
}
