//! Fields that pick a record by what people know of it: clients, services and products.
//!
//! Absent on purpose: archived records. Nothing new happens to them; their numbers can be typed where a list is filtered.

mod create;
mod prefill;
mod product;

use contract::paths;
use contract::services::Service;
use leptos::prelude::*;

use crate::api::{ApiError, read, read_items};
use crate::format;
use crate::i18n::{
    Lang,
    combobox::{self as words, Combo},
    phrases,
};
use crate::list::address::encode;
use crate::ui::{Combobox, Creation, Hit, Source};
use crate::watch::effect;

pub use create::create_client;
pub use product::{PRODUCTS, picked, product, product_adder, unit_price};

pub static CLIENTS: Source = Source {
    ask: |text| format!("{}?limit=8&q={}", paths::CLIENT_SEARCH, encode(text)),
    read: clients,
    list: Combo::Clients,
    hint: Combo::ClientHint,
    found: phrases::clients_found,
    unresolved: Combo::ClientUnresolved,
    create: Some(Creation { label: words::create_client, possible: Combo::ClientCreatable }),
};

pub static SERVICES: Source = Source {
    ask: |text| match number(text) {
        Some(id) => format!("{}?limit=8&id={id}", paths::SERVICES),
        None => format!("{}?limit=8&q={}", paths::SERVICES, encode(text)),
    },
    read: services,
    list: Combo::Services,
    hint: Combo::ServiceHint,
    found: phrases::services_found,
    unresolved: Combo::ServiceUnresolved,
    create: None,
};

/// A field for a client; see [`create_client`] to let people make one.
pub fn client(id: &'static str) -> Combobox {
    Combobox::new(id, &CLIENTS)
}

/// A field for a service.
pub fn service(id: &'static str) -> Combobox {
    Combobox::new(id, &SERVICES)
}

/// A number as people write it: `12`, `#12`, `№ 12`.
pub fn number(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches(['№', '#']).trim();
    let fits = (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.to_owned())
}

fn clients(text: &str, lang: Lang) -> Result<Vec<Hit>, ApiError> {
    let hit = |client: contract::clients::SearchHit| {
        let parts = [
            Some(phrases::number(lang, client.id)),
            client.phone.as_deref().map(format::phone),
            client.email,
            Some(format::money(lang, client.balance)),
        ];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Hit { id: client.id.to_string(), title: client.name, detail, other_layout: client.other_layout }
    };
    Ok(read_items(text)?.into_iter().map(hit).collect())
}

fn services(text: &str, lang: Lang) -> Result<Vec<Hit>, ApiError> {
    let hit = |service: Service| {
        let price = super::service::price(&service.billing_info).map(|sum| format::money(lang, sum));
        let parts = [Some(phrases::number(lang, service.id)), Some(service.kind), price];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Hit { id: service.id.to_string(), title: service.name, detail, other_layout: false }
    };
    Ok(read_items(text)?.into_iter().map(hit).collect())
}

/// Shows the record with this number in the field, once its name is known; until then, the number.
pub fn show(field: Combobox, id: i64, path: String) {
    let number = id.to_string();
    field.choose(&number, &phrases::number(crate::i18n::lang_now(), id));
    let asked = crate::load::load(move || path.clone());
    effect(move || {
        let name = asked.with(|text| text.and_then(|text| read::<Named>(text).ok()));
        if let Some(named) = name.filter(|_| field.value.with_untracked(|value| *value == number)) {
            field.choose(&number, &named.name);
        }
    });
}

/// What clients and services have in common.
#[derive(serde::Deserialize)]
pub struct Named {
    pub id: i64,
    pub name: String,
}
