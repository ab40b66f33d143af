//! A field that picks a product by its name or article number and hands it over with its price, unit and what is left in stock.
//!
//! Invariant: what is handed over is what the list showed. The field is empty again afterwards: it adds to lines, it does not hold one.
//! Absent on purpose: archived products, quantities.

use contract::paths;
use contract::products::Product;
use leptos::prelude::*;

use crate::api::{ApiError, read_items};
use crate::format;
use crate::i18n::{
    Lang, lang_now,
    products::{self as words, Prod},
};
use crate::list::address::encode;
use crate::list::names::{self, remember};
use crate::ui::{Combobox, Hit, Source};
use crate::watch::effect;

pub static PRODUCTS: Source = Source {
    ask: |text| match super::number(text).filter(|_| text.starts_with(['№', '#'])) {
        Some(id) => format!("{}?limit=10&id={id}", paths::PRODUCTS),
        None => format!("{}?limit=10&q={}", paths::PRODUCTS, encode(text)),
    },
    read: hits,
    list: Prod::Found,
    hint: Prod::PickHint,
    found: words::products_found,
    unresolved: Prod::Unresolved,
    create: None,
};

/// A field for a product that keeps what is chosen in it, as a filter does.
pub fn product(id: &'static str) -> Combobox {
    Combobox::new(id, &PRODUCTS)
}

/// A field that gives each product chosen to `run` and is empty again.
pub fn product_adder(id: &'static str, run: impl Fn(Product) + 'static) -> Combobox {
    let field = product(id);
    adder(field, Box::new(run));
    field
}

fn adder(field: Combobox, run: Box<dyn Fn(Product)>) {
    effect(move || {
        let value = field.value.get();
        if value.is_empty() {
            return;
        }
        let found = untrack(|| picked(field));
        field.clear();
        if let Some(product) = found {
            field.say(words::picked(lang_now(), &product.name));
            untrack(|| run(product));
        }
    });
}

/// The product that is chosen in the field, as it was found; tracked.
pub fn picked(field: Combobox) -> Option<Product> {
    let value = field.value.get();
    let found: Vec<Product> = read_items(&field.answer()?).ok()?;
    found.into_iter().find(|product| product.id.to_string() == value)
}

/// Price of one unit: `35,50 ₽ / м`.
pub fn unit_price(lang: Lang, product: &Product) -> String {
    format!("{}\u{a0}/\u{a0}{}", format::money(lang, product.price), product.unit)
}

fn hits(text: &str, lang: Lang) -> Result<Vec<Hit>, ApiError> {
    let hit = |product: Product| {
        remember(names::PRODUCT, &product.id.to_string(), &product.name);
        let left = format::quantity_of(lang, product.quantity, &product.unit);
        let parts = [product.sku.clone(), Some(unit_price(lang, &product)), Some(words::left(lang, &left))];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Hit { id: product.id.to_string(), title: product.name, detail, other_layout: false }
    };
    Ok(read_items(text)?.into_iter().map(hit).collect())
}
