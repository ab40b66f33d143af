//! Double entry: the chart of accounts, the journal, the trial balance.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Money, Total};
use serde::{Deserialize, Serialize};

use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// An account of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChartAccount {
    #[cfg_attr(feature = "openapi", schema(example = "62.02"))]
    pub code: String,
    #[cfg_attr(feature = "openapi", schema(example = "Авансы полученные"))]
    pub name_ru: String,
    #[cfg_attr(feature = "openapi", schema(example = "Advances received"))]
    pub name_en: String,
}

/// The chart of accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chart {
    pub items: Vec<ChartAccount>,
}

/// One entry: one amount from one account to another. A negative amount undoes (storno). It never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalEntry {
    pub id: i64,
    pub at: DateTime<Utc>,
    #[cfg_attr(feature = "openapi", schema(example = "50"))]
    pub debit: String,
    #[cfg_attr(feature = "openapi", schema(example = "62.02"))]
    pub credit: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub amount: Money,
    pub client_id: Option<i64>,
    pub client_name: Option<String>,
    pub order_id: Option<i64>,
    /// The cause: exactly one of the three.
    pub operation_id: Option<i64>,
    pub payment_id: Option<i64>,
    pub refund_id: Option<i64>,
}

page!(
    /// Journal entries, newest first.
    JournalPage of JournalEntry);

/// Filters of the journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct JournalQuery {
    /// On either side.
    #[cfg_attr(feature = "openapi", param(example = "62.02"))]
    pub account: Option<String>,
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

/// The period of a trial balance: days of the business zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct TrialBalanceQuery {
    /// First day; default: the first of this month.
    #[cfg_attr(feature = "openapi", param(example = "2026-11-01"))]
    pub from: Option<NaiveDate>,
    /// First day after the period; default: tomorrow.
    #[cfg_attr(feature = "openapi", param(example = "2026-12-01"))]
    pub to: Option<NaiveDate>,
}

/// What the accounts had, what moved, what they have. Debit = credit in every pair of columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialBalance {
    pub from: NaiveDate,
    /// The first day after the period.
    pub to: NaiveDate,
    pub accounts: Vec<TrialBalanceLine>,
    pub total: TrialBalanceSums,
}

/// One account of a trial balance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialBalanceLine {
    pub code: String,
    pub name_ru: String,
    pub name_en: String,
    #[serde(flatten)]
    pub sums: TrialBalanceSums,
}

/// The six columns of a trial balance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrialBalanceSums {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub opening_debit: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub opening_credit: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub debit: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credit: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub closing_debit: Total,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub closing_credit: Total,
}
