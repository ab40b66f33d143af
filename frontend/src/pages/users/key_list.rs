//! API keys: what programs use, and taking a key back.

use contract::access::ApiKey;
use contract::paths;
use domain::Permission;
use leptos::prelude::*;

use super::sections;
use crate::api::{Method, read};
use crate::el::{El, div, el, live};
use crate::form::{After, Command, Form};
use crate::i18n::{
    Lang,
    access::{self, Access},
    lang,
    list::List,
    rights,
};
use crate::list::Query;
use crate::load::{Load, load};
use crate::pages::record::moment;
use crate::router;
use crate::session::use_session;
use crate::ui::{
    self, Column, Look, Row, Shape, Tone, badge, cell, export_link, focus_heading, heading, link_button,
    table,
};
use crate::watch::memo;

const COLUMNS: &[Column] = &[
    Column::new(Access::ColName),
    Column::new(Access::ColKey),
    Column::new(Access::ColScopes),
    Column::new(Access::ColState),
    Column::new(Access::ColCreated),
    Column::new(Access::ColExpires),
    Column::new(Access::ColUsed),
    Column::new(Access::ColActions),
];

pub fn keys() -> Vec<El> {
    let query = memo(|| Query::read(&router::place().search));
    let keys = load(move || {
        let cursor = query.with(|query| query.cursor().map(crate::list::address::encode));
        format!(
            "{}?limit=50{}",
            paths::API_KEYS,
            cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default()
        )
    });
    let create = use_session().may(Permission::ApiKeysWrite).then(new_link);
    let href = live(|| Some(format!("{}?lang={}", paths::API_KEY_EXPORT, lang().tag())));
    let actions = div("page-actions no-print")
        .child(export_link(href, List::Export))
        .child(create.map(|link| link.id("create")));
    let head = div("page-head").child(heading(|| Access::Keys.now().to_owned())).child(actions);
    // The number of the key that is about to be revoked; empty for none.
    let asked = RwSignal::new(String::new());
    let form = Form::new("revoke-");
    let shape = memo(move || match (keys.page(|page| page.items.len()), keys.error.with(Option::is_some)) {
        (Some(0), _) => Shape::Empty,
        (Some(_), _) => Shape::Ready,
        (None, true) => Shape::Failed,
        (None, false) => Shape::Loading,
    });
    let body = move || match shape.get() {
        Shape::Failed => keys
            .error
            .get()
            .map(|error| ui::error_state(Access::KeysFailed, error, move || keys.again()))
            .into_iter()
            .collect(),
        Shape::Empty => vec![ui::empty_state(Access::NoKeys, Access::NoKeysText, vec![new_link()])],
        Shape::Ready => shown(keys, asked, query),
        Shape::Loading | Shape::Missing | Shape::NothingFound => vec![ui::skeleton(4)],
    };
    let ready = live(move || (!keys.busy.get()).then(String::new));
    let parts = [
        Some(head),
        sections(),
        Some(el("p").class("muted").child(Access::KeysText)),
        Some(
            div("stack")
                .child(ui::summary(form.faults()))
                .child(div("list").attr("data-ready", ready).live(body)),
        ),
        Some(question(keys, asked, form)),
    ];
    parts.into_iter().flatten().collect()
}

fn new_link() -> El {
    link_button(Look::Primary, "/users/api-keys/new", Access::NewKey)
}

fn shown(keys: Load, asked: RwSignal<String>, query: Memo<Query>) -> Vec<El> {
    let rows = move || {
        let lang = lang();
        keys.records(|record| Ok(row(lang, read::<ApiKey>(record)?, asked)))
    };
    let pages = move || {
        let ((next, previous), query) = (keys.page(|page| (page.next, page.previous))?, query.get());
        let to = |query: Query| format!("/users/api-keys{}", query.write());
        let first = query.cursor().map(|_| to(query.at("after", "")));
        let at = |place: &str, cursor: Option<String>| cursor.map(|cursor| to(query.at(place, &cursor)));
        ui::pager(first, at("before", previous), at("after", next))
    };
    let banner = move || keys.error.get().map(|error| ui::error_banner(error, move || keys.again()));
    vec![
        div("list-error").maybe(banner),
        table(Access::Keys, COLUMNS, rows, keys.busy.into(), None),
        div("list-pages").maybe(pages),
    ]
}

/// In the order of the columns.
fn row(lang: Lang, key: ApiKey, asked: RwSignal<String>) -> Row {
    let quiet = |text: crate::i18n::Msg| el("span").class("muted").child(text.text(lang));
    let over = key.expires_at.is_some_and(|end| end.timestamp_millis() as f64 <= js_sys::Date::now());
    let state = match (key.revoked_at, over) {
        (Some(_), _) => badge(Tone::Neutral, Access::KeyRevoked.text(lang)),
        (None, true) => badge(Tone::Warning, Access::KeyExpired.text(lang)),
        (None, false) => badge(Tone::Good, Access::KeyLive.text(lang)),
    };
    let scopes = key.scopes.iter().map(|scope| el("li").child(rights::permission(*scope).text(lang)));
    let scopes = el("details")
        .child(el("summary").child(key.scopes.len().to_string()))
        .child(el("ul").child(scopes.collect::<Vec<_>>()));
    let (id, label) = (key.id.to_string(), access::revoke_key(lang, &key.name));
    let revoke = key.revoked_at.is_none().then(|| {
        ui::button(Look::Quiet, Access::Revoke.text(lang))
            .attr("aria-label", label)
            .attr("data-testid", "revoke")
            .on_click(move || asked.set(id.clone()))
    });
    let cells = vec![
        div("cluster")
            .child(cell(key.name))
            .child(key.service_account.then(|| badge(Tone::Neutral, Access::ServiceAccount.text(lang)))),
        el("code").child(format!("{}…", key.prefix)),
        scopes,
        state,
        moment(lang, key.created_at),
        key.expires_at.map_or_else(|| quiet(Access::Endless), |at| moment(lang, at)),
        key.last_used_at.map_or_else(|| quiet(Access::NotUsed), |at| moment(lang, at)),
        revoke.unwrap_or_else(|| cell("")),
    ];
    Row { cells, ..Row::default() }
}

fn question(keys: Load, asked: RwSignal<String>, form: Form) -> El {
    let text = move || {
        let id: Option<i64> = asked.get().parse().ok();
        let name =
            keys.records(read::<ApiKey>).into_iter().find(|key| Some(key.id) == id).map(|key| key.name);
        access::revoke(lang(), &name.unwrap_or_default())
    };
    let no = move || asked.set(String::new());
    let yes = move || {
        let id = asked.get_untracked().parse().unwrap_or_default();
        no();
        let after = After::done(move |_| {
            keys.again();
            focus_heading();
        });
        form.send(Ok(Command::bare(Method::Delete, paths::api_key(id))), after);
    };
    let question = ui::Question {
        id: "revoke",
        title: Access::RevokeTitle,
        text: std::rc::Rc::new(text),
        yes: Access::RevokeYes,
        look: Look::Danger,
    };
    ui::confirm(question, move || asked.with(|asked| !asked.is_empty()), no, yes)
}
