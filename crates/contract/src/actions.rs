//! What a person may do with a record: decided by the server, shown by the browser.

use domain::{Action, Obstacle};
use serde::{Deserialize, Serialize};

#[cfg(feature = "openapi")]
use crate::schema;

/// An action on the record, and whether the caller may do it in the state that the record has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailableAction {
    #[cfg_attr(feature = "openapi", schema(value_type = schema::Action))]
    pub action: Action,
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub allowed: bool,
    /// Why not, when it is not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<schema::Obstacle>))]
    pub reason: Option<Obstacle>,
}
