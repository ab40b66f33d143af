//! The form of a service, new or old.
//!
//! Invariant: the form is built once; what is typed survives a refusal, a lost session and somebody else's save. Leaving it asks.

use std::rc::Rc;

use contract::paths;
use contract::problem::ProblemCode;
use contract::services::Service;
use domain::{Action, Obstacle};
use leptos::prelude::*;

use super::conflict::conflict;
use super::draft::{Draft, FIELDS};
use super::{WORDS, record::record};
use crate::api::{Api, ApiError, Method, Stop, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{
    lang, lang_now, phrases, problems,
    services::{self as words, Svc},
};
use crate::load::{Load, load};
use crate::pages::pick::Named;
use crate::router;
use crate::session::use_api;
use crate::ui::{self, Fault, Field, Kind, Look, focus_heading, kv, suggest};
use crate::watch::spawn;

/// Before the API's names in the ids of the inputs.
const PREFIX: &str = "service-";
/// Ways of charging that everybody knows; any other word is as good.
const BILLING_KINDS: [&str; 3] = ["one_off", "recurring", "usage"];

#[derive(Clone, Copy)]
pub struct Editor {
    id: Option<i64>,
    form: Form,
    /// In the order of [`FIELDS`].
    values: [RwSignal<String>; 4],
    params: kv::Pairs,
    /// The record as somebody else has saved it meanwhile, as JSON; empty without a conflict.
    pub theirs: RwSignal<String>,
    /// What the edit is based on.
    base: StoredValue<Draft, LocalStorage>,
    version: StoredValue<Option<i64>, LocalStorage>,
    api: Api,
}

pub fn create() -> Vec<El> {
    let editor = Editor::new(None);
    let mut blank = Draft::default();
    "recurring".clone_into(&mut blank.values[3]);
    editor.start(&blank, None);
    vec![ui::heading(|| Svc::New.now().to_owned()), div("stack").attr("data-ready", "").child(editor.view())]
}

pub fn edit(id: i64) -> Vec<El> {
    let service = load(move || paths::service(id));
    let editor = Editor::new(Some(id));
    let title = move || match service.read::<Service>() {
        Some(service) => words::edit_title(lang(), &service.name),
        None => phrases::client_number(lang(), id),
    };
    vec![ui::heading(title), record(service, &WORDS, move || untrack(|| opened(editor, service)))]
}

/// The form, or why there is none. What is typed then stays, whatever becomes of the record.
fn opened(editor: Editor, load: Load) -> Vec<El> {
    let Some(service) = load.read::<Service>() else { return Vec::new() };
    let offer = service.available_actions.iter().find(|offer| offer.action == Action::Edit);
    if !offer.is_some_and(|offer| offer.allowed) {
        let reason = offer.and_then(|offer| offer.reason).unwrap_or(Obstacle::NotPermitted);
        let reason = live_text(move || problems::obstacle(lang(), reason).to_owned());
        let back = ui::link_button(Look::Plain, format!("/services/{}", service.id), Svc::BackToService);
        return vec![ui::empty_state(Svc::Closed, reason, vec![back])];
    }
    editor.start(&Draft::of(&service), Some(service.version));
    vec![editor.view()]
}

impl Editor {
    fn new(id: Option<i64>) -> Self {
        let editor = Self {
            id,
            form: Form::new(PREFIX),
            values: FIELDS.map(|_| RwSignal::new(String::new())),
            params: kv::Pairs::new(),
            theirs: RwSignal::new(String::new()),
            base: StoredValue::new_local(Draft::default()),
            version: StoredValue::new_local(None),
            api: use_api(),
        };
        router::guard(move || editor.base.with_value(|base| *base != editor.draft()));
        editor
    }

    fn start(self, draft: &Draft, version: Option<i64>) {
        self.show(draft);
        self.base.set_value(self.draft());
        self.version.set_value(version);
    }

    fn show(self, draft: &Draft) {
        self.values.iter().zip(&draft.values).for_each(|(signal, value)| signal.set(value.clone()));
        self.params.fill(&[], draft.params.clone());
    }

    /// What is in the form now; not tracked.
    pub fn draft(self) -> Draft {
        Draft { values: self.values.map(|value| value.get_untracked()), params: self.params.read() }
    }

    pub fn base(self) -> Draft {
        self.base.get_value()
    }

    fn view(self) -> El {
        let form = self.form;
        let [name, description, kind, billing_kind] = self.values;
        let field = |id: &'static str, label, value| {
            Field::new(id, label, value).faults(form.faults()).frozen(move || form.is_frozen())
        };
        let kind = suggest::with_words("service-kind", "service_kind", |list| {
            field("service-kind", Svc::Kind, kind).hint(Svc::KindHint).required().words(Some(list)).view()
        });
        let words = |id: &'static str, words: &[&'static str]| {
            el("datalist")
                .id(id)
                .child(words.iter().map(|word| el("option").attr("value", *word)).collect::<Vec<_>>())
        };
        let billing_kind = field("service-billing_kind", Svc::BillingKind, billing_kind)
            .hint(Svc::BillingKindHint)
            .words(Some("billing-kinds".to_owned()));
        let label = if self.id.is_some() { Svc::Save } else { Svc::Create };
        let back = self.id.map_or_else(|| "/services".to_owned(), |id| format!("/services/{id}"));
        let buttons = div("cluster")
            .child(ui::submit(Look::Primary, label, form.sending()).id("save"))
            .child(ui::link_button(Look::Plain, back, crate::i18n::shell::Shell::Cancel));
        let shown = form
            .element("card stack service-form", "service-form", move || self.submit())
            .child(field("service-name", Svc::Name, name).required().view())
            .child(
                field("service-description", Svc::Description, description)
                    .kind(Kind::Area)
                    .hint(Svc::DescriptionHint)
                    .view(),
            )
            .child(div("service-words").child(kind).child(billing_kind.view()))
            .child(self.billing())
            .child(words("billing-kinds", &BILLING_KINDS))
            .child(buttons);
        div("stack").child(conflict(self)).child(shown)
    }

    fn billing(self) -> El {
        self.params.view(kv::Editor {
            id: format!("{PREFIX}billing_info"),
            legend: Svc::Billing,
            hidden_legend: false,
            hint: Some(Svc::BillingHint),
            add: Svc::AddParam,
            keys: "billing_key",
            name: |_, key| key.to_owned(),
            is_date: |_| false,
            typed: true,
            faults: self.form.faults(),
            moved: Rc::new(move || self.form.clear()),
        })
    }

    fn submit(self) {
        let mut input = match self.draft().read() {
            Ok(input) => input,
            Err(found) => {
                let faults = found.into_iter().map(|(place, code)| self.fault(&place, code));
                return self.form.refuse(faults.collect());
            }
        };
        input.version = self.version.get_value();
        let command = match self.id {
            Some(id) => Command::new(Method::Put, paths::service(id), &input),
            None => Command::new(Method::Post, paths::SERVICES.to_owned(), &input),
        };
        let after = After::done(move |answer| self.done(&answer)).refused(move |error| self.refused(error));
        self.form.send(command, after);
    }

    fn fault(self, place: &str, code: &str) -> Fault {
        let problem = contract::problem::FieldProblem { field: place.to_owned(), code: code.to_owned() };
        let text = problems::field(lang_now(), &problem);
        if place == "billing_info" { Fault::whole(text) } else { Fault::of(format!("{PREFIX}{place}"), text) }
    }

    fn done(self, answer: &str) {
        let saved: Named = match read(answer) {
            Ok(saved) => saved,
            Err(error) => return self.form.refuse_with(error),
        };
        let text = if self.id.is_some() { words::saved } else { words::created };
        ui::toast(text(lang_now(), &saved.name));
        // Who has left meanwhile is not brought back.
        if self.theirs.try_get_untracked().is_some() {
            router::done(&format!("/services/{}", saved.id));
        }
    }

    /// Whether the refusal has a way on of its own.
    fn refused(self, error: &ApiError) -> bool {
        if self.theirs.try_get_untracked().is_none() {
            return true;
        }
        if let Some(id) = self.id.filter(|_| error.is(ProblemCode::StaleVersion)) {
            spawn(async move {
                match self.api.get_text(&paths::service(id), &Stop::new()).await {
                    Ok(text) => drop(self.theirs.try_set(text)),
                    Err(error) => self.form.refuse_with(error),
                }
            });
            return true;
        }
        if error.fields.is_empty() {
            return false;
        }
        let draft = self.draft();
        let faults =
            error.fields.iter().map(|problem| self.fault(&draft.place(&problem.field), &problem.code));
        self.form.refuse(faults.collect());
        true
    }

    /// Goes on from what somebody else has saved: with my edits on top of it, or without them.
    pub fn resolve(self, keep_mine: bool) {
        let Ok(service) = self.theirs.with_untracked(|text| read::<Service>(text)) else { return };
        let (mine, theirs) = (self.draft(), Draft::of(&service));
        let merged = Draft::merged(&self.base(), &mine, &theirs);
        self.start(&theirs, Some(service.version));
        self.theirs.set(String::new());
        self.form.clear();
        if keep_mine {
            self.show(&merged);
            self.submit();
        } else {
            focus_heading();
        }
    }
}
