//! The audit log: who changed what, and when.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::page::page;

/// One change. It is never altered or removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: i64,
    pub at: DateTime<Utc>,
    /// Who did it: `user:1`, `api_key:2`, `system`, `anonymous`.
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    /// Name of the user or of the API key, if it is one.
    #[cfg_attr(feature = "openapi", schema(example = "Ольга"))]
    pub actor_name: Option<String>,
    /// `create`, `change`, `archive`, `restore`, `delete`, `sign_in` and so on.
    #[cfg_attr(feature = "openapi", schema(example = "change"))]
    pub action: String,
    /// `client`, `service`, `product`, `user`, `api_key`, `view`.
    #[cfg_attr(feature = "openapi", schema(example = "client"))]
    pub entity: String,
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub entity_id: Option<i64>,
    /// What the record was; null for a new one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>, example = json!({"city": "Ялта", "version": 1})))]
    pub before: Option<Value>,
    /// What the record became; null for one that was deleted.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>, example = json!({"city": "Керчь", "version": 2})))]
    pub after: Option<Value>,
    /// The `x-request-id` of the change.
    pub request_id: Option<String>,
}

page!(
    /// Changes, latest first.
    AuditPage of AuditEntry);

/// Whose changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct AuditQuery {
    /// `client`, `service`, `product`, `user`, `api_key`, `view`.
    #[cfg_attr(feature = "openapi", param(max_length = 40, example = "client"))]
    pub entity: Option<String>,
    /// Number of the record; only together with `entity`.
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 12))]
    pub id: Option<i64>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
}
