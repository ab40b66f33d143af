//! Filters by a client, a service or a product: picked by name, kept in the address by number.
//!
//! Invariant: the field shows what the address says, after Back and in a link from a colleague too; a number typed as it is works
//! also for what the search does not find.

use contract::paths;
use leptos::prelude::*;

use super::filter::{Filter, Kind};
use super::names::{self, Of};
use super::page::List;
use crate::api::read;
use crate::el::El;
use crate::i18n::{lang_now, phrases};
use crate::load::load;
use crate::pages::pick;
use crate::router::Step;
use crate::ui::Combobox;
use crate::watch::{effect, memo};

pub fn field(list: List, filter: &'static Filter) -> El {
    let (source, of, path): (_, Of, fn(i64) -> String) = match filter.kind {
        Kind::Service { .. } => (&pick::SERVICES, names::SERVICE, paths::service),
        Kind::Product { .. } => (&pick::PRODUCTS, names::PRODUCT, paths::product),
        _ => (&pick::CLIENTS, names::CLIENT, paths::client),
    };
    let field = Combobox::new(filter.key, source).literal(pick::number);
    let applied =
        memo(move || list.with_query(|query| query.first(filter.key).unwrap_or_default().to_owned()));
    // The name of what a link mentions: asked only while nobody knows it.
    let unknown = move || {
        applied
            .with(|id| id.parse().ok().filter(|_| names::name(of, id).is_none()).map(path))
            .unwrap_or_default()
    };
    let asked = load(unknown);
    effect(move || {
        if let Some(named) = asked.with(|text| text.and_then(|text| read::<pick::Named>(text).ok())) {
            names::remember(of, &named.id.to_string(), &named.name);
        }
    });
    follow(field, applied, of);
    apply(list, filter.key, field, applied, of);
    field.view(filter.label, |field| field)
}

/// From the address to the field.
fn follow(field: Combobox, applied: Memo<String>, of: Of) {
    // Something was chosen before.
    let mut had = false;
    effect(move || {
        let id = applied.get();
        let name = names::name(of, &id);
        let own = field.value.with_untracked(|value| *value == id);
        if id.is_empty() {
            // What is being typed is left alone.
            if !own || (had && !field.is_unresolved()) {
                field.clear();
            }
        } else {
            let number = || id.parse().map_or_else(|_| id.clone(), |id| phrases::number(lang_now(), id));
            let shown = name.unwrap_or_else(number);
            if !own || field.text.with_untracked(|text| *text != shown) {
                field.choose(&id, &shown);
            }
        }
        had = !id.is_empty();
    });
}

/// From the field to the address.
fn apply(list: List, key: &'static str, field: Combobox, applied: Memo<String>, of: Of) {
    let mut first = true;
    effect(move || {
        let value = field.value.get();
        if std::mem::take(&mut first) || value == applied.get_untracked() {
            return;
        }
        let name = field.text.get_untracked();
        if !value.is_empty() && pick::number(&name).is_none() {
            names::remember(of, &value, &name);
        }
        list.go(&list.query_now().set(key, &value), Step::Push);
    });
}
