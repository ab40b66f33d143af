//! Background jobs as people see them.

use chrono::{DateTime, Utc};
use domain::{JobKind, JobState};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::actions::AvailableAction;
use crate::page::page;
#[cfg(feature = "openapi")]
use crate::schema;

/// Something done in the background: asked for in the transaction of its cause, tried until it succeeds or is given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    #[cfg_attr(feature = "openapi", schema(example = 7))]
    pub id: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::JobKind))]
    pub kind: JobKind,
    /// What it is about: `payment:31`. Of each kind and subject, at most one job is queued or running.
    #[cfg_attr(feature = "openapi", schema(example = "payment:31"))]
    pub subject: String,
    #[cfg_attr(feature = "openapi", schema(value_type = schema::JobState))]
    pub state: JobState,
    /// What it was about to do last: `CREATE`, `ASK`, `PAY_ORDER`, `CAPTURE`, `VOID`, `CANCEL_ORDER`, `REFUND`; others may come.
    #[cfg_attr(feature = "openapi", schema(example = "CREATE"))]
    pub stage: Option<String>,
    /// Per cent; never goes back.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100, example = 30))]
    pub progress: i16,
    /// How often it was begun.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 1))]
    pub attempts: i32,
    /// What came of it: an object whose form depends on the kind.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub result: Option<Value>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// True: it stops at its next step.
    pub cancel_requested: bool,
    /// Who caused it.
    #[cfg_attr(feature = "openapi", schema(example = "user:1"))]
    pub actor: String,
    pub actor_name: Option<String>,
    pub created_at: DateTime<Utc>,
    /// When the first attempt began.
    pub started_at: Option<DateTime<Utc>>,
    /// Of a queued one: not before this moment.
    pub next_attempt_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    /// `retry`, `cancel`, and why not.
    pub available_actions: Vec<AvailableAction>,
}

page!(
    /// Jobs, newest first.
    JobPage of Job);

/// Filters of the jobs; all that are given hold together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct JobQuery {
    /// Kinds, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "PAYMENT,REFUND"))]
    pub kind: Option<String>,
    /// States, separated by commas.
    #[cfg_attr(feature = "openapi", param(example = "QUEUED,RUNNING,FAILED"))]
    pub state: Option<String>,
    /// Exactly this subject.
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub subject: Option<String>,
    pub cursor: Option<String>,
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u16>,
    pub count: Option<bool>,
}
