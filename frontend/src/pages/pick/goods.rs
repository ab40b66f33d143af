//! Picking a product: its price and what is left of it are part of the choice.
//!
//! Invariant: what was shown when a product was chosen is known at once, without asking again; the server has the last word about
//! prices and stock. Absent on purpose: making products here, forgetting them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use contract::paths;
use contract::products::{Product, ProductPage};
use domain::{Money, Quantity};

use super::number;
use crate::api::{ApiError, read};
use crate::format;
use crate::i18n::{Lang, combobox::Combo, phrases};
use crate::list::address::encode;
use crate::ui::{Hit, Source};

pub static PRODUCTS: Source = Source {
    ask: |text| match number(text).filter(|_| text.trim().starts_with(['№', '#'])) {
        Some(id) => format!("{}?limit=8&id={id}", paths::PRODUCTS),
        None => format!("{}?limit=8&q={}", paths::PRODUCTS, encode(text)),
    },
    read: products,
    list: Combo::Products,
    hint: Combo::ProductHint,
    found: phrases::products_found,
    unresolved: Combo::ProductUnresolved,
    create: None,
};

/// What a line of a document shows of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    pub id: i64,
    pub name: String,
    pub unit: String,
    pub price: Money,
    pub stock: Quantity,
}

thread_local! {
    static SEEN: RefCell<BTreeMap<i64, Goods>> = const { RefCell::new(BTreeMap::new()) };
}

/// A product that a field has offered, or [`remember_goods`] was told.
pub fn goods(id: i64) -> Option<Goods> {
    SEEN.with_borrow(|seen| seen.get(&id).cloned())
}

/// Keeps the products of an answer.
pub fn remember_goods(products: &[Product]) {
    let of = |product: &Product| Goods {
        id: product.id,
        name: product.name.clone(),
        unit: product.unit.clone(),
        price: product.price,
        stock: product.quantity,
    };
    SEEN.with_borrow_mut(|seen| {
        for product in products {
            seen.insert(product.id, of(product));
        }
    });
}

fn products(text: &str, lang: Lang) -> Result<Vec<Hit>, ApiError> {
    let found: ProductPage = read(text)?;
    remember_goods(&found.items);
    let hit = |product: Product| {
        let left = phrases::in_stock(lang, &format::quantity(lang, product.quantity), &product.unit);
        let parts = [product.sku, Some(format::money(lang, product.price)), Some(left)];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Hit { id: product.id.to_string(), title: product.name, detail, other_layout: false }
    };
    Ok(found.items.into_iter().map(hit).collect())
}
