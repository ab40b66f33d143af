//! The state of the form, and what becomes of a submit.

use std::sync::Arc;

use contract::clients::{Client, OnDuplicate};
use contract::paths;
use contract::problem::{Candidate, FieldProblem, ProblemCode};
use domain::{ClientKind, PersonName, known_info_keys};
use leptos::prelude::*;

use super::contacts::Contacts;
use super::draft::{Draft, FIELDS};
use super::words;
use crate::api::{Api, ApiError, Method, Stop, read};
use crate::form::{After, Command, Form};
use crate::i18n::{client_form, lang_now};
use crate::kept::Kept;
use crate::router;
use crate::session::use_api;
use crate::ui::{Fault, Said, focus, kv, toast};
use crate::watch::{effect, spawn};

/// Before the API's names in the ids of the inputs.
pub const PREFIX: &str = "client-";

#[derive(Clone, Copy)]
pub struct Editor {
    /// `None`: a new client.
    pub id: Option<i64>,
    pub form: Form,
    /// The word of the kind.
    pub kind: RwSignal<String>,
    /// In the order of [`FIELDS`].
    values: Kept<Vec<RwSignal<String>>>,
    pub info: kv::Pairs,
    pub contacts: Contacts,
    /// A person whose name has no parts: it is shown in one line.
    pub one_line: RwSignal<bool>,
    /// Address of the client that has the INN.
    pub taken: RwSignal<String>,
    /// The question about duplicates is open.
    pub asking: RwSignal<bool>,
    pub candidates: Kept<Vec<Candidate>>,
    /// The record as somebody else has saved it meanwhile, as JSON; empty without a conflict.
    pub theirs: RwSignal<String>,
    /// What the edit is based on.
    base: Kept<Option<Draft>>,
    version: Kept<Option<i64>>,
    /// The kind whose keys are offered.
    offered: Kept<Option<ClientKind>>,
    api: Api,
}

impl Editor {
    pub fn new(id: Option<i64>) -> Self {
        let values: Vec<_> = FIELDS.iter().map(|_| RwSignal::new(String::new())).collect();
        let editor = Self {
            id,
            form: Form::new(PREFIX),
            kind: RwSignal::new(String::new()),
            values: Kept::new(values),
            info: kv::Pairs::new(),
            contacts: Contacts::new(),
            one_line: RwSignal::new(false),
            taken: RwSignal::new(String::new()),
            asking: RwSignal::new(false),
            candidates: Kept::new(Vec::new()),
            theirs: RwSignal::new(String::new()),
            base: Kept::new(None),
            version: Kept::new(None),
            offered: Kept::new(None),
            api: use_api(),
        };
        effect(move || {
            editor.kind.track();
            editor.follow_kind();
        });
        router::guard(move || editor.is_dirty());
        editor
    }

    /// Shows a client to edit, or a blank one.
    pub fn start(self, draft: &Draft, version: Option<i64>) {
        self.show(draft);
        self.base.set_value(Some(self.draft()));
        self.version.set_value(version);
    }

    fn show(self, draft: &Draft) {
        self.offered.set_value(Some(draft.kind));
        self.values.with_value(|values| {
            values.iter().zip(&draft.values).for_each(|(signal, value)| signal.set(value.clone()));
        });
        let pair = |(key, value): &(String, String)| kv::Pair {
            key: key.clone(),
            value: value.clone(),
            kind: String::new(),
        };
        self.info.fill(known_info_keys(draft.kind), draft.info.iter().map(pair).collect());
        self.contacts.fill(&draft.contacts);
        self.one_line.set(has_one_line(draft));
        self.kind.set(draft.kind.as_str().to_owned());
    }

    /// The signal of a plain field.
    pub fn value(self, name: &str) -> RwSignal<String> {
        let at = FIELDS.iter().position(|(field, _)| *field == name).unwrap_or_default();
        self.values.with_value(|values| values.get(at).copied()).unwrap_or(self.kind)
    }

    fn kind_now(self) -> ClientKind {
        self.kind.with_untracked(|word| ClientKind::parse(word)).unwrap_or(ClientKind::Other)
    }

    /// Another kind has other keys, and its name another form; nothing that was typed is lost.
    fn follow_kind(self) {
        let kind = self.kind_now();
        if self.base.with_value(Option::is_none) || self.offered.get_value() == Some(kind) {
            return;
        }
        self.offered.set_value(Some(kind));
        self.info.offer(known_info_keys(kind));
        let draft = self.draft();
        if kind != ClientKind::Individual && draft.get("name").is_empty() {
            self.value("name").set(derived_name(&draft));
        }
        self.one_line.set(has_one_line(&draft));
        self.form.clear();
    }

    /// What is in the form now; not tracked.
    pub fn draft(self) -> Draft {
        let values =
            self.values.with_value(|values| values.iter().map(|value| value.get_untracked()).collect());
        let info = self.info.read().into_iter().map(|pair| (pair.key, pair.value)).collect();
        Draft { kind: self.kind_now(), values, info, contacts: self.contacts.read() }
    }

    fn is_dirty(self) -> bool {
        self.base.with_value(|base| base.as_ref().is_some_and(|base| *base != self.draft()))
    }

    pub fn base(self) -> Option<Draft> {
        self.base.get_value()
    }

    /// Goes on from what somebody else has saved: with my edits on top of it, or without them.
    pub fn resolve(self, keep_mine: bool) {
        let Ok(record) = self.theirs.with_untracked(|text| read::<serde_json::Value>(text)) else { return };
        let (theirs, mine) = (Draft::of(&record, lang_now()), self.draft());
        let merged = self.base().map(|base| Draft::merged(&base, &mine, &theirs));
        self.start(&theirs, record.get("version").and_then(serde_json::Value::as_i64));
        self.theirs.set(String::new());
        self.form.clear();
        match merged.filter(|_| keep_mine) {
            Some(merged) => {
                self.show(&merged);
                self.submit(OnDuplicate::Refuse);
            }
            None => focus("client-title"),
        }
    }

    pub fn submit(self, on_duplicate: OnDuplicate) {
        self.taken.set(String::new());
        let draft = self.draft();
        let mut input = match draft.read(lang_now()) {
            Ok(input) => input,
            Err(problems) => return self.form.refuse(faults(&draft, &problems)),
        };
        input.version = self.version.get_value();
        let command = match self.id {
            Some(id) => Command::new(Method::Put, paths::client(id), &input),
            None => {
                input.on_duplicate = on_duplicate;
                Command::new(Method::Post, paths::CLIENTS.to_owned(), &input)
            }
        };
        self.form.send(
            command,
            After::done(move |text| self.done(&text)).refused(move |error| self.refused(error)),
        );
    }

    fn done(self, text: &str) {
        let client: Client = match read(text) {
            Ok(client) => client,
            Err(error) => return self.form.refuse_with(error),
        };
        let words = if self.id.is_some() { client_form::saved } else { client_form::created };
        toast(words(lang_now(), &client.name));
        if self.kind.try_get_untracked().is_some() {
            router::done(&format!("/clients/{}", client.id));
        }
    }

    /// Whether the refusal has a way on of its own.
    fn refused(self, error: &ApiError) -> bool {
        if self.kind.try_get_untracked().is_none() {
            return true;
        }
        if error.is(ProblemCode::DuplicateClient) && !error.candidates.is_empty() {
            self.candidates.set_value(error.candidates.clone());
            self.asking.set(true);
            return true;
        }
        if let Some(id) = self.id.filter(|_| error.is(ProblemCode::StaleVersion)) {
            spawn(async move {
                match self.api.get_text(&paths::client(id), &Stop::new()).await {
                    Ok(text) => drop(self.theirs.try_set(text)),
                    Err(error) => self.form.refuse_with(error),
                }
            });
            return true;
        }
        if error.is(ProblemCode::InnTaken) {
            let href = error.existing_id.map(|id| format!("/clients/{id}")).unwrap_or_default();
            self.taken.set(href);
            self.form.refuse(vec![Fault::of(format!("{PREFIX}inn"), crate::i18n::problems::said(error))]);
            return true;
        }
        if error.fields.is_empty() {
            return false;
        }
        self.form.refuse(faults(&self.draft(), &error.fields));
        true
    }
}

/// Faults at their inputs, in the words of the form.
fn faults(draft: &Draft, problems: &[FieldProblem]) -> Vec<Fault> {
    let draft = Arc::new(draft.clone());
    let fault = |problem: &FieldProblem| {
        let place = draft.locate(&problem.field);
        let id = format!("{PREFIX}{place}");
        let (draft, problem) = (Arc::clone(&draft), problem.clone());
        Fault::of(id, Said::made(move |lang| words::fault(lang, &draft, &place, &problem)))
    };
    problems.iter().map(fault).collect()
}

/// What the server makes of the parts.
pub fn derived_name(draft: &Draft) -> String {
    let part = |name| draft.get(name).to_owned();
    PersonName { last: part("last_name"), first: part("first_name"), middle: Some(part("middle_name")) }
        .display()
}

fn has_one_line(draft: &Draft) -> bool {
    !draft.get("name").is_empty() && draft.get("last_name").is_empty() && draft.get("first_name").is_empty()
}
