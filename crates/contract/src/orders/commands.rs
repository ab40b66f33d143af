//! What is asked of orders.

use domain::{Money, PaymentMethod, Quantity};
use serde::{Deserialize, Serialize};
use validator::Validate;

#[cfg(feature = "openapi")]
use crate::schema;

/// A new draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOrder {
    /// 0 is the walk-in client, who has no wallet.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    #[serde(default)]
    #[validate(length(max = 1000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub comment: String,
    /// May come later.
    #[serde(default)]
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub lines: Vec<LineInput>,
}

/// A product and how much of it. The price is the product's at the moment of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineInput {
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub product_id: i64,
    /// Above zero.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::QuantityInput, example = "2"))]
    pub quantity: Quantity,
}

/// The head of a draft as it shall be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderInput {
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    #[serde(default)]
    #[validate(length(max = 1000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub comment: String,
    /// The version that the edit is based on.
    pub version: i64,
}

/// The lines of a draft as they shall be, in this order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLines {
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub lines: Vec<LineInput>,
    /// The version that the edit is based on.
    pub version: i64,
}

/// How an order is paid: each method at most once, together exactly the total. Empty for an order that costs nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayOrder {
    #[validate(length(max = 4, code = "too_long"), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub payments: Vec<TenderInput>,
    /// The version that was seen; another one is refused with `stale_version`.
    #[serde(default)]
    pub version: Option<i64>,
}

/// A sum by one method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenderInput {
    /// `ONLINE` takes the payment of the order that its provider has authorised.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentMethod, example = "WALLET"))]
    pub method: PaymentMethod,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput, example = "1500.00"))]
    pub amount: Money,
    /// Number of the slip or receipt, if any.
    #[serde(default)]
    #[validate(length(max = 200, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reference: Option<String>,
}

/// Cancelling a draft, or a paid order with everything that has not come back yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelOrder {
    /// At least 3 characters for a paid order.
    #[serde(default)]
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Клиент передумал"))]
    pub reason: Option<String>,
    /// The version that was seen; another one is refused with `stale_version`.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Part of a paid order comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnOrder {
    #[validate(length(min = 1, max = 500, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub lines: Vec<ReturnLine>,
    /// What the client gets back, by the methods that the money came by, the first first. Goods may have lost value, so it is not
    /// computed from the prices.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput, example = "500.00"))]
    pub amount: Money,
    #[validate(length(min = 3, max = 500, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 500, example = "Брак"))]
    pub reason: String,
    /// The version that was seen; another one is refused with `stale_version`.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Goods of one line that come back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnLine {
    /// Number of the line.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub number: i64,
    /// Above zero, at most what has not come back yet.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::QuantityInput, example = "1"))]
    pub quantity: Quantity,
    /// Whether it goes back on the shelf.
    pub restock: bool,
}
