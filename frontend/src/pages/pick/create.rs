//! Making a client without leaving the form that needs one.
//!
//! Invariant: what was typed in the form and in the dialog survives a change of mind; a client that is there already is offered
//! before a second one is made. The focus comes back to the field.

use contract::clients::{ClientInput, OnDuplicate};
use contract::paths;
use contract::problem::{Candidate, ProblemCode};
use domain::{ClientKind, Money, Permission};
use leptos::prelude::*;

use super::{Named, prefill};
use crate::api::{ApiError, Method, read};
use crate::el::{El, div, el, live_text};
use crate::form::{After, Command, Form};
use crate::format;
use crate::i18n::{
    combobox::{self as words, Combo},
    lang_now, phrases,
    words::client_kind,
};
use crate::kept::Kept;
use crate::session::use_session;
use crate::ui::{self, Choice, Combobox, Fault, Field, Kind, Look, button, focus, focus_soon};
use crate::watch::effect;

const NAME: &str = "new-client-name";
const PHONE: &str = "new-client-phone";
const EMAIL: &str = "new-client-email";

/// The dialog and what is in it; one to a page.
#[derive(Clone, Copy)]
struct Draft {
    field: Combobox,
    open: RwSignal<bool>,
    name: RwSignal<String>,
    phone: RwSignal<String>,
    email: RwSignal<String>,
    kind: RwSignal<String>,
    /// The text that the fields were filled from: the same text finds them as they were left.
    filled_from: RwSignal<String>,
    /// The server has found clients that it may be.
    doubted: RwSignal<bool>,
    candidates: Kept<Vec<Candidate>>,
    form: Form,
}

/// Lets the field make clients, and gives the dialog for it, to be put outside of the form. `None`: the person may not.
pub fn create_client(field: Combobox) -> Option<El> {
    if !use_session().may(Permission::ClientsWrite) {
        return None;
    }
    let text = || RwSignal::new(String::new());
    let draft = Draft {
        field,
        open: RwSignal::new(false),
        name: text(),
        phone: text(),
        email: text(),
        kind: text(),
        filled_from: text(),
        doubted: RwSignal::new(false),
        candidates: Kept::new(Vec::new()),
        form: Form::new("new-client-"),
    };
    field.creatable(move |typed| draft.begin(&typed));
    let open = draft.open;
    Some(ui::dialog(
        "new-client",
        Combo::NewClient,
        move || open.get(),
        move || draft.cancel(),
        move || vec![draft.view()],
    ))
}

impl Draft {
    fn begin(self, typed: &str) {
        if self.filled_from.with_untracked(|text| text != typed) {
            let found = prefill::prefill(typed);
            self.kind.set(prefill::kind(&found.name).as_str().to_owned());
            self.name.set(found.name);
            self.phone.set(found.phone);
            self.email.set(found.email);
            self.filled_from.set(typed.to_owned());
        }
        self.form.clear();
        self.doubted.set(false);
        self.open.set(true);
    }

    fn close(self) {
        self.form.clear();
        self.open.set(false);
        self.field.focus();
    }

    fn cancel(self) {
        if !self.form.is_sending_now() {
            self.close();
        }
    }

    fn view(self) -> El {
        let form = self.form;
        let field = |id: &'static str, label, value, kind| {
            Field::new(id, label, value).kind(kind).faults(form.faults()).frozen(move || form.is_frozen())
        };
        let kinds = ClientKind::ALL.iter().map(|kind| {
            let label = crate::el::live_text(move || client_kind(crate::i18n::lang(), *kind).to_owned());
            Choice::new(kind.as_str(), label)
        });
        let first_empty = [(NAME, self.name), (PHONE, self.phone), (EMAIL, self.email)];
        let first_empty = first_empty.into_iter().find(|(_, value)| value.with_untracked(String::is_empty));
        let first_empty = first_empty.map_or(NAME, |(id, _)| id);
        // The dialog opens after its content is there.
        request_animation_frame(move || focus(first_empty));
        effect(move || {
            let faults = form.faults();
            if let Some(field) = faults.with(|faults| faults.first().map(|fault| fault.field.clone())) {
                focus(field.as_deref().unwrap_or("new-client-fault"));
            }
        });
        el("form")
            .class("stack")
            .id("new-client-form")
            .attr("novalidate", true)
            .on("submit", move |event| {
                event.prevent_default();
                self.submit(OnDuplicate::Refuse);
            })
            .child(div("whole-faults").live(move || self.whole_faults()))
            .child(field(NAME, Combo::Name, self.name, Kind::Text).required().view())
            .child(field(PHONE, Combo::Phone, self.phone, Kind::Tel).hint(Combo::PhoneOrEmail).view())
            .child(field(EMAIL, Combo::Email, self.email, Kind::Email).view())
            .child(ui::radios("new-client-kind", Combo::Kind, self.kind, kinds.collect()))
            .child(div("duplicates").maybe(move || self.duplicates()))
            .child(ui::dialog_actions(Combo::Create, form.sending(), move || self.cancel()))
    }

    /// What is wrong without being the fault of one field.
    fn whole_faults(self) -> Vec<El> {
        let faults = self.form.faults().get();
        let whole: Vec<El> = faults
            .into_iter()
            .filter(|fault| fault.field.is_none())
            .map(|fault| el("p").child(live_text(move || fault.text.now())))
            .collect();
        if whole.is_empty() {
            return Vec::new();
        }
        let banner = div("banner danger").id("new-client-fault").attr("role", "alert").attr("tabindex", "-1");
        vec![banner.child(div("stack").child(whole))]
    }

    fn submit(self, on_duplicate: OnDuplicate) {
        let typed = |value: RwSignal<String>| value.with_untracked(|text| text.trim().to_owned());
        let (name, phone, email) = (typed(self.name), typed(self.phone), typed(self.email));
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push(Fault::of(NAME, Combo::EnterName));
        }
        if phone.is_empty() && email.is_empty() {
            faults.push(Fault::of(PHONE, Combo::EnterContact));
        }
        if !faults.is_empty() {
            return self.form.refuse(faults);
        }
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let input = ClientInput {
            kind: ClientKind::parse(&typed(self.kind)).unwrap_or(ClientKind::Individual),
            name: given(name),
            phone: given(phone),
            email: given(email),
            on_duplicate,
            last_name: None,
            first_name: None,
            middle_name: None,
            inn: None,
            city: None,
            client_info: Default::default(),
            credit_limit: Money::ZERO,
            credit_due_date: None,
            contacts: Vec::new(),
            version: None,
        };
        self.doubted.set(false);
        let command = Command::new(Method::Post, paths::CLIENTS.to_owned(), &input);
        let after = After::done(move |answer| self.made(&answer)).refused(move |error| self.refused(error));
        self.form.send(command, after);
    }

    fn made(self, answer: &str) {
        match read::<Named>(answer) {
            Ok(client) => {
                self.pick(client.id, &client.name);
                self.field.say(words::client_created(lang_now(), &client.name));
                // The next one begins with empty fields.
                self.filled_from.set(String::new());
            }
            Err(error) => self.form.refuse_with(error),
        }
    }

    fn refused(self, error: &ApiError) -> bool {
        let doubted = error.is(ProblemCode::DuplicateClient) && !error.candidates.is_empty();
        if doubted {
            self.candidates.set_value(error.candidates.clone());
            self.doubted.set(true);
        }
        doubted
    }

    fn pick(self, id: i64, name: &str) {
        self.field.choose(&id.to_string(), name);
        self.close();
    }

    fn duplicates(self) -> Option<El> {
        let candidate = |found: Candidate| {
            let lang = lang_now();
            let contact = [found.phone.as_deref().map(format::phone), found.email];
            let parts = [Some(phrases::number(lang, found.id))].into_iter().chain(contact).flatten();
            let detail = parts.collect::<Vec<_>>().join(" · ");
            let (id, name) = (found.id, found.name);
            let text = div("")
                .child(el("strong").child(name.clone()))
                .child(el("p").class("combo-detail").child(detail));
            let choose = button(Look::Plain, Combo::Choose)
                .id(format!("choose-{id}"))
                .attr("aria-label", words::choose_candidate(lang, &name))
                .on_click(move || self.pick(id, &name));
            el("li").class("duplicate").child(text).child(choose)
        };
        self.doubted.get().then(|| {
            let found = self.candidates.get_value().into_iter().map(candidate).collect::<Vec<_>>();
            let anyway = button(Look::Plain, Combo::CreateAnyway)
                .id("create-anyway")
                .on_click(move || self.submit(OnDuplicate::Allow));
            div("banner warning")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .attr("data-testid", "duplicates")
                .child(
                    div("stack")
                        .child(el("p").child(el("strong").child(Combo::Duplicate)))
                        .child(el("ul").child(found))
                        .child(div("cluster").child(anyway)),
                )
                .ready(|banner| focus_soon(banner.clone()))
        })
    }
}
