//! The page of a service: what it is, how it is charged, who uses it.

mod actions;
mod draft;
mod form;

use chrono::Days;
use contract::paths;
use contract::services::Service;
use domain::{BillingInfo, Money, Period, Permission};
use serde_json::Value;

use super::acts::acts;
use super::record::{self, pair, record};
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{Lang, Msg, lang, phrases, services::Svc};
use crate::load::{Load, load};
use crate::session::{today, use_session};
use crate::ui::{self, Look, Tone, badge};

pub use form::SERVICE;

static WORDS: record::Words = record::Words {
    missing: (Svc::NotFoundTitle, Svc::NotFoundText),
    failed: Svc::LoadFailed,
    back: ("/services", Svc::Services),
};

/// What it costs: a unit, else a period, else the connection.
pub fn price(info: &BillingInfo) -> Option<Money> {
    info.price().or_else(|| info.renewal_price()).or_else(|| info.connection_price())
}

/// How often it is charged.
pub fn period(lang: Lang, info: &BillingInfo) -> Option<&'static str> {
    let word = match info.period()? {
        Period::Day => Svc::Day,
        Period::Week => Svc::Week,
        Period::Month => Svc::Month,
        Period::Quarter => Svc::Quarter,
        Period::Year => Svc::Year,
    };
    Some(word.text(lang))
}

pub fn service(id: i64) -> Vec<El> {
    let load = load(move || paths::service(id));
    let name = move || match load.read::<Service>() {
        Some(service) => service.name,
        None => phrases::number(lang(), id),
    };
    let head =
        div("page-head").child(ui::heading(name)).maybe(move || load.read().map(|service| badges(&service)));
    let links = links(id);
    let links = move || div("cluster no-print").child(links.iter().map(link).collect::<Vec<_>>());
    let body = move || {
        vec![
            acts(id, load, &actions::ACTS),
            div("service-notice").maybe(move || notice(load)),
            div("service-body").maybe(move || load.read().map(|service| columns(&service, lang()))),
            links(),
        ]
    };
    vec![head, record(load, &WORDS, body)]
}

fn badges(service: &Service) -> El {
    let archived = service.archived_at.is_some().then(|| badge(Tone::Warning, Svc::Archived));
    el("p")
        .class("cluster muted")
        .child(badge(Tone::Neutral, service.kind.clone()))
        .child(archived)
        .child(el("span").class("num").child(phrases::number(lang(), service.id)))
}

fn notice(load: Load) -> Option<El> {
    let archived = load.read::<Service>()?.archived_at.is_some();
    archived.then(|| el("p").class("banner warning").child(Svc::ArchivedNotice))
}

fn columns(service: &Service, lang: Lang) -> El {
    let text = |text: String| el("span").child(text);
    let description = match service.description.trim() {
        "" => el("p").class("muted").child(Svc::NoDescription.text(lang)),
        text => el("p").class("pre-line").child(text.to_owned()),
    };
    let used = if service.in_use { Svc::InUseYes } else { Svc::InUseNo };
    let row = |name: Msg, value: El| pair(name.text(lang), value);
    let facts = el("dl")
        .class("pairs")
        .child(row(Svc::Kind, text(service.kind.clone())))
        .child(row(Svc::BillingKind, text(service.billing_kind.clone())))
        .child(row(Svc::InUse, el("span").child(used.text(lang))))
        .child(row(Svc::CreatedAt, record::moment(lang, service.created_at)))
        .child(row(Svc::UpdatedAt, record::moment(lang, service.updated_at)));
    div("record-columns")
        .child(section("service-about", Svc::Facts, vec![description, facts], lang))
        .child(section("service-billing", Svc::Billing, vec![billing(&service.billing_info, lang)], lang))
}

fn section(id: &'static str, title: Msg, content: Vec<El>, lang: Lang) -> El {
    el("section")
        .class("card stack")
        .attr("aria-labelledby", id)
        .child(el("h2").id(id).child(title.text(lang)))
        .child(content)
}

/// The parameters as they are; prices as sums.
fn billing(info: &BillingInfo, lang: Lang) -> El {
    if info.0.is_empty() {
        return el("p").class("muted").child(Svc::NoBilling.text(lang));
    }
    let value = |key: &str, value: &Value| match value {
        _ if key.ends_with("price") && info.money(key).is_some() => {
            el("span").class("num").child(info.money(key).map(|sum| format::money(lang, sum)))
        }
        Value::String(text) => el("span").child(text.clone()),
        Value::Number(number) => el("span").class("num").child(number.to_string()),
        other => el("code").child(other.to_string()),
    };
    let pairs = info.0.iter().map(|(key, found)| pair(key.clone(), value(key, found)));
    el("dl").class("pairs").attr("data-testid", "billing").child(pairs.collect::<Vec<_>>())
}

/// Where the service is met: its id, address and name.
fn links(id: i64) -> Vec<(&'static str, String, Msg)> {
    let session = use_session();
    let mut links = Vec::new();
    let month = today().and_then(|day| Some((day.checked_sub_days(Days::new(29))?, day)));
    if let Some((from, to)) = month.filter(|_| session.may(Permission::ClientsRead)) {
        links.push((
            "service-clients",
            format!("/clients?svc.from={from}&svc.to={to}&svc.id={id}"),
            Svc::Clients,
        ));
    }
    if session.may(Permission::OperationsRead) {
        links.push(("service-operations", format!("/operations?service={id}"), Svc::Operations));
    }
    links
}

fn link((id, href, name): &(&'static str, String, Msg)) -> El {
    ui::link_button(Look::Plain, href.clone(), *name).id(*id)
}
