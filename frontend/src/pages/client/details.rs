//! Identifying data and contacts, whatever there is of them.

use chrono::NaiveDate;
use contract::clients::{Client, Contact};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Lang, Message, client::ClientText, t, ts, use_i18n, words};
use crate::ui::{Badge, Tone};

#[component]
pub fn Identity(client: Memo<Client>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card stack client-identity" aria-labelledby="identity">
            <h2 id="identity">{t(ClientText::Identity)}</h2>
            {move || client.with(|client| identity(i18n.lang(), client))}
        </section>
    }
}

#[component]
pub fn Contacts(client: Memo<Client>) -> impl IntoView {
    let i18n = use_i18n();
    let cards = move || {
        let lang = i18n.lang();
        client.with(|client| client.contacts.iter().map(|contact| card(lang, contact)).collect_view())
    };
    let none = move || client.with(|client| client.contacts.is_empty());
    view! {
        <section class="card stack client-contacts" aria-labelledby="contacts">
            <h2 id="contacts">{t(ClientText::Contacts)}</h2>
            <Show when=none>
                <p class="muted">{t(ClientText::NoContacts)}</p>
            </Show>
            <ul class="contacts">{cards}</ul>
        </section>
    }
}

fn identity(lang: Lang, client: &Client) -> AnyView {
    let checksum = client.warnings.iter().any(|warning| warning == "inn_checksum");
    let warning = checksum.then(|| view! { <Badge tone=Tone::Warning text=ts(ClientText::InnChecksum)/> });
    let inn = client.inn.clone().map(|inn| {
        pair(
            ClientText::Inn.text(lang),
            view! { <span class="cluster"><span class="num">{inn}</span>{warning}</span> },
        )
    });
    let phone = client.phone.as_deref().map(|phone| pair(ClientText::Phone.text(lang), phone_link(phone)));
    let email = client.email.as_deref().map(|email| pair(ClientText::Email.text(lang), email_link(email)));
    let city = client.city.clone().map(|city| pair(ClientText::City.text(lang), city));
    let known = [inn, phone, email, city].into_iter().flatten();
    let info = ordered(client);
    let info = info.map(|(key, value)| pair(words::info_key(lang, key), shown(lang, key, value)));
    let pairs: Vec<AnyView> = known.chain(info).collect();
    if pairs.is_empty() {
        return view! { <p class="muted">{ClientText::NoIdentity.text(lang)}</p> }.into_any();
    }
    view! { <dl class="pairs">{pairs}</dl> }.into_any()
}

/// The known keys of the kind in the order of the form, then what people added.
fn ordered(client: &Client) -> impl Iterator<Item = (&String, &String)> {
    let known = domain::known_info_keys(client.kind);
    let first = known.iter().filter_map(|key| client.client_info.get_key_value(*key));
    first.chain(client.client_info.iter().filter(|(key, _)| !known.contains(&key.as_str())))
}

fn pair<V: IntoView + 'static>(label: &str, value: V) -> AnyView {
    view! { <div><dt>{label.to_owned()}</dt><dd>{value}</dd></div> }.into_any()
}

/// A known date is written as dates are here; anything else is the person's own text.
fn shown(lang: Lang, key: &str, value: &str) -> String {
    let date = key.ends_with("_date").then(|| value.parse::<NaiveDate>().ok()).flatten();
    date.map(|date| format::date(lang, date)).unwrap_or_else(|| value.to_owned())
}

fn phone_link(phone: &str) -> impl IntoView + use<> {
    view! { <a class="num" href=format!("tel:{}", format::dialable(phone))>{format::phone(phone)}</a> }
}

fn email_link(email: &str) -> impl IntoView + use<> {
    view! { <a href=format!("mailto:{email}")>{email.to_owned()}</a> }
}

fn card(lang: Lang, contact: &Contact) -> impl IntoView + use<> {
    let name = contact.full_name.clone().unwrap_or_else(|| ClientText::UnnamedContact.text(lang).to_owned());
    let phone = contact.phone.as_deref().map(|phone| pair(ClientText::Phone.text(lang), phone_link(phone)));
    let email = contact.email.as_deref().map(|email| pair(ClientText::Email.text(lang), email_link(email)));
    let address = contact.address.clone().map(|address| pair(ClientText::Address.text(lang), address));
    let known = [phone, email, address].into_iter().flatten();
    let other = contact.other.iter().map(|(key, value)| pair(key, value.clone()));
    let pairs: Vec<AnyView> = known.chain(other).collect();
    view! {
        <li class="contact">
            <h3>{name}</h3>
            <dl class="pairs">{pairs}</dl>
        </li>
    }
}
