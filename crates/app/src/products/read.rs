//! Reading products: the statements and how their rows become views.

use chrono::{DateTime, Utc};
use contract::products::Product;
use domain::{Money, ProductState, Quantity};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::PgExecutor;

use crate::Actor;
use crate::actions::shown;
use crate::decode::{money, valid};

/// A product as stored.
#[derive(Debug, sqlx::FromRow)]
pub struct ProductRow {
    pub id: i64,
    pub sku: Option<String>,
    pub name: String,
    pub unit: String,
    pub price: Decimal,
    pub quantity: Decimal,
    pub in_use: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    /// The name as it is sorted.
    pub name_key: String,
}

/// The columns of [`ProductRow`], of `products p`.
pub const ROW_COLUMNS: &str = "p.id, p.sku, p.name, p.unit, p.price::numeric as price, p.quantity::numeric as quantity, p.version, \
    p.created_at, p.updated_at, p.archived_at, \
    p.seq > 0 or exists (select from order_lines l where l.product_id = p.id) as in_use, search_key(p.name) as name_key";

pub async fn find(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<ProductRow>, sqlx::Error> {
    sqlx::query_as!(
        ProductRow,
        r#"select id, sku, name, unit, price as "price: Decimal", quantity as "quantity: Decimal", version, created_at, updated_at,
                  archived_at, seq > 0 or exists (select from order_lines l where l.product_id = p.id) as "in_use!",
                  search_key(name) as "name_key!"
             from products p where id = $1"#,
        id
    )
    .fetch_optional(executor)
    .await
}

pub async fn find_by_sku(executor: impl PgExecutor<'_>, sku: &str) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!("select id from products where sku = $1", sku).fetch_optional(executor).await
}

impl ProductRow {
    /// What the actions on the product depend on.
    pub fn state(&self) -> ProductState {
        let in_stock = self.quantity > Decimal::ZERO;
        ProductState { archived: self.archived_at.is_some(), in_use: self.in_use, in_stock }
    }

    /// The product as its page shows it to `actor`.
    pub fn view(self, actor: &Actor) -> Result<Product, sqlx::Error> {
        let available_actions = shown(self.state().offers(|right| actor.may(right)));
        Ok(Product { available_actions, ..self.row()? })
    }

    /// The product as lists show it.
    pub fn row(self) -> Result<Product, sqlx::Error> {
        Ok(Product {
            id: self.id,
            price: self.price()?,
            quantity: self.quantity()?,
            sku: self.sku,
            name: self.name,
            unit: self.unit,
            in_use: self.in_use,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
            archived_at: self.archived_at,
            available_actions: Vec::new(),
        })
    }

    pub fn price(&self) -> Result<Money, sqlx::Error> {
        money(self.price)
    }

    pub fn quantity(&self) -> Result<Quantity, sqlx::Error> {
        valid(Quantity::try_from(self.quantity))
    }

    /// What the audit log keeps: everything that an edit can change.
    pub fn facts(&self) -> Value {
        json!({
            "name": self.name,
            "sku": self.sku,
            "unit": self.unit,
            "price": format!("{:.2}", self.price),
            "archived_at": self.archived_at,
            "version": self.version,
        })
    }
}
