//! Lists as CSV files, streamed.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::middleware::Compress;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get};
use app::{Actor, bank, clients, operations, services};
use contract::bank::BankDeliveryQuery;
use contract::clients::ClientQuery;
use contract::export::ExportQuery;
use contract::operations::OperationQuery;
use contract::services::ServiceQuery;
use futures_util::Stream;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::Reply;
use crate::extract::Export;
use crate::guard::{BankRead, ClientsRead, Guard, OperationsRead, Right, ServicesRead};
use crate::state::{Shared, State};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(export_clients)
        .service(export_services)
        .service(export_operations)
        .service(export_deliveries);
}

/// Export clients
///
/// All clients that pass the filters, in the order of the list, as CSV (UTF-8 with a byte order mark, semicolons):
/// `ID;Имя;Фамилия;Email;Телефон;Баланс кошелька;Дата создания`. First and last name are filled for individuals, any other name is in
/// the first of them. `columns=all` has the other columns as well. A text that a spreadsheet would run as a formula begins with an apostrophe.
#[utoipa::path(
    tag = "clients",
    params(ClientQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(ClientsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/clients/export", wrap = "Compress::default()")]
pub async fn export_clients(state: Shared, actor: Guard<ClientsRead>, export: Export<ClientQuery>) -> Reply {
    let rows = clients::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "clients", rows))
}

/// Export services
///
/// All services that pass the filters, in the order of the list, as CSV (UTF-8 with a byte order mark, semicolons).
#[utoipa::path(
    tag = "services",
    params(ServiceQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(ServicesRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/services/export", wrap = "Compress::default()")]
pub async fn export_services(
    state: Shared,
    actor: Guard<ServicesRead>,
    export: Export<ServiceQuery>,
) -> Reply {
    let rows = services::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "services", rows))
}

/// Export operations
///
/// All operations that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons), times in the business zone.
#[utoipa::path(
    tag = "operations",
    params(OperationQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(OperationsRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/operations/export", wrap = "Compress::default()")]
pub async fn export_operations(
    state: Shared,
    actor: Guard<OperationsRead>,
    export: Export<OperationQuery>,
) -> Reply {
    let rows = operations::export::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "operations", rows))
}

/// Export the bank's deliveries
///
/// All deliveries that pass the filters, newest first, as CSV (UTF-8 with a byte order mark, semicolons).
#[utoipa::path(
    tag = "bank deliveries",
    params(BankDeliveryQuery, ExportQuery),
    responses((status = 200, description = "The file.", content((String = "text/csv")))),
    extensions(("x-permission" = json!(BankRead::WORD)), ("x-problems" = json!(["overloaded"])))
)]
#[get("/bank-deliveries/export", wrap = "Compress::default()")]
pub async fn export_deliveries(
    state: Shared,
    actor: Guard<BankRead>,
    export: Export<BankDeliveryQuery>,
) -> Reply {
    let rows = bank::export::export(&state.app, &actor, export.query, export.form).await?;
    Ok(file(&state, &actor, "bank-deliveries", rows))
}

/// The answer: a file that names its list and the business day.
pub fn file(
    state: &State,
    actor: &Actor,
    list: &str,
    rows: impl Stream<Item = app::Result<Bytes>> + 'static,
) -> HttpResponse {
    log::info!(actor:% = actor.id, list, request_id = actor.request_id; "export");
    let name = format!("attachment; filename=\"{list}-{}.csv\"", state.app.clock.today());
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(rows)
}
