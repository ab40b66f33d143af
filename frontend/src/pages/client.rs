//! The page of a client: who it is, what is on the account, what happened, and two forms to add to it.
//!
//! Invariant: the forms are built once for a client; an answer changes figures and words around them, never the inputs.
//! Absent on purpose: any rule about what may be done. Buttons and reasons are the server's `available_actions`.

mod actions;
mod audit;
mod details;
mod feed;
mod head;
mod history;
mod wallet;

use contract::clients::Client;
use contract::operations::Operation;
use contract::paths;
use contract::problem::ProblemCode;
use domain::{Action, Obstacle, Permission};
use leptos::prelude::*;

use crate::el::{El, div, el, live};
use crate::i18n::{client::ClientText, lang, phrases, problems, shell::Shell};
use crate::list::Query;
use crate::load::{Load, load};
use crate::router::{self, Step};
use crate::session::use_session;
use crate::ui;
use crate::watch::memo;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    id: i64,
    client: Load,
    operations: Load,
    /// What the address says after `?`.
    query: Memo<Query>,
    /// Number of the operation that was just posted here, to show it among the others.
    fresh: RwSignal<String>,
}

impl Page {
    /// The client as last answered; tracked.
    fn client(self) -> Option<Client> {
        self.client.read()
    }

    fn client_now(self) -> Option<Client> {
        untrack(|| self.client())
    }

    /// Why the action cannot be done; tracked. Until the client is known, nothing can.
    fn obstacle(self, action: Action) -> Option<Obstacle> {
        self.client().map_or(Some(Obstacle::NotPermitted), |client| obstacle(&client, action))
    }

    /// Whether the page is still on the screen.
    fn is_there(self) -> bool {
        self.fresh.try_get_untracked().is_some()
    }

    /// The money has moved: figures from the answer at once, the rest from the server.
    fn posted(self, operation: &Operation) {
        if self.fresh.try_set(operation.id.to_string()).is_some() {
            // The page is gone.
            return;
        }
        self.client.show("balance", operation.balance_after.to_string());
        self.client.again();
        let query = self.query.get_untracked();
        if query.cursor().is_some() && !audit::is_open(&query) {
            router::go(&format!("/clients/{}", self.id), Step::Push);
        } else {
            self.operations.again();
        }
    }
}

fn obstacle(client: &Client, action: Action) -> Option<Obstacle> {
    let found = client.available_actions.iter().find(|known| known.action == action);
    match found {
        Some(known) if known.allowed => None,
        Some(known) => Some(known.reason.unwrap_or(Obstacle::NotPermitted)),
        None => Some(Obstacle::NotPermitted),
    }
}

/// The system client has no account that people touch.
fn is_system(client: &Client) -> bool {
    client.available_actions.iter().any(|action| action.reason == Some(Obstacle::SystemClient))
}

pub fn client(id: i64) -> Vec<El> {
    let query = memo(|| Query::read(&router::place().search));
    let page = Page {
        id,
        client: load(move || paths::client(id)),
        operations: load(move || query.with(|query| history::request(id, query))),
        query,
        fresh: RwSignal::new(String::new()),
    };
    let ready = memo(move || page.client.has());
    let missing = memo(move || {
        page.client.error.with(|error| error.as_ref().is_some_and(|error| error.is(ProblemCode::NotFound)))
    });
    let name = move || match (missing.get(), page.client()) {
        (true, _) => ClientText::NotFoundTitle.now().to_owned(),
        (false, Some(client)) => client.name,
        (false, None) => phrases::number(lang(), id),
    };
    let known = move || ready.get() && !missing.get();
    let body = move || match (missing.get(), ready.get()) {
        (true, _) => not_found(),
        (false, true) => account(page),
        (false, false) => vec![waiting(page)],
    };
    let settled =
        live(move || (missing.get() || (ready.get() && !page.operations.busy.get())).then(String::new));
    // One heading through all states, so that the focus stays on it while the page loads.
    let top = div("client-top")
        .child(
            div("client-name-block")
                .child(ui::heading(name).id("client-title"))
                .maybe(move || if known() { head::facts(page) } else { None }),
        )
        .maybe(move || if known() { head::account_state(page) } else { None });
    vec![top, div("stack client").attr("data-ready", settled).live(body)]
}

fn not_found() -> Vec<El> {
    vec![
        el("p").child(ClientText::NotFoundText),
        el("p").child(ui::link_button(ui::Look::Plain, "/clients", Shell::ToClients)),
    ]
}

fn waiting(page: Page) -> El {
    div("stack").live(move || match page.client.error.get() {
        Some(error) => ui::error_state(ClientText::LoadFailed, error, move || page.client.again()),
        None => ui::skeleton(6),
    })
}

fn account(page: Page) -> Vec<El> {
    let system = memo(move || page.client().is_some_and(|client| is_system(&client)));
    let forms = move || (!system.get()).then(|| wallet::wallet(page));
    let columns =
        div("client-columns").child(details::details(page)).child(div("client-wallet").maybe(forms));
    let may_read = use_session().may(Permission::OperationsRead);
    let below = may_read.then(|| sections(page));
    vec![
        actions::actions(page),
        div("client-notice").maybe(move || notice(page)),
        columns,
        div("stack").child(below),
    ]
}

/// Why the account is closed, and why it cannot be opened again, if so.
fn notice(page: Page) -> Option<El> {
    let client = page.client()?;
    let text = if is_system(&client) {
        ClientText::SystemNotice
    } else if client.archived_at.is_some() {
        ClientText::ArchivedNotice
    } else {
        return None;
    };
    let stuck = obstacle(&client, Action::Restore).filter(|reason| {
        !matches!(reason, Obstacle::NotPermitted | Obstacle::NotArchived | Obstacle::SystemClient)
    });
    let reason = stuck.map(|reason| el("span").child(" ").child(problems::obstacle(lang(), reason)));
    Some(el("p").class("banner warning").child(el("span").child(text).child(reason)))
}

/// What happened to the account and to the record.
fn sections(page: Page) -> El {
    let log = use_session().may(Permission::AuditRead);
    let open = memo(move || log && page.query.with(audit::is_open));
    let address = format!("/clients/{}", page.id);
    let audit_address = format!("{address}?tab={}", audit::TAB);
    let tabs = log.then(|| {
        ui::tabs(
            ClientText::Sections,
            vec![
                ui::tab(ClientText::Operations, move || address.clone(), move || !open.get()),
                ui::tab(ClientText::Audit, move || audit_address.clone(), move || open.get()),
            ],
        )
    });
    let title = if log { "vh" } else { "" };
    div("stack")
        .child(tabs)
        .live(move || if open.get() { audit::audit(page) } else { history::history(page, title) })
}
