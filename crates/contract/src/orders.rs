//! Orders: drafts put together, paid once, cancelled once.

use chrono::{DateTime, Utc};
use domain::{
    Action, Money, Obstacle, OrderEvent, OrderStatus, PaymentMethod, PaymentState, Quantity, ReturnState,
};
use serde::{Deserialize, Serialize};

use crate::actions::AvailableAction;
use crate::clients::Archived;
use crate::page::page;
use crate::payments::Payment;
use crate::problem::Shortage;
#[cfg(feature = "openapi")]
use crate::schema;

mod commands;

pub use commands::{
    CancelOrder, LineInput, NewOrder, OrderInput, OrderLines, PayOrder, ReturnLine, ReturnOrder, TenderInput,
};

/// Most lines of an order.
pub const MAX_ORDER_LINES: usize = 500;

/// An order with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    #[cfg_attr(feature = "openapi", schema(example = 101))]
    pub id: i64,
    /// 0 is the walk-in client.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    pub client_name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OrderStatus))]
    pub status: OrderStatus,
    /// Sum of the lines. Frozen once paid.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub total: Money,
    /// Taken by the order so far.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub paid: Money,
    /// Given back so far.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub refunded: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentState))]
    pub payment_state: PaymentState,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::ReturnState))]
    pub return_state: ReturnState,
    pub comment: String,
    pub lines: Vec<OrderLine>,
    /// With their refunds; open and failed online payments too.
    pub payments: Vec<Payment>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
    /// What the caller may do with this order now, and the first reason why not the rest: `edit`, `set_lines`, `pay`, `cancel`,
    /// `return`, `archive`, `unarchive`. All reasons: `/available-actions`.
    pub available_actions: Vec<AvailableAction>,
}

/// A product, how much of it, at what price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLine {
    /// Number within the order.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500, example = 1))]
    pub number: i64,
    pub product_id: i64,
    /// As the product was called when the line was set.
    pub name: String,
    pub unit: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity: Quantity,
    /// Of one unit, as it was when the line was set.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub price: Money,
    /// Rounded to kopecks, halves away from zero.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub total: Money,
    /// Come back so far.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub returned: Quantity,
    /// What is in stock of the product now.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub stock: Quantity,
}

/// An order as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderRow {
    pub id: i64,
    pub client_id: i64,
    pub client_name: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OrderStatus))]
    pub status: OrderStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub total: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub refunded: Money,
    pub lines: i64,
    pub created_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
}

page!(
    /// Orders, newest first.
    OrderPage of OrderRow);

/// Filters of the order list; all that are given hold together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct OrderQuery {
    /// Numbers and ranges: `12`, `12,40..60`.
    pub id: Option<String>,
    pub client_id: Option<i64>,
    pub product_id: Option<i64>,
    /// Statuses, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "draft,paid"))]
    pub status: Option<String>,
    /// Text in the comment or the client's name.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub total_min: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub total_max: Option<Money>,
    /// Created from this moment on: a date (business zone) or an RFC 3339 moment.
    #[cfg_attr(feature = "openapi", param(example = "2026-01-01"))]
    pub from: Option<String>,
    /// Created before this moment; a date means its beginning.
    pub to: Option<String>,
    pub archived: Option<Archived>,
    /// `id`; a minus before it reverses. Default `-id`: newest first.
    pub sort: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}

/// One event of an order with all that it wrote. It never changes; it is also the answer to the command that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderChange {
    #[cfg_attr(feature = "openapi", schema(example = 101))]
    pub order_id: i64,
    /// The order's own number of the event: 1, 2, 3, ... without gaps.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 2))]
    pub seq: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OrderEvent))]
    pub event: OrderEvent,
    /// Null for `created`.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::OrderStatus>))]
    pub from_status: Option<OrderStatus>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OrderStatus))]
    pub to_status: OrderStatus,
    pub reason: Option<String>,
    /// Money taken (`paid`) or given back (`returned`, `cancelled`), by method.
    pub money: Vec<Tender>,
    /// Goods out of the stock (negative) or into it, once per product.
    pub movements: Vec<Moved>,
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub at: DateTime<Utc>,
    /// Name of the user or API key. Only in the history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
}

/// A sum by one method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tender {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentMethod))]
    pub method: PaymentMethod,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub amount: Money,
    /// The operation of the wallet.
    pub operation_id: Option<i64>,
}

/// What one product's stock did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Moved {
    pub product_id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity: Quantity,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Quantity))]
    pub quantity_after: Quantity,
}

/// Everything that happened to an order, first event first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderHistory {
    pub items: Vec<OrderChange>,
}

/// What the caller may do with an order now: every action, and all that stands in its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderActions {
    pub order_id: i64,
    /// The version that this holds for.
    pub version: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OrderStatus))]
    pub status: OrderStatus,
    /// Where the order may go from here.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::OrderStatus>))]
    pub next_statuses: Vec<OrderStatus>,
    pub actions: Vec<OrderAction>,
    /// How the order could be paid.
    pub payment_methods: Vec<MethodOffer>,
    /// What is missing in the stock, all of it at once.
    pub shortages: Vec<Shortage>,
}

/// One action on an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderAction {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Action))]
    pub action: Action,
    /// Method of the request that does it.
    #[cfg_attr(feature = "openapi", schema(example = "POST"))]
    pub method: String,
    /// Path of the request that does it.
    #[cfg_attr(feature = "openapi", schema(example = "/api/v1/orders/101/pay"))]
    pub href: String,
    pub allowed: bool,
    /// Why not: every reason.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<schema::Obstacle>))]
    pub reasons: Vec<Obstacle>,
}

/// A method of payment, and whether it could pay the whole order now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodOffer {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentMethod))]
    pub method: PaymentMethod,
    pub allowed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Obstacle>))]
    pub reason: Option<Obstacle>,
    /// Of the wallet: what it can pay. Of an online payment: what is authorised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Money>))]
    pub available: Option<Money>,
}
