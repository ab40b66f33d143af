//! Identifying data and contacts, whatever there is of them.
//!
//! Invariant: what does not fit beside the forms waits behind "show more", so that the history is in view soon. Drawn anew only
//! when the record has another version: a payment does not close what a person has opened.

use contract::clients::{Client, Contact};
use leptos::prelude::*;

use super::Page;
use crate::el::{El, div, el};
use crate::format;
use crate::i18n::{Lang, client::ClientText, client::more, lang, words};
use crate::ui::{Tone, badge};
use crate::watch::memo;

/// Pairs and contacts in sight.
const PAIRS: usize = 4;
const CONTACTS: usize = 1;

pub fn details(page: Page) -> El {
    let version = memo(move || page.client().map(|client| client.version.to_string()).unwrap_or_default());
    div("stack client-details").live(move || {
        version.track();
        let lang = lang();
        page.client_now()
            .map(|client| vec![identity(lang, &client), contacts(lang, &client)])
            .unwrap_or_default()
    })
}

fn identity(lang: Lang, client: &Client) -> El {
    let pairs = pairs(lang, client);
    let shown = if pairs.is_empty() {
        vec![el("p").class("muted").child(ClientText::NoIdentity.text(lang))]
    } else {
        folded(lang, pairs, PAIRS, || el("dl").class("pairs"))
    };
    section("identity", ClientText::Identity).child(shown)
}

fn contacts(lang: Lang, client: &Client) -> El {
    let cards: Vec<El> = client.contacts.iter().map(|contact| card(lang, contact)).collect();
    let shown = if cards.is_empty() {
        vec![el("p").class("muted").child(ClientText::NoContacts.text(lang))]
    } else {
        folded(lang, cards, CONTACTS, || el("ul").class("contacts"))
    };
    section("contacts", ClientText::Contacts).child(shown)
}

fn section(id: &'static str, title: crate::i18n::Msg) -> El {
    el("section").class("card stack").attr("aria-labelledby", id).child(el("h2").id(id).child(title))
}

/// The first in sight, the others behind "show more".
fn folded(lang: Lang, mut items: Vec<El>, shown: usize, list: fn() -> El) -> Vec<El> {
    // One more is no shorter than the words that would hide it.
    if items.len() <= shown + 1 {
        return vec![list().child(items)];
    }
    let rest = items.split_off(shown);
    let summary = el("summary").child(more(lang, rest.len()));
    vec![list().child(items), el("details").class("more").child(summary).child(list().child(rest))]
}

fn pairs(lang: Lang, client: &Client) -> Vec<El> {
    let mut pairs = Vec::new();
    if let Some(inn) = client.inn.clone() {
        let wrong = client.warnings.iter().any(|warning| warning == "inn_checksum");
        let warning = wrong.then(|| badge(Tone::Warning, ClientText::InnChecksum));
        let value = el("span").class("cluster").child(el("span").class("num").child(inn)).child(warning);
        pairs.push(pair(ClientText::Inn.text(lang), value));
    }
    pairs.extend(client.phone.as_deref().map(|phone| pair(ClientText::Phone.text(lang), phone_link(phone))));
    pairs.extend(client.email.as_deref().map(|email| pair(ClientText::Email.text(lang), email_link(email))));
    pairs.extend(client.city.clone().map(|city| pair(ClientText::City.text(lang), city)));
    // The known keys of the kind in the order of the form, then what people added.
    let known = domain::known_info_keys(client.kind);
    let first = known.iter().filter_map(|key| client.client_info.get_key_value(*key));
    let others = client.client_info.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    pairs.extend(
        first
            .chain(others)
            .map(|(key, value)| pair(words::info_key(lang, key), info_value(lang, key, value))),
    );
    pairs
}

fn pair(label: &str, value: impl crate::el::Part) -> El {
    el("div").child(el("dt").child(label.to_owned())).child(el("dd").child(value))
}

/// A known date is written as dates are here; anything else is the person's own text.
pub fn info_value(lang: Lang, key: &str, value: &str) -> String {
    let date = key.ends_with("_date").then(|| domain::parse_day(value)).flatten();
    date.map_or_else(|| value.to_owned(), |date| format::date(lang, date))
}

fn phone_link(phone: &str) -> El {
    el("a").class("num").attr("href", format!("tel:{}", format::dialable(phone))).child(format::phone(phone))
}

fn email_link(email: &str) -> El {
    el("a").attr("href", format!("mailto:{email}")).child(email.to_owned())
}

fn card(lang: Lang, contact: &Contact) -> El {
    let name = contact.full_name.clone().unwrap_or_else(|| ClientText::UnnamedContact.text(lang).to_owned());
    let phone = contact.phone.as_deref().map(|phone| pair(ClientText::Phone.text(lang), phone_link(phone)));
    let email = contact.email.as_deref().map(|email| pair(ClientText::Email.text(lang), email_link(email)));
    let address = contact.address.clone().map(|address| pair(ClientText::Address.text(lang), address));
    let other = contact.other.iter().map(|(key, value)| pair(key, value.clone())).collect::<Vec<_>>();
    let pairs = el("dl")
        .class("pairs")
        .child([phone, email, address].into_iter().flatten().collect::<Vec<_>>())
        .child(other);
    el("li").class("contact").child(el("h3").child(name)).child(pairs)
}
