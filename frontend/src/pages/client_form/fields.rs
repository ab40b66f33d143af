//! The form as it looks: who it is, how to reach them, papers, credit, contacts.

use std::rc::Rc;

use contract::clients::OnDuplicate;
use domain::{ClientKind, Inn, Phone};
use leptos::prelude::*;

use super::contacts::contacts;
use super::editor::{Editor, PREFIX, derived_name};
use super::{conflict, duplicates};
use crate::el::{El, div, el, live, live_text};
use crate::format;
use crate::i18n::{Lang, Msg, client_form, client_form::FormText, lang, shell::Shell, words};
use crate::ui::suggest::with_words;
use crate::ui::{Choice, Field, Kind, Look, kv, link_button, radios, submit, typed_sum};

impl Editor {
    pub fn view(self) -> El {
        let save = if self.id.is_some() { FormText::Save } else { FormText::Create };
        let cancel = self.id.map_or_else(|| "/clients".to_owned(), |id| format!("/clients/{id}"));
        let buttons = div("cluster")
            .child(submit(Look::Primary, save, self.form.sending()).id("client-save"))
            .child(link_button(Look::Plain, cancel, Shell::Cancel).id("client-cancel"));
        self.form
            .element("stack client-form", "client-form", move || self.submit(OnDuplicate::Refuse))
            .child(conflict::conflict(self))
            .child(self.who())
            .child(self.reach())
            .child(self.papers())
            .child(self.credit())
            .child(contacts(self))
            .child(buttons)
            .child(duplicates::duplicates(self))
    }

    fn field(self, name: &'static str, label: Msg) -> Field {
        Field::new(format!("{PREFIX}{name}"), label, self.value(name)).faults(self.form.faults())
    }

    fn is_person(self) -> bool {
        self.kind.with(|kind| kind == ClientKind::Individual.as_str())
    }

    fn who(self) -> El {
        let kinds = ClientKind::ALL.iter().map(|kind| {
            let kind = *kind;
            Choice::new(kind.as_str(), live_text(move || words::client_kind(lang(), kind).to_owned()))
        });
        let label = live_text(move || {
            if self.is_person() { FormText::PlainName } else { FormText::Name }.now().to_owned()
        });
        let name = Field::new(format!("{PREFIX}name"), label, self.value("name"))
            .faults(self.form.faults())
            .required()
            .live_hint(move || {
                (if self.is_person() { FormText::NameDerived.now() } else { "" }.to_owned(), false)
            });
        let names = div("")
            .attr("hidden", live(move || (self.is_person() && !self.one_line.get()).then(String::new)));
        let parts = div("form-grid").attr("hidden", live(move || (!self.is_person()).then(String::new)));
        let last = self.field("last_name", FormText::LastName).live_hint(move || (self.derived(), false));
        section("client-who", FormText::Who)
            .child(radios("client-kind", FormText::Kind, self.kind, kinds.collect()))
            .child(parts.child([
                last.view(),
                self.field("first_name", FormText::FirstName).view(),
                self.field("middle_name", FormText::MiddleName).view(),
            ]))
            .child(names.child(name.view()))
    }

    /// What lists will show of a person; tracked.
    fn derived(self) -> String {
        for part in ["last_name", "first_name", "middle_name"] {
            self.value(part).track();
        }
        let name = derived_name(&self.draft());
        match (name.is_empty(), self.one_line.get()) {
            (false, _) => client_form::shown_as(lang(), &name),
            (true, false) => FormText::NameParts.now().to_owned(),
            (true, true) => String::new(),
        }
    }

    fn reach(self) -> El {
        let inn = self
            .field("inn", FormText::Inn)
            .live_hint(move || inn_hint(lang(), self.value("inn").get().trim()));
        let phone = self.field("phone", FormText::Phone).kind(Kind::Tel).live_hint(move || {
            let typed = self.value("phone").get();
            let read = Phone::parse(&typed).map(|phone| format::phone(phone.as_str()));
            let hint = match read {
                // It says nothing new.
                Ok(read) if read.replace('\u{a0}', " ") == typed.trim().replace('\u{a0}', " ") => {
                    String::new()
                }
                Ok(read) => format!("= {read}"),
                Err(_) => FormText::PhoneHint.now().to_owned(),
            };
            (hint, false)
        });
        let city = self.field("city", FormText::City);
        let taken = div("").maybe(move || {
            let href = self.taken.get();
            (!href.is_empty())
                .then(|| el("a").id("client-inn-taken").attr("href", href).child(FormText::OpenTaken))
        });
        section("client-reach", FormText::Reach).child(div("form-grid").child([
            phone.view(),
            self.field("email", FormText::Email).kind(Kind::Email).view(),
            with_words("client-city", "city", |list| city.view_with(|input| input.attr("list", list))),
            div("").child(inn.view_with(|input| input.attr("inputmode", "numeric"))).child(taken),
        ]))
    }

    fn papers(self) -> El {
        let pairs = self.info.view(kv::Editor {
            id: format!("{PREFIX}client_info"),
            legend: FormText::Info,
            hidden_legend: true,
            hint: Some(FormText::InfoHint),
            add: FormText::AddField,
            keys: "client_info_key",
            name: super::key_name,
            is_date: |key| key.ends_with("_date"),
            typed: false,
            faults: self.form.faults(),
            moved: Rc::new(move || self.form.clear()),
        });
        section("client-papers", FormText::Info).child(pairs)
    }

    fn credit(self) -> El {
        let limit =
            self.field("credit_limit", FormText::CreditLimit).kind(Kind::Decimal).live_hint(move || {
                let lang = lang();
                let typed = typed_sum(&self.value("credit_limit").get(), lang).ok().flatten();
                let read = typed.map(|sum| format!("= {}", format::money(lang, sum)));
                (read.unwrap_or_else(|| FormText::CreditHint.text(lang).to_owned()), false)
            });
        let due = self.field("credit_due_date", FormText::CreditDue).kind(Kind::Date).hint(FormText::DueHint);
        section("client-credit", FormText::Credit).child(div("form-grid").child([limit.view(), due.view()]))
    }
}

fn section(id: &'static str, title: Msg) -> El {
    el("section").class("card stack").attr("aria-labelledby", id).child(el("h2").id(id).child(title))
}

/// How much of a number is there, and whether its check digits match.
fn inn_hint(lang: Lang, typed: &str) -> (String, bool) {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    match Inn::parse(typed) {
        Ok(inn) => {
            let good = inn.checksum_ok();
            let verdict = if good { FormText::InnGood } else { FormText::InnBad };
            (client_form::inn_read(lang, digits, verdict.text(lang)), !good)
        }
        Err(_) if typed.is_empty() => (FormText::InnHint.text(lang).to_owned(), false),
        Err(_) => (client_form::digits_typed(lang, digits), false),
    }
}
