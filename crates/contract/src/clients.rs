//! Clients, contacts, search.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ClientKind, Money};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// A client with its account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
    #[serde(flatten)]
    pub summary: ClientSummary,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    /// Identifying data by key, per kind of client.
    #[cfg_attr(feature = "openapi", schema(example = json!({"passport_number": "4700123456"})))]
    pub client_info: BTreeMap<String, String>,
    pub contacts: Vec<Contact>,
    pub limits: Limits,
    /// What the caller may do with this client now.
    pub available_actions: Vec<ClientAction>,
    /// Things that are allowed but look wrong: `inn_checksum`.
    pub warnings: Vec<String>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// A row of the client list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientSummary {
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::ClientKind))]
    pub kind: ClientKind,
    #[cfg_attr(feature = "openapi", schema(example = "ООО Ромашка"))]
    pub name: String,
    #[cfg_attr(feature = "openapi", schema(example = "1234567890"))]
    pub inn: Option<String>,
    /// E.164.
    #[cfg_attr(feature = "openapi", schema(example = "+79788451364"))]
    pub phone: Option<String>,
    pub email: Option<String>,
    pub city: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub balance: Money,
    /// Balance plus the credit limit that holds today.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub available: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credit_limit: Money,
    /// Last day (business time zone) on which the limit holds; null: it always holds.
    pub credit_due_date: Option<NaiveDate>,
    /// Currency of every amount of the client.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub currency: String,
    pub created_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
}

/// The most that each command accepts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// `withdraw` never goes below zero.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub withdraw_max: Money,
    /// Charges and `spend` go down to the available amount.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub charge_max: Money,
}

/// A command on a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClientAction {
    Edit,
    Deposit,
    Withdraw,
    Spend,
    Delete,
    Archive,
    Restore,
}

/// A person to talk to. Belongs to one client; any part may be absent, not all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    #[serde(default)]
    #[validate(length(max = 300, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "Петров Пётр"))]
    pub full_name: Option<String>,
    #[serde(default)]
    #[validate(length(max = 100, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub phone: Option<String>,
    #[serde(default)]
    #[validate(length(max = 254, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
    #[serde(default)]
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub address: Option<String>,
    /// Further contacts by key: a messenger, a second number.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = json!({"telegram": "@petrov"})))]
    pub other: BTreeMap<String, String>,
}

/// The contacts of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactList {
    pub items: Vec<Contact>,
}

/// A new client, or the whole client after an edit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientInput {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::ClientKind))]
    pub kind: ClientKind,
    /// Required unless an individual's last or first name is given: then it is derived.
    #[serde(default)]
    #[validate(length(max = 300, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "ООО Ромашка"))]
    pub name: Option<String>,
    #[serde(default)]
    #[validate(length(max = 100, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub last_name: Option<String>,
    #[serde(default)]
    #[validate(length(max = 100, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub first_name: Option<String>,
    #[serde(default)]
    #[validate(length(max = 100, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub middle_name: Option<String>,
    /// 10 or 12 digits; a wrong checksum is only a warning.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(pattern = "^([0-9]{10}|[0-9]{12})$", example = "1234567890"))]
    pub inn: Option<String>,
    #[serde(default)]
    #[validate(length(max = 40, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "8 978 845-13-64"))]
    pub phone: Option<String>,
    #[serde(default)]
    #[validate(length(max = 254, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
    #[serde(default)]
    #[validate(length(max = 100, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Симферополь"))]
    pub city: Option<String>,
    #[serde(default)]
    pub client_info: BTreeMap<String, String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credit_limit: Money,
    #[serde(default)]
    pub credit_due_date: Option<NaiveDate>,
    #[serde(default)]
    #[validate(length(max = 50, code = "too_many"), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub contacts: Vec<Contact>,
    /// Required for an edit: the version that it is based on. Absent for a new client.
    #[serde(default)]
    pub version: Option<i64>,
}

page!(
    /// Clients.
    ClientPage of ClientSummary);

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
