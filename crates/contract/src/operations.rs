//! The ledger on the wire: operations, wallet commands, statements.

use chrono::{DateTime, Utc};
use domain::{Money, OperationKind, Total};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;
use crate::export::{ExportColumns, ExportLang};
use crate::page::page;
use crate::problem::Problem;
#[cfg(feature = "openapi")]
use crate::schema;

/// Most items of one batch.
pub const MAX_BATCH: usize = 1000;

/// One row of the log. It never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operation {
    #[cfg_attr(feature = "openapi", schema(example = 1001))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    /// The client's own number of the operation: 1, 2, 3, ... without gaps.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 7))]
    pub seq: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OperationKind))]
    pub kind: OperationKind,
    /// Change of the balance: positive for a credit, negative for a debit, null for an event without money.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Money>))]
    pub amount: Option<Money>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub balance_after: Money,
    pub service_id: Option<i64>,
    pub order_id: Option<i64>,
    pub description: Option<String>,
    /// Id of the operation that this one reverses.
    pub reversal_of: Option<i64>,
    /// Who did it: `user:1`, `api_key:2`, `bank`, `system`.
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub created_at: DateTime<Utc>,
}

/// An operation as lists and pages show it: what [`Operation`] has, with names and the reversal, if any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationView {
    #[cfg_attr(feature = "openapi", schema(example = 1001))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    /// The client's own number of the operation: 1, 2, 3, ... without gaps.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, example = 7))]
    pub seq: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OperationKind))]
    pub kind: OperationKind,
    /// Change of the balance: positive for a credit, negative for a debit, null for an event without money.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Money>))]
    pub amount: Option<Money>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub balance_after: Money,
    pub service_id: Option<i64>,
    pub order_id: Option<i64>,
    pub description: Option<String>,
    /// Id of the operation that this one reverses.
    pub reversal_of: Option<i64>,
    /// Who did it: `user:1`, `api_key:2`, `bank`, `system`.
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub created_at: DateTime<Utc>,
    pub client_name: String,
    pub service_name: Option<String>,
    /// Id of the operation that reverses this one.
    pub reversed_by: Option<i64>,
    /// Name of the user or API key that did it. Only where one operation or a statement is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// Id of the bank's delivery that this operation credits. Only where one operation is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_delivery_id: Option<i64>,
    /// `reverse`, and why not. Only where one operation is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub available_actions: Vec<AvailableAction>,
}

page!(
    /// Operations, newest first.
    OperationPage of OperationView,
    /// Only when asked for with `totals=true`.
    totals: Totals);

/// Sums of the whole filtered set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Sum of the positive amounts.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credits: Total,
    /// Sum of the negative amounts, negative.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub debits: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub net: Total,
    pub operations: i64,
}

/// Filters of the log; all that are given hold together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct OperationQuery {
    /// Numbers and ranges: `12`, `12,40..60`.
    pub id: Option<String>,
    pub client_id: Option<i64>,
    /// Kinds, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "TOP_UP,BANK_PAYMENT"))]
    pub kind: Option<String>,
    pub service_id: Option<i64>,
    pub order_id: Option<i64>,
    /// Text anywhere in the description, 3 characters or more; fewer match beginnings of the description.
    #[cfg_attr(feature = "openapi", param(max_length = 200))]
    pub q: Option<String>,
    /// From this moment on: a date (business zone) or an RFC 3339 moment.
    #[cfg_attr(feature = "openapi", param(example = "2026-01-01"))]
    pub from: Option<String>,
    /// Before this moment; a date means its beginning.
    pub to: Option<String>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub amount_min: Option<Money>,
    #[cfg_attr(feature = "openapi", param(value_type = Option<schema::Money>))]
    pub amount_max: Option<Money>,
    pub sign: Option<AmountSign>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
    /// `true`: also the sums of the whole filtered set. Costs more the larger the set is.
    pub totals: Option<bool>,
}

/// Direction of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AmountSign {
    Credit,
    Debit,
    /// Events without an amount.
    None,
}

/// Deposit, withdraw, spend: how much and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalletCommand {
    /// Positive; the command gives the direction.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::MoneyInput, example = "100.00"))]
    pub amount: Money,
    #[validate(length(min = 1, max = 500, code = "length"))]
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 500, example = "Компенсация за простой")
    )]
    pub description: String,
}

/// A new operation. The sign of the amount must be one that the kind allows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOperation {
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub client_id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::OperationKind))]
    pub kind: OperationKind,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::MoneyInput>, example = "-550.00"))]
    pub amount: Option<Money>,
    #[serde(default)]
    pub service_id: Option<i64>,
    #[serde(default)]
    #[validate(length(max = 1000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub description: Option<String>,
}

/// Up to 1000 operations, decided one by one in the order given, committed together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationBatch {
    #[validate(length(min = 1, max = 1000, code = "length"), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 1000))]
    pub operations: Vec<NewOperation>,
}

/// The fate of each item, in the order given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResult {
    pub results: Vec<BatchItem>,
    pub accepted: usize,
    pub refused: usize,
}

/// One item of a batch: the operation, or why not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchItem {
    /// The status that the item alone would have had.
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// Undoing an operation by its mirror image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReversal {
    /// Why. Absent: a standard text that names the operation.
    #[serde(default)]
    #[validate(length(max = 500, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub description: Option<String>,
}

/// Interval of a statement; half-open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct StatementQuery {
    /// A date (business zone) or an RFC 3339 moment. Absent: from the first operation.
    #[cfg_attr(feature = "openapi", param(example = "2026-04-01"))]
    pub from: Option<String>,
    /// Before this moment. Absent: up to now.
    #[cfg_attr(feature = "openapi", param(example = "2026-05-01"))]
    pub to: Option<String>,
    /// `json` (default); `csv` for people; `machine`, the same for programs (see the exports).
    pub format: Option<StatementFormat>,
    /// Of a `csv`: `ru` (default) or `en`.
    pub lang: Option<ExportLang>,
    /// Of a `csv`: `usual` (default) or `all`.
    pub columns: Option<ExportColumns>,
}

/// Form of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StatementFormat {
    #[default]
    Json,
    Csv,
    /// CSV for programs: every column under its key, codes, points, moments with their offset.
    Machine,
}

/// Statement of an account for an interval: opening + credits + debits = closing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    pub client_id: i64,
    pub client_name: String,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub opening_balance: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credits: Total,
    /// Negative.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub debits: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub closing_balance: Money,
    /// Oldest first, with the names of what was charged.
    pub operations: Vec<OperationView>,
    pub time_zone: String,
    pub generated_at: DateTime<Utc>,
}
