//! Words of products and their stock.

use contract::page::Count;

use super::phrases::counted;
use super::{Lang, messages};

messages! {
    pub enum Prod {
        Found = "Найденные товары", "Products found";
        PickHint = "Название или артикул. От 2 знаков", "Name or article number. From 2 characters";
        Unresolved = "Выберите товар из списка", "Choose a product from the list";
        Product = "Товар", "Product";
    }
}

/// `12 товаров`.
pub fn products_found(lang: Lang, count: Count) -> String {
    counted(lang, count, ["товар", "товара", "товаров"], ["product", "products"])
}

/// Of a product in a list: `остаток 5 шт`.
pub fn left(lang: Lang, quantity: &str) -> String {
    match lang {
        Lang::Ru => format!("остаток {quantity}"),
        Lang::En => format!("{quantity} left"),
    }
}

pub fn picked(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Ru => format!("Выбран товар {name}."),
        Lang::En => format!("{name} is chosen."),
    }
}
