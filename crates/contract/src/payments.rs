//! Money for orders: payments and their refunds.

use chrono::{DateTime, Utc};
use domain::{Money, PaymentMethod, PaymentStatus, RefundStatus};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// A payment of an order. Wallet, cash and card are `CAPTURED` at once; an online one goes its way with its provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    #[cfg_attr(feature = "openapi", schema(example = 31))]
    pub id: i64,
    pub order_id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentMethod))]
    pub method: PaymentMethod,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub amount: Money,
    /// Given back so far.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub refunded: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::PaymentStatus))]
    pub status: PaymentStatus,
    /// True: the order took it. An online payment before that is only an intention.
    pub taken: bool,
    /// Of an online payment: `manual` or the provider's name.
    pub provider: Option<String>,
    /// The provider's own number.
    pub external_id: Option<String>,
    /// Where the client pays.
    pub confirmation_url: Option<String>,
    /// Number of a slip, receipt or document.
    pub reference: Option<String>,
    /// Why the provider refused.
    pub failure: Option<String>,
    /// The operation of the wallet.
    pub operation_id: Option<i64>,
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub refunds: Vec<Refund>,
    /// `confirm`, `void`. Only where one payment or its order is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_actions: Vec<AvailableAction>,
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    pub id: i64,
    pub payment_id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub amount: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::RefundStatus))]
    pub status: RefundStatus,
    pub external_id: Option<String>,
    pub reference: Option<String>,
    /// Why the provider refused, or why the outcome is not known.
    pub failure: Option<String>,
    /// Why a person settled it by hand.
    pub settled_reason: Option<String>,
    pub operation_id: Option<i64>,
    pub actor: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// `settle`. Only of a refund through a provider, where one payment or its order is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_actions: Vec<AvailableAction>,
}

/// A person says that the money of a failed refund went back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundSettlement {
    /// How it is known; kept with the refund and in the log of changes.
    #[validate(length(min = 1, max = 500, code = "length"))]
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 500, example = "Возвращено переводом, п/п 118")
    )]
    pub reason: String,
}

page!(
    /// Payments, newest first.
    PaymentPage of Payment);

/// Filters of the payments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct PaymentQuery {
    pub order_id: Option<i64>,
    pub client_id: Option<i64>,
    /// Methods, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "CARD,ONLINE"))]
    pub method: Option<String>,
    /// Statuses, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "PENDING,AUTHORISED"))]
    pub status: Option<String>,
    /// From this moment on: a date (business zone) or an RFC 3339 moment.
    pub from: Option<String>,
    /// Before this moment; a date means its beginning.
    pub to: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}

/// An online payment to be asked of a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPayment {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput, example = "1500.00"))]
    pub amount: Money,
    /// Default: the configured one, else `manual`.
    #[serde(default)]
    #[validate(length(min = 1, max = 40, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "manual"))]
    pub provider: Option<String>,
    /// Where the provider sends the client afterwards: https, of a host that the operator allows.
    #[serde(default)]
    #[validate(length(max = 2000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub return_url: Option<String>,
}

/// What a manual terminal said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// Number of the slip.
    #[validate(length(min = 1, max = 200, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "RRN 012345678901"))]
    pub reference: String,
}
