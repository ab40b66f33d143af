//! Saved views: the filters and the order of a list under a name, for oneself or for everybody.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::AvailableAction;

/// Most views that one person keeps.
pub const MAX_VIEWS: i64 = 100;

/// The list that a view belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ViewList {
    Clients,
    Services,
    Operations,
    BankDeliveries,
    Products,
    StockMovements,
    Orders,
    Payments,
    Journal,
    Jobs,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: i64,
    pub list: ViewList,
    #[cfg_attr(feature = "openapi", schema(example = "Должники Ялты"))]
    pub name: String,
    /// The query of the page's address, without the question mark.
    #[cfg_attr(feature = "openapi", schema(example = "debtors=true&city=Ялта"))]
    pub query: String,
    /// True: everybody who may read the list sees it.
    pub shared: bool,
    /// True: the caller's own.
    pub mine: bool,
    /// Name of the owner, or the login of one without a name.
    #[cfg_attr(feature = "openapi", schema(example = "Ольга"))]
    pub owner_name: String,
    /// `edit` and `delete`.
    pub available_actions: Vec<AvailableAction>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// One's own views, then those that others share, each by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViewList {
    pub items: Vec<SavedView>,
}

/// A new view, or the whole view after an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViewInput {
    /// Never changes once the view is made.
    pub list: ViewList,
    /// One of its kind among one's own views of the list, whatever the case of the letters.
    #[validate(length(min = 1, max = 80, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, example = "Должники Ялты"))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 2000, code = "too_long"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "debtors=true&city=Ялта"))]
    pub query: String,
    #[serde(default)]
    pub shared: bool,
    /// Required for an edit: the version that it is based on. Absent for a new view.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Which views to show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct SavedViewQuery {
    /// Absent: of every list.
    pub list: Option<ViewList>,
}
