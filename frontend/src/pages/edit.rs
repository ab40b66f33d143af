//! The form of a record of a catalogue, new or old: a few plain fields and, where there are any, billing parameters.
//!
//! Invariant: the form is built once; what is typed survives a refusal, a lost session and somebody else's save. Leaving it asks.
//! Absent on purpose: what the record is. A [`Subject`] says that.

mod conflict;
mod draft;

use contract::actions::AvailableAction;
use contract::problem::ProblemCode;
use domain::{Action, Obstacle};
use leptos::prelude::*;

use super::record::{self, record};
use crate::api::{Api, ApiError, Method, Stop, read};
use crate::el::{El, div, live_text};
use crate::form::{After, Command, Form};
use crate::i18n::{Lang, Msg, lang, lang_now, phrases, problems, shell::Shell};
use crate::kept::Kept;
use crate::load::{Load, load};
use crate::pages::pick::Named;
use crate::router;
use crate::session::use_api;
use crate::ui::{self, Fault, Field, Look, Said, focus_heading, kv};
use crate::watch::spawn;

use conflict::conflict;
pub use draft::{Draft, FIELDS, Trouble};

/// A body as JSON.
pub type Written = Result<String, ApiError>;

/// What is edited, and its words.
pub struct Subject {
    /// Before the API's names in the ids of the inputs.
    pub prefix: &'static str,
    /// Word of the log of changes.
    pub entity: &'static str,
    /// Id of the form.
    pub form: &'static str,
    pub api: &'static str,
    pub path: fn(i64) -> String,
    /// Address of the list.
    pub page: &'static str,
    pub words: &'static record::Words,
    /// Plain fields by their names in the API, in the order of the form.
    pub fields: &'static [(&'static str, Msg); FIELDS],
    /// A refusal that is the fault of one field.
    pub taken: Option<(ProblemCode, &'static str)>,
    /// What is in the form of a new one.
    pub blank: fn() -> Draft,
    /// What is in the form of a record as the API gives it.
    pub draft: fn(&str, Lang) -> Result<Draft, ApiError>,
    /// The body of the request, or everything that is wrong with it.
    pub body: fn(&Draft, Option<i64>) -> Result<Written, Vec<Trouble>>,
    pub inputs: fn(Editor) -> Vec<El>,
    /// Heading of a new one; of its button and that of an old one.
    pub new: Msg,
    pub create: Msg,
    pub save: Msg,
    /// It cannot be edited; the way back to it.
    pub closed: Msg,
    pub back: Msg,
    pub title: fn(Lang, &str) -> String,
    pub created: fn(Lang, &str) -> String,
    pub saved: fn(Lang, &str) -> String,
}

/// What every record has.
#[derive(serde::Deserialize)]
struct Record {
    version: i64,
    #[serde(default)]
    available_actions: Vec<AvailableAction>,
}

#[derive(Clone, Copy)]
pub struct Editor {
    pub subject: &'static Subject,
    id: Option<i64>,
    pub form: Form,
    /// In the order of the fields.
    pub values: [RwSignal<String>; FIELDS],
    pub params: kv::Pairs,
    /// The record as somebody else has saved it meanwhile, as JSON; empty without a conflict.
    pub theirs: RwSignal<String>,
    /// What the edit is based on.
    base: Kept<Draft>,
    version: Kept<Option<i64>>,
    api: Api,
}

pub fn create(subject: &'static Subject) -> Vec<El> {
    let editor = Editor::new(subject, None);
    editor.start(&(subject.blank)(), None);
    vec![
        ui::heading(|| subject.new.now().to_owned()),
        div("stack").attr("data-ready", "").child(editor.view()),
    ]
}

pub fn edit(subject: &'static Subject, id: i64) -> Vec<El> {
    let asked = load(move || (subject.path)(id));
    let editor = Editor::new(subject, Some(id));
    let title = move || match asked.read::<Named>() {
        Some(named) => (subject.title)(lang(), &named.name),
        None => phrases::number(lang(), id),
    };
    let body = move || untrack(|| opened(editor, asked, id));
    vec![ui::heading(title), record(asked, subject.words, body)]
}

/// The form, or why there is none. What is typed then stays, whatever becomes of the record.
fn opened(editor: Editor, load: Load, id: i64) -> Vec<El> {
    let subject = editor.subject;
    let draft = load.with(|text| (subject.draft)(text.unwrap_or_default(), lang_now()));
    let (Some(record), Ok(draft)) = (load.read::<Record>(), draft) else { return Vec::new() };
    let offer = record.available_actions.iter().find(|offer| offer.action == Action::Edit);
    if !offer.is_some_and(|offer| offer.allowed) {
        let reason = offer.and_then(|offer| offer.reason).unwrap_or(Obstacle::NotPermitted);
        let reason = live_text(move || problems::obstacle(lang(), reason).to_owned());
        let back = ui::link_button(Look::Plain, format!("{}/{id}", subject.page), subject.back);
        return vec![ui::empty_state(subject.closed, reason, vec![back])];
    }
    editor.start(&draft, Some(record.version));
    vec![editor.view()]
}

impl Editor {
    fn new(subject: &'static Subject, id: Option<i64>) -> Self {
        let editor = Self {
            subject,
            id,
            form: Form::new(subject.prefix),
            values: [(); FIELDS].map(|()| RwSignal::new(String::new())),
            params: kv::Pairs::new(),
            theirs: RwSignal::new(String::new()),
            base: Kept::new(Draft::default()),
            version: Kept::new(None),
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
    fn draft(self) -> Draft {
        Draft { values: self.values.map(|value| value.get_untracked()), params: self.params.read() }
    }

    /// One of the plain fields, by its place.
    pub fn field(self, at: usize) -> Field {
        let (name, label) = self.subject.fields[at % FIELDS];
        let form = self.form;
        Field::new(format!("{}{name}", self.subject.prefix), label, self.values[at % FIELDS])
            .faults(form.faults())
            .frozen(move || form.is_frozen())
    }

    fn view(self) -> El {
        let (subject, form) = (self.subject, self.form);
        let label = if self.id.is_some() { subject.save } else { subject.create };
        let back = self.id.map_or_else(|| subject.page.to_owned(), |id| format!("{}/{id}", subject.page));
        let buttons = div("cluster")
            .child(ui::submit(Look::Primary, label, form.sending()).id("save"))
            .child(ui::link_button(Look::Plain, back, Shell::Cancel));
        let shown = form
            .element("card stack edit-form", subject.form, move || self.submit())
            .child((subject.inputs)(self))
            .child(buttons);
        div("stack").child(conflict(self)).child(shown)
    }

    fn submit(self) {
        let subject = self.subject;
        let body = match (subject.body)(&self.draft(), self.version.get_value()) {
            Ok(body) => body,
            Err(found) => {
                let faults = found.into_iter().map(|(place, code)| self.fault(&place, code));
                return self.form.refuse(faults.collect());
            }
        };
        let (method, path) = match self.id {
            Some(id) => (Method::Put, (subject.path)(id)),
            None => (Method::Post, subject.api.to_owned()),
        };
        let command = body.map(|body| Command { method, path, body: Some(body), keyed: false });
        let after = After::done(move |answer| self.done(&answer)).refused(move |error| self.refused(error));
        self.form.send(command, after);
    }

    fn fault(self, place: &str, code: &str) -> Fault {
        let problem = contract::problem::FieldProblem { field: place.to_owned(), code: code.to_owned() };
        let text = Said::made(move |lang| problems::field(lang, &problem));
        if place == "billing_info" {
            Fault::whole(text)
        } else {
            Fault::of(format!("{}{place}", self.subject.prefix), text)
        }
    }

    fn done(self, answer: &str) {
        let saved: Named = match read(answer) {
            Ok(saved) => saved,
            Err(error) => return self.form.refuse_with(error),
        };
        let text = if self.id.is_some() { self.subject.saved } else { self.subject.created };
        ui::toast(text(lang_now(), &saved.name));
        // Who has left meanwhile is not brought back.
        if self.theirs.try_get_untracked().is_some() {
            router::done(&format!("{}/{}", self.subject.page, saved.id));
        }
    }

    /// Whether the refusal has a way on of its own.
    fn refused(self, error: &ApiError) -> bool {
        if self.theirs.try_get_untracked().is_none() {
            return true;
        }
        if let Some(id) = self.id.filter(|_| error.is(ProblemCode::StaleVersion)) {
            let path = (self.subject.path)(id);
            spawn(async move {
                match self.api.get_text(&path, &Stop::new()).await {
                    Ok(text) => drop(self.theirs.try_set(text)),
                    Err(error) => self.form.refuse_with(error),
                }
            });
            return true;
        }
        if let Some((_, field)) = self.subject.taken.filter(|(code, _)| error.is(*code)) {
            let fault = Fault::of(format!("{}{field}", self.subject.prefix), problems::said(error));
            self.form.refuse(vec![fault]);
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

    /// The record that somebody else has saved, read; tracked.
    fn other(self) -> Option<(Draft, i64)> {
        self.theirs.with(|text| {
            let record = read::<Record>(text).ok()?;
            Some(((self.subject.draft)(text, lang()).ok()?, record.version))
        })
    }

    /// Goes on from what somebody else has saved: with my edits on top of it, or without them.
    fn resolve(self, keep_mine: bool) {
        let Some((theirs, version)) = untrack(|| self.other()) else { return };
        let merged = Draft::merged(&self.base.get_value(), &self.draft(), &theirs);
        self.start(&theirs, Some(version));
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
