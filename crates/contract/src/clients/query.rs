//! What is asked of the list of clients, and the autocomplete.

use chrono::NaiveDate;
use domain::{ClientKind, Money};
use serde::{Deserialize, Serialize};

#[cfg(feature = "openapi")]
use crate::schema;

/// Filters of the client list; all that are given hold together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ClientQuery {
    /// Numbers and ranges: `12`, `12,40..60`, `100..`.
    pub id: Option<String>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub balance_min: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub balance_max: Option<Money>,
    /// Text anywhere in the name, a contact's name or any contact data. One or two characters match beginnings of words.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// Kinds, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "LEGAL_ENTITY,SOLE_PROPRIETOR"))]
    pub kind: Option<String>,
    pub city: Option<String>,
    /// `true`: only clients with a negative balance.
    pub debtors: Option<bool>,
    /// Only clients whose credit ends within so many days from today.
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 3660))]
    pub credit_expiring_days: Option<u16>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub credit_limit_min: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub credit_limit_max: Option<Money>,
    pub credit_due_from: Option<NaiveDate>,
    /// Inclusive.
    pub credit_due_to: Option<NaiveDate>,
    /// Absent or `no`: only live ones; `only`; `any`.
    pub archived: Option<Archived>,
    /// Services in an interval: clients with an operation in [service_from, service_to) for one service that matches every
    /// `service_...` filter. Date (business zone) or RFC 3339 moment.
    pub service_from: Option<String>,
    pub service_to: Option<String>,
    /// Numbers and ranges, as `id`.
    pub service_id: Option<String>,
    /// Text in the name or description of the service.
    pub service_q: Option<String>,
    /// Kinds of service, separated by commas.
    pub service_kind: Option<String>,
    /// Billing parameters, repeatable: `price:100..500` (number) or `plan~unlim` (text contains).
    #[cfg_attr(feature = "openapi", param(style = Form, explode))]
    pub service_param: Vec<String>,
    /// `id`, `name`, `balance`, `credit_limit`, `credit_due_date`; a minus before it reverses. Default `id`.
    #[cfg_attr(feature = "openapi", param(example = "-balance"))]
    pub sort: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    /// `true`: also count the filtered list (up to 10 000).
    pub count: Option<bool>,
}

/// Whether archived records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Archived {
    #[default]
    No,
    Only,
    Any,
}

/// Autocomplete: one query over names, phones, emails, INN, number and the other keyboard layout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct SearchQuery {
    /// What was typed.
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "иванов"))]
    pub q: String,
    /// 1 to 10, default 10.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 10, example = 10))]
    pub limit: Option<u8>,
}

/// Found clients, best match first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResult {
    pub items: Vec<SearchHit>,
}

/// One found client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchHit {
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::ClientKind))]
    pub kind: ClientKind,
    pub name: String,
    pub inn: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub balance: Money,
    /// Found only after the text was read as typed on the other keyboard layout.
    pub other_layout: bool,
}
