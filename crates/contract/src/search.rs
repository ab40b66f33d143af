//! One text over everything: what the command palette asks.

use domain::Quantity;
use serde::{Deserialize, Serialize};

use crate::clients::SearchHit;
use crate::operations::OperationView;
use crate::orders::OrderRow;
#[cfg(feature = "openapi")]
use crate::schema;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct PaletteQuery {
    /// A text, or a number: `12`, `#12`, `№12`.
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "№12"))]
    pub q: String,
}

/// The best matches of each kind, at most five. What the caller may not read is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaletteResult {
    pub clients: Vec<SearchHit>,
    pub services: Vec<ServiceHit>,
    /// Found by their number.
    pub operations: Vec<OperationView>,
    #[serde(default)]
    pub products: Vec<ProductHit>,
    /// Found by their number.
    #[serde(default)]
    pub orders: Vec<OrderRow>,
}

/// A found service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceHit {
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "Интернет 100"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(example = "internet"))]
    pub kind: String,
    pub archived: bool,
}

/// A found product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProductHit {
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "Кабель UTP 5e"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(example = "CAB-UTP5"))]
    pub sku: Option<String>,
    #[cfg_attr(feature = "openapi", schema(example = "м"))]
    pub unit: String,
    /// In stock.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity: Quantity,
    pub archived: bool,
}
