//! Reading services: the statements and how their rows become views.

use chrono::{DateTime, Utc};
use contract::services::Service;
use domain::{BillingInfo, ServiceState};
use serde_json::{Value, json};
use sqlx::PgExecutor;
use sqlx::types::Json;

use crate::Actor;
use crate::actions::shown;

/// A service as stored.
#[derive(Debug, sqlx::FromRow)]
pub struct ServiceRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub kind: String,
    pub billing_kind: String,
    pub billing_info: Json<BillingInfo>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
    pub in_use: bool,
    /// The name as it is sorted.
    pub name_key: String,
}

/// The columns of [`ServiceRow`], of `services s`.
pub const ROW_COLUMNS: &str = "s.id, s.name, s.description, s.kind, s.billing_kind, s.billing_info, s.version, s.created_at, \
    s.updated_at, s.archived_at, exists (select from operations o where o.service_id = s.id) as in_use, search_key(s.name) as name_key";

pub async fn find(executor: impl PgExecutor<'_>, id: i64) -> Result<Option<ServiceRow>, sqlx::Error> {
    sqlx::query_as!(
        ServiceRow,
        r#"select id, name, description, kind, billing_kind, billing_info as "billing_info: Json<BillingInfo>", version, created_at,
                  updated_at, archived_at, exists (select from operations o where o.service_id = s.id) as "in_use!",
                  search_key(name) as "name_key!"
             from services s where id = $1"#,
        id
    )
    .fetch_optional(executor)
    .await
}

impl ServiceRow {
    /// What the actions on the service depend on.
    pub fn state(&self) -> ServiceState {
        ServiceState { archived: self.archived_at.is_some(), in_use: self.in_use }
    }

    /// The service as its page shows it to `actor`.
    pub fn view(self, actor: &Actor) -> Service {
        let available_actions = shown(self.state().offers(|right| actor.may(right)));
        Service { available_actions, ..self.row() }
    }

    /// The service as lists show it.
    pub fn row(self) -> Service {
        Service {
            id: self.id,
            name: self.name,
            description: self.description,
            kind: self.kind,
            billing_kind: self.billing_kind,
            billing_info: self.billing_info.0,
            in_use: self.in_use,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
            archived_at: self.archived_at,
            available_actions: Vec::new(),
        }
    }

    /// What the audit log keeps: everything that an edit can change.
    pub fn facts(&self) -> Value {
        json!({
            "name": self.name,
            "description": self.description,
            "kind": self.kind,
            "billing_kind": self.billing_kind,
            "billing_info": self.billing_info.0,
            "archived_at": self.archived_at,
            "version": self.version,
        })
    }
}
