//! The catalogue of services.

use chrono::{DateTime, Utc};
use domain::BillingInfo;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::clients::Archived;
use crate::page::page;

/// A service with its billing parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = "Интернет 100"))]
    pub name: String,
    pub description: String,
    /// `calls`, `internet`, `sms` or any other word.
    #[cfg_attr(feature = "openapi", schema(example = "internet"))]
    pub kind: String,
    /// How it is charged: `one_off`, `recurring`, `usage` or any other word.
    #[cfg_attr(feature = "openapi", schema(example = "recurring"))]
    pub billing_kind: String,
    /// Free-form parameters: numbers, texts, nested objects.
    #[cfg_attr(feature = "openapi", schema(value_type = Object, example = json!({"connection_price": 300, "renewal_price": 550, "period": "month"})))]
    pub billing_info: BillingInfo,
    /// True: there are operations, so it can only be archived.
    pub in_use: bool,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    /// What the caller may do with this service now, and why not the rest: `edit`, `delete`, `archive`, `restore`. Not in lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_actions: Vec<AvailableAction>,
}

/// A new service, or the whole service after an edit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceInput {
    #[validate(length(min = 1, max = 300, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "Интернет 100"))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 4000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub description: String,
    #[validate(length(min = 1, max = 40, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "internet"))]
    pub kind: String,
    /// Default `one_off`.
    #[serde(default)]
    #[validate(length(min = 1, max = 40, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "recurring"))]
    pub billing_kind: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, example = json!({"renewal_price": 550, "period": "month"})))]
    pub billing_info: BillingInfo,
    /// Required for an edit: the version that it is based on. Absent for a new service.
    #[serde(default)]
    pub version: Option<i64>,
}

page!(
    /// Services.
    ServicePage of Service);

/// Filters of the service list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ServiceQuery {
    /// Numbers and ranges: `12`, `12,40..60`.
    pub id: Option<String>,
    /// Text in the name or description.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// Kinds, separated by commas.
    pub kind: Option<String>,
    /// Billing parameters, repeatable: `price:100..500` (number) or `plan~unlim` (text contains). A value of another type does
    /// not match.
    #[cfg_attr(feature = "openapi", param(style = Form, explode))]
    pub param: Vec<String>,
    pub archived: Option<Archived>,
    /// `id` or `name`; a minus before it reverses. Default `id`.
    pub sort: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}
