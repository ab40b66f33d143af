//! The log of changes.

use actix_web::get;
use actix_web::middleware::Compress;
use app::access::audit_log;
use contract::audit::{AuditPage, AuditQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::Query;
use crate::guard::{AuditRead, Guard, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_changes);
}

/// List changes
///
/// Who changed what, from which state to which, latest first: of everything, of one kind of record, or of one record. Entries are
/// never altered or removed.
#[utoipa::path(
    tag = "audit",
    params(AuditQuery),
    responses((status = 200, description = "A page of changes.", body = AuditPage)),
    extensions(("x-permission" = json!(AuditRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/audit", wrap = "Compress::default()")]
pub async fn list_changes(state: Shared, _actor: Guard<AuditRead>, query: Query<AuditQuery>) -> Reply {
    ok(&audit_log::list(&state.app, query.0).await?)
}
