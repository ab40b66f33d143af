//! Clients, contacts, search.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ClientKind, Money};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

mod query;

pub use query::{Archived, ClientQuery, SearchHit, SearchQuery, SearchResult};

/// A client with its account: what a row of the list has, and more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
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
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    /// Identifying data by key, per kind of client.
    #[cfg_attr(feature = "openapi", schema(example = json!({"passport_number": "4700123456"})))]
    pub client_info: BTreeMap<String, String>,
    pub contacts: Vec<Contact>,
    pub limits: Limits,
    /// What the caller may do with this client now, and why not the rest: `edit`, `deposit`, `withdraw`, `spend`, `operation`,
    /// `statement`, `delete`, `archive`, `restore`.
    pub available_actions: Vec<AvailableAction>,
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
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput))]
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
    /// Only for a new client; an edit does not look at it.
    #[serde(default)]
    pub on_duplicate: OnDuplicate,
}

/// What becomes of a new client whose phone or email a live client, or a contact of one, has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OnDuplicate {
    /// It is made all the same: people share phones.
    #[default]
    Allow,
    /// It is refused with `duplicate_client` and the clients that it may be.
    Refuse,
}

page!(
    /// Clients.
    ClientPage of ClientSummary);
