//! Who changed what about the client, and when: only the fields that differ, as they were and as they became.

use contract::audit::AuditEntry;
use contract::paths;
use leptos::prelude::*;

use super::Page;
use super::feed::{Feed, feed, paged};
use crate::api::read;
use crate::el::{El, el};
use crate::i18n::{Lang, client as text, client::ClientText, lang};
use crate::list::Query;
use crate::load::load;
use crate::pages::client_form::{Change, Draft, changes};
use crate::pages::record::moment;
use crate::ui::{self, Column, Row, cell};

/// The word of the address.
pub const TAB: &str = "audit";

const COLUMNS: &[Column] = &[
    Column::new(ClientText::ColTime),
    Column::new(ClientText::ColWho),
    Column::new(ClientText::ColAction),
    Column::new(ClientText::ColChanges),
];

pub fn is_open(query: &Query) -> bool {
    query.first("tab") == Some(TAB)
}

pub fn audit(page: Page) -> El {
    let (id, query) = (page.id, page.query);
    let log =
        load(move || query.with(|query| paged(format!("{}?entity=client&id={id}", paths::AUDIT), query)));
    let table = move || {
        let rows = move || -> Vec<Row> {
            let lang = lang();
            log.records(|record| Ok(row(&read::<AuditEntry>(record)?, lang)))
        };
        ui::table(ClientText::AuditTable, COLUMNS, rows, log.busy.into(), None)
    };
    feed(
        page,
        Feed {
            id: "audit",
            title: ClientText::Audit,
            title_class: "vh",
            load: log,
            none: (ClientText::NoAudit, ClientText::NoAuditText),
            failed: ClientText::AuditFailed,
            table: Box::new(table),
        },
    )
    .attr("data-testid", "audit")
}

/// In the order of [`COLUMNS`].
fn row(entry: &AuditEntry, lang: Lang) -> Row {
    let who = entry.actor_name.clone().unwrap_or_else(|| entry.actor.clone());
    let facts = |record: &Option<serde_json::Value>| {
        record.as_ref().map(|record| Draft::of(record, lang).facts(lang)).unwrap_or_default()
    };
    let changed = changes(facts(&entry.before), facts(&entry.after));
    let cells = vec![
        moment(lang, entry.at),
        cell(who),
        cell(text::audit_action(lang, &entry.action).to_owned()),
        differences(changed, lang),
    ];
    Row { cells, ..Row::default() }
}

fn differences(changed: Vec<Change>, lang: Lang) -> El {
    if changed.is_empty() {
        return el("span").class("muted").child(ClientText::NoChanges.text(lang));
    }
    let shown = changed.into_iter().map(|change| {
        let before = (!change.before.is_empty()).then(|| el("del").child(change.before));
        let after = if change.after.is_empty() {
            el("span").class("muted").child(ClientText::Empty.text(lang))
        } else {
            el("ins").child(change.after)
        };
        let arrow = before.is_some().then(|| {
            el("span")
                .child(el("span").attr("aria-hidden", "true").child(" → "))
                .child(el("span").class("vh").child(ClientText::Became.text(lang)))
        });
        el("li")
            .child(el("span").class("muted").child(format!("{}: ", change.label)))
            .child(before)
            .child(arrow)
            .child(after)
    });
    el("ul").class("changes").child(shown.collect::<Vec<_>>())
}
