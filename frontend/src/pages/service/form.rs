//! The form of a service.

use std::rc::Rc;

use contract::paths;
use contract::services::Service;

use super::{WORDS, draft};
use crate::api::{read, write};
use crate::el::{El, div, el};
use crate::i18n::services::{self as words, Svc};
use crate::pages::edit::{Draft, Editor, Subject};
use crate::ui::{Kind, kv, suggest};

/// Ways of charging that everybody knows; any other word is as good.
const BILLING_KINDS: [&str; 3] = ["one_off", "recurring", "usage"];

pub static SERVICE: Subject = Subject {
    prefix: "service-",
    entity: "service",
    form: "service-form",
    api: paths::SERVICES,
    path: paths::service,
    page: "/services",
    words: &WORDS,
    fields: &draft::FIELDS,
    taken: None,
    blank: || Draft { values: ["", "", "", "recurring"].map(str::to_owned), params: Vec::new() },
    draft: |text, _| read::<Service>(text).map(|service| draft::draft(&service)),
    body: |draft, version| {
        let mut input = draft::input(draft)?;
        input.version = version;
        Ok(write(&input))
    },
    inputs,
    new: Svc::New,
    create: Svc::Create,
    save: Svc::Save,
    closed: Svc::Closed,
    back: Svc::BackToService,
    title: words::edit_title,
    created: words::created,
    saved: words::saved,
};

fn inputs(editor: Editor) -> Vec<El> {
    let kind = suggest::with_words("service-kind", "service_kind", |list| {
        editor.field(2).hint(Svc::KindHint).required().words(Some(list)).view()
    });
    let billing_kind =
        editor.field(3).hint(Svc::BillingKindHint).words(Some("billing-kinds".to_owned())).view();
    let known = BILLING_KINDS.map(|word| el("option").attr("value", word));
    vec![
        editor.field(0).required().view(),
        editor.field(1).kind(Kind::Area).hint(Svc::DescriptionHint).view(),
        div("edit-pair").child(kind).child(billing_kind),
        billing(editor),
        el("datalist").id("billing-kinds").child(known),
    ]
}

fn billing(editor: Editor) -> El {
    let form = editor.form;
    editor.params.view(kv::Editor {
        id: "service-billing_info".to_owned(),
        legend: Svc::Billing,
        hidden_legend: false,
        hint: Some(Svc::BillingHint),
        add: Svc::AddParam,
        keys: "billing_key",
        name: |_, key| key.to_owned(),
        is_date: |_| false,
        typed: true,
        faults: form.faults(),
        moved: Rc::new(move || form.clear()),
    })
}
