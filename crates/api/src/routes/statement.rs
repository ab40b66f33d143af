//! Statement of a client's account, as JSON or streamed as CSV.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::middleware::Compress;
use actix_web::{HttpResponse, get};
use app::operations::statement;
use contract::operations::{Statement, StatementFormat, StatementQuery};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok};
use crate::extract::{Path, Query};
use crate::guard::{Guard, OperationsRead, Right};
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_statement);
}

/// Statement of an account
///
/// Opening balance, operations oldest first, turnovers, closing balance of an interval. `format=csv` and `format=machine` stream a file of any length;
/// JSON is refused above its limit of rows.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), StatementQuery),
    responses((
        status = 200,
        description = "The statement.",
        content((Statement = "application/json"), (String = "text/csv"))
    )),
    extensions(("x-permission" = json!(OperationsRead::WORD)), ("x-problems" = json!(["too_many_rows"])))
)]
#[get("/clients/{id}/statement", wrap = "Compress::default()")]
pub async fn get_statement(
    state: Shared,
    actor: Guard<OperationsRead>,
    id: Path<i64>,
    query: Query<StatementQuery>,
) -> Reply {
    match query.0.format.unwrap_or_default() {
        StatementFormat::Json => ok(&statement::statement(&state.app, &actor, id.0, &query.0).await?),
        StatementFormat::Csv | StatementFormat::Machine => {
            let rows = statement::csv(&state.app, &actor, id.0, &query.0).await?;
            let name = format!("attachment; filename=\"statement-{}.csv\"", id.0);
            let mut file = HttpResponse::Ok();
            file.insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
                .insert_header((CONTENT_DISPOSITION, name));
            Ok(file.streaming(rows))
        }
    }
}
