//! The statement of an account: a period, opening balance, operations, turnover, closing balance; for the screen and for paper.
//!
//! Invariant: signs and words carry the meaning, so a black-and-white print says the same. Figures are the server's, none is
//! computed here.

mod sheet;

use contract::operations::Statement;
use contract::paths;
use contract::problem::ProblemCode;
use leptos::prelude::*;

use super::period_bar::{Sheet, api_period, period_of};
use crate::el::{El, div, el, live};
use crate::i18n::{client::ClientText, shell::Shell, statement::StatementText as Text};
use crate::session::use_session;
use crate::ui::{self, Look};
use crate::watch::memo;

pub fn statement(id: i64) -> Vec<El> {
    let page = Sheet::new(format!("/clients/{id}/statement"), paths::statement(id));
    let load = page.load;
    let missing = memo(move || {
        load.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)))
    });
    let title = move || match (missing.get(), load.read::<Statement>()) {
        (true, _) => ClientText::NotFoundTitle.now().to_owned(),
        (false, Some(statement)) => format!("{}: {}", Text::Title.now(), statement.client_name),
        (false, None) => Text::Title.now().to_owned(),
    };
    let body = move || {
        if missing.get() {
            let list = ui::link_button(Look::Plain, "/clients", Shell::ToClients);
            return vec![el("p").child(ClientText::NotFoundText), el("p").child(list)];
        }
        let zone = use_session().time_zone();
        let csv = live(move || {
            let period = page.query.with(period_of)?;
            let lang = crate::i18n::lang().tag();
            Some(format!("{}{}&format=csv&lang={lang}", paths::statement(id), api_period(period)))
        });
        let back = ui::link_button(Look::Plain, format!("/clients/{id}"), Text::Back);
        vec![
            page.controls(Text::Period, csv, back),
            page.result(Text::LoadFailed, move || sheet::sheet(page, zone.clone())),
        ]
    };
    let settled = live(move || (!load.busy.get() && (load.has() || missing.get())).then(String::new));
    vec![
        ui::heading(title).id("statement-title"),
        div("stack statement").attr("data-ready", settled).live(body),
    ]
}
