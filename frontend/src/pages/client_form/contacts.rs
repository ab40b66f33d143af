//! Contacts in the form: repeated groups of fields, each with further pairs.
//!
//! Invariant: inputs are rebuilt only when a contact comes or goes; the focus goes to the new one, or to the neighbour of the one
//! that left.

use std::rc::Rc;

use leptos::prelude::*;

use super::draft::{CONTACT_FIELDS, ContactDraft};
use super::editor::{Editor, PREFIX};
use crate::el::{El, div, el, live_text};
use crate::i18n::{client, client_form, client_form::FormText, lang};
use crate::kept::Kept;
use crate::ui::{Field, Kind, Look, button, kv};

/// One contact on the screen.
#[derive(Clone)]
struct Row {
    /// In the order of [`CONTACT_FIELDS`].
    values: Vec<RwSignal<String>>,
    other: kv::Pairs,
}

#[derive(Clone, Copy)]
pub struct Contacts {
    rows: Kept<Vec<Row>>,
    round: RwSignal<usize>,
    /// Contacts are added by listeners, which own nothing.
    owner: Kept<Option<Owner>>,
}

impl Contacts {
    pub fn new() -> Self {
        let owner = Kept::new(Owner::current());
        Self { rows: Kept::new(Vec::new()), round: RwSignal::new(0), owner }
    }

    fn row(self, contact: &ContactDraft) -> Row {
        let make = || Row {
            values: contact.values.iter().map(|value| RwSignal::new(value.clone())).collect(),
            other: kv::Pairs::new(),
        };
        let row = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        let pair = |(key, value): &(String, String)| kv::Pair {
            key: key.clone(),
            value: value.clone(),
            kind: String::new(),
        };
        row.other.fill(&[], contact.other.iter().map(pair).collect());
        row
    }

    pub fn fill(self, contacts: &[ContactDraft]) {
        self.rows.set_value(contacts.iter().map(|contact| self.row(contact)).collect());
        self.round.update(|round| *round += 1);
    }

    /// Not tracked.
    pub fn read(self) -> Vec<ContactDraft> {
        let contact = |row: &Row| ContactDraft {
            values: row.values.iter().map(|value| value.get_untracked()).collect(),
            other: row.other.read().into_iter().map(|pair| (pair.key, pair.value)).collect(),
        };
        self.rows.with_value(|rows| rows.iter().map(contact).collect())
    }

    fn add(self) {
        let row = self.row(&ContactDraft::blank());
        let at = self.rows.with_value(Vec::len);
        self.rows.update_value(|rows| rows.push(row));
        self.round.update(|round| *round += 1);
        kv::focus_later(format!("{PREFIX}contacts[{at}].full_name"));
    }

    fn remove(self, at: usize) {
        self.rows.update_value(|rows| drop(rows.remove(at)));
        self.round.update(|round| *round += 1);
        let left = self.rows.with_value(Vec::len);
        kv::focus_later(match left.checked_sub(1) {
            Some(last) => format!("{PREFIX}contacts[{}].remove", at.min(last)),
            None => "client-add-contact".to_owned(),
        });
    }
}

pub fn contacts(editor: Editor) -> El {
    let contacts = editor.contacts;
    let rows = move || {
        contacts.round.track();
        let rows = contacts.rows.get_value();
        rows.into_iter().enumerate().map(|(at, row)| one(editor, at, row)).collect::<Vec<_>>()
    };
    let add = button(Look::Plain, FormText::AddContact).id("client-add-contact").on_click(move || {
        editor.form.clear();
        contacts.add();
    });
    el("section")
        .class("card stack")
        .attr("aria-labelledby", "client-contacts")
        .child(el("h2").id("client-contacts").child(FormText::Contacts))
        .child(el("p").class("hint").child(FormText::ContactsHint))
        .child(div("stack contact-rows").live(rows))
        .child(div("cluster").child(add))
}

fn one(editor: Editor, at: usize, row: Row) -> El {
    let path = format!("{PREFIX}contacts[{at}]");
    let faults = editor.form.faults();
    let fields = CONTACT_FIELDS.iter().zip(row.values).map(|((name, label), value)| {
        let kind = match *name {
            "phone" => Kind::Tel,
            "email" => Kind::Email,
            _ => Kind::Text,
        };
        Field::new(format!("{path}.{name}"), *label, value).kind(kind).faults(faults).view()
    });
    let other = row.other.view(kv::Editor {
        id: format!("{path}.other"),
        legend: FormText::Other,
        hidden_legend: true,
        hint: None,
        add: FormText::AddField,
        keys: "contact_key",
        name: super::key_name,
        is_date: |_| false,
        typed: false,
        faults,
        moved: Rc::new(move || editor.form.clear()),
    });
    let remove = button(Look::Quiet, live_text(move || client_form::remove_contact(lang(), at + 1)))
        .id(format!("{path}.remove"))
        .on_click(move || {
            editor.form.clear();
            editor.contacts.remove(at);
        });
    el("fieldset")
        .class("contact-row")
        .child(el("legend").child(live_text(move || client::contact(lang(), at + 1))))
        .child(div("form-grid").child(fields.collect::<Vec<_>>()))
        .child(other)
        .child(div("cluster").child(remove))
}
