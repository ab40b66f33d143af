//! Products and the stock journal.

use chrono::{DateTime, Utc};
use domain::{Money, MovementKind, Quantity};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::clients::Archived;
use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// Most lines of one receipt, write-off or stock-take.
pub const MAX_STOCK_LINES: usize = 500;

/// A product and how much of it there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Product {
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub id: i64,
    /// The house's own article number; unique.
    #[cfg_attr(feature = "openapi", schema(example = "CAB-UTP5"))]
    pub sku: Option<String>,
    #[cfg_attr(feature = "openapi", schema(example = "Кабель UTP 5e"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(example = "м"))]
    pub unit: String,
    /// Of one unit.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub price: Money,
    /// In stock.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity: Quantity,
    /// True: there are movements or orders, so it can only be archived.
    pub in_use: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    /// What the caller may do with this product now, and why not the rest: `edit`, `delete`, `archive`, `restore`, `receive`,
    /// `write_off`, `count`. Not in lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_actions: Vec<AvailableAction>,
}

/// A new product, or the whole product after an edit. The quantity changes only by movements.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductInput {
    #[validate(length(min = 1, max = 300, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "Кабель UTP 5e"))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 60, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "CAB-UTP5"))]
    pub sku: Option<String>,
    /// Default `шт`.
    #[serde(default)]
    #[validate(length(max = 20, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 20, example = "м"))]
    pub unit: Option<String>,
    /// Of one unit; zero is a gift.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput, example = "35.50"))]
    pub price: Money,
    /// Required for an edit: the version that it is based on. Absent for a new product.
    #[serde(default)]
    pub version: Option<i64>,
}

page!(
    /// Products.
    ProductPage of Product);

/// Filters of the product list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ProductQuery {
    /// Numbers and ranges: `12`, `12,40..60`.
    pub id: Option<String>,
    /// Text in the name or the article number.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub price_min: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub price_max: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Quantity>))]
    pub quantity_min: Option<Quantity>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Quantity>))]
    pub quantity_max: Option<Quantity>,
    pub archived: Option<Archived>,
    /// `id`, `name`, `price` or `quantity`; a minus before it reverses. Default `id`.
    pub sort: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}

/// One row of the stock journal. It never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StockMovement {
    #[cfg_attr(feature = "openapi", schema(example = 77))]
    pub id: i64,
    pub product_id: i64,
    pub product_name: String,
    pub unit: String,
    /// The product's own number of the movement: 1, 2, 3, ... without gaps.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub seq: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MovementKind))]
    pub kind: MovementKind,
    /// Signed: positive is into the stock. A stock-take that agrees is zero.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity: Quantity,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity_after: Quantity,
    pub order_id: Option<i64>,
    pub reason: Option<String>,
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub actor_name: Option<String>,
    pub created_at: DateTime<Utc>,
}

page!(
    /// Stock movements, newest first.
    StockMovementPage of StockMovement);

/// Filters of the stock journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct StockMovementQuery {
    pub product_id: Option<i64>,
    /// Kinds, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "RECEIPT,SALE"))]
    pub kind: Option<String>,
    pub order_id: Option<i64>,
    /// From this moment on: a date (business zone) or an RFC 3339 moment.
    #[cfg_attr(feature = "openapi", param(example = "2026-01-01"))]
    pub from: Option<String>,
    /// Before this moment; a date means its beginning.
    pub to: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}

/// A receipt, a write-off or a stock-take: all lines or none. Lines of one product are added up, except in a stock-take, where a
/// product is counted once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStockMovements {
    /// `RECEIPT`, `WRITE_OFF` or `STOCK_TAKE`; the others come from orders.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MovementKind, example = "RECEIPT"))]
    pub kind: MovementKind,
    #[validate(length(min = 1, max = 500, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub lines: Vec<StockLine>,
    /// At least 3 characters for a write-off and a stock-take.
    #[serde(default)]
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Накладная 15 от 21.11.2026"))]
    pub reason: Option<String>,
}

/// One product of a receipt, write-off or stock-take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StockLine {
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub product_id: i64,
    /// Received, written off (both above zero) or counted (zero or above).
    #[cfg_attr(feature = "openapi", schema(value_type = schema::QuantityInput, example = "100"))]
    pub quantity: Quantity,
}

/// What a receipt, write-off or stock-take wrote, in the order of the products.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StockMovements {
    pub items: Vec<StockMovement>,
}
