//! Figures of the home page.

use chrono::NaiveDate;
use domain::Total;
use serde::{Deserialize, Serialize};

use crate::page::Count;
#[cfg(feature = "openapi")]
use crate::schema;

/// How things stand now. A figure that the caller may not read is null.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// Live clients.
    pub clients: Option<Count>,
    /// Live clients with a negative balance: `/clients?debtors=true`.
    pub debtors: Option<Count>,
    /// Live clients whose credit ends within seven days from today: `/clients?credit_expiring_days=7`.
    pub credit_expiring: Option<Count>,
    /// Payments of the bank that found no client: `/bank-deliveries?status=unmatched`.
    pub unmatched_payments: Option<Count>,
    /// Orders that nobody has paid yet: `/orders?status=draft`.
    pub draft_orders: Option<Count>,
    /// The operations of today.
    pub today: Option<Today>,
}

/// Operations of one day of the business time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Today {
    pub date: NaiveDate,
    pub count: i64,
    /// Sum of the positive amounts.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub credits: Total,
    /// Sum of the negative amounts, negative.
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Money))]
    pub debits: Total,
}
