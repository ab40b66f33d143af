//! Clients and their contacts.

use actix_web::http::StatusCode;
use actix_web::middleware::Compress;
use actix_web::{delete, get, post, put};
use app::clients;
use contract::clients::{
    Client, ClientInput, ClientPage, ClientQuery, ContactList, SearchQuery, SearchResult,
};
use contract::paths;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{ClientsDelete, ClientsRead, ClientsWrite, Guard, Right};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    // `search` before `{id}`: routes are tried in order.
    config
        .service(search_clients)
        .service(list_clients)
        .service(create_client)
        .service(get_client)
        .service(update_client)
        .service(delete_client)
        .service(archive_client)
        .service(restore_client)
        .service(list_contacts);
}

/// Find clients as you type
///
/// One query over names, phones however written, emails, INN and number, also typed on the other keyboard layout. The best match
/// first, at most ten.
#[utoipa::path(
    tag = "clients",
    params(SearchQuery),
    responses((status = 200, description = "Found clients.", body = SearchResult)),
    extensions(("x-permission" = json!(ClientsRead::WORD)))
)]
#[get("/clients/search")]
pub async fn search_clients(state: Shared, actor: Guard<ClientsRead>, query: Query<SearchQuery>) -> Reply {
    ok(&clients::search(&state.app, &actor, query.0).await?)
}

/// List clients
///
/// All filters that are given hold together. Pages are told apart by cursors and cost the same at any depth.
#[utoipa::path(
    tag = "clients",
    params(ClientQuery),
    responses((status = 200, description = "A page of clients.", body = ClientPage)),
    extensions(("x-permission" = json!(ClientsRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/clients", wrap = "Compress::default()")]
pub async fn list_clients(state: Shared, actor: Guard<ClientsRead>, query: Query<ClientQuery>) -> Reply {
    ok(&clients::list(&state.app, &actor, query.0).await?)
}

/// Create a client
///
/// The account is opened with it, empty. With `"on_duplicate": "REFUSE"` it is refused when a live client, or a contact of one, has its
/// phone or email; the answer names them.
#[utoipa::path(
    tag = "clients",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The client.", body = Client)),
    extensions(("x-permission" = json!(ClientsWrite::WORD)), ("x-problems" = json!(["inn_taken", "duplicate_client"])))
)]
#[post("/clients")]
pub async fn create_client(
    state: Shared,
    actor: Guard<ClientsWrite>,
    key: OptionalKey,
    body: Json<ClientInput>,
) -> Reply {
    let client =
        detached(async move { clients::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&paths::client(client.body.id), &client)
}

/// Read a client
///
/// With contacts, what each command accepts now, and what the caller may do.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client")),
    responses((status = 200, description = "The client.", body = Client)),
    extensions(("x-permission" = json!(ClientsRead::WORD)))
)]
#[get("/clients/{id}")]
pub async fn get_client(state: Shared, actor: Guard<ClientsRead>, id: Path<i64>) -> Reply {
    ok(&clients::get(&state.app, &actor, id.0).await?)
}

/// Edit a client
///
/// The whole client as it shall be, with the `version` that the edit is based on; an outdated one is refused and loses nothing.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), OptionalKeyHeader),
    responses((status = 200, description = "The client after the edit.", body = Client)),
    extensions(
        ("x-permission" = json!(ClientsWrite::WORD)),
        ("x-problems" = json!(["stale_version", "inn_taken", "archived", "credit_below_debt"]))
    )
)]
#[put("/clients/{id}")]
pub async fn update_client(
    state: Shared,
    actor: Guard<ClientsWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<ClientInput>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { clients::update(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}

/// Delete a client
///
/// Only one without operations; any other can be archived.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), OptionalKeyHeader),
    responses((status = 204, description = "Deleted.")),
    extensions(("x-permission" = json!(ClientsDelete::WORD)), ("x-problems" = json!(["in_use"])))
)]
#[delete("/clients/{id}")]
pub async fn delete_client(
    state: Shared,
    actor: Guard<ClientsDelete>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    emptied(&detached(async move { clients::delete(&state.app, &actor, key.get(), id.0).await }).await?)
}

/// Archive a client
///
/// It leaves the lists and takes no more operations; its history stays.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), OptionalKeyHeader),
    responses((status = 200, description = "The client.", body = Client)),
    extensions(("x-permission" = json!(ClientsDelete::WORD)), ("x-problems" = json!(["archived"])))
)]
#[post("/clients/{id}/archive")]
pub async fn archive_client(
    state: Shared,
    actor: Guard<ClientsDelete>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { clients::archive(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}

/// Restore a client from the archive
///
/// Refused when another live client has got its INN meanwhile.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client"), OptionalKeyHeader),
    responses((status = 200, description = "The client.", body = Client)),
    extensions(("x-permission" = json!(ClientsDelete::WORD)), ("x-problems" = json!(["not_archived", "inn_taken"])))
)]
#[post("/clients/{id}/restore")]
pub async fn restore_client(
    state: Shared,
    actor: Guard<ClientsDelete>,
    id: Path<i64>,
    key: OptionalKey,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { clients::restore(&state.app, &actor, key.get(), id.0).await }).await?,
    )
}

/// List the contacts of a client
///
/// In the order in which they were given.
#[utoipa::path(
    tag = "clients",
    params(("id" = i64, Path, description = "Number of the client")),
    responses((status = 200, description = "The contacts.", body = ContactList)),
    extensions(("x-permission" = json!(ClientsRead::WORD)))
)]
#[get("/clients/{id}/contacts")]
pub async fn list_contacts(state: Shared, actor: Guard<ClientsRead>, id: Path<i64>) -> Reply {
    ok(&ContactList { items: clients::contacts(&state.app, &actor, id.0).await? })
}
