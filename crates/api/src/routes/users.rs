//! Users and their roles.

use actix_web::http::StatusCode;
use actix_web::{get, patch, post};
use app::access::users;
use contract::access::{NewUser, User, UserChange, UserPage};
use contract::page::PageQuery;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, ok, posted, posted_at};
use crate::detached::detached;
use crate::extract::{Json, OptionalKey, Path, Query};
use crate::guard::{Guard, Right, UsersRead, UsersWrite};
use crate::openapi::OptionalKeyHeader;
use crate::state::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_users).service(create_user).service(get_user).service(change_user);
}

/// List users
///
/// By login, disabled ones too.
#[utoipa::path(
    tag = "users",
    params(PageQuery),
    responses((status = 200, description = "A page of users.", body = UserPage)),
    extensions(("x-permission" = json!(UsersRead::WORD)), ("x-problems" = json!(["invalid_cursor"])))
)]
#[get("/users")]
pub async fn list_users(state: Shared, _actor: Guard<UsersRead>, query: Query<PageQuery>) -> Reply {
    ok(&users::list(&state.app, &query.0).await?)
}

/// Create a user
///
/// Tell the password to the person; only its digest is kept. Nobody gives a role with rights that they lack themselves.
#[utoipa::path(
    tag = "users",
    params(OptionalKeyHeader),
    responses((status = 201, description = "The user.", body = User)),
    extensions(("x-permission" = json!(UsersWrite::WORD)), ("x-problems" = json!(["login_taken"])))
)]
#[post("/users")]
pub async fn create_user(
    state: Shared,
    actor: Guard<UsersWrite>,
    key: OptionalKey,
    body: Json<NewUser>,
) -> Reply {
    let user = detached(async move { users::create(&state.app, &actor, key.get(), body.0).await }).await?;
    posted_at(&format!("/api/v1/users/{}", user.body.id), &user)
}

/// Read a user
///
/// Without anything secret.
#[utoipa::path(
    tag = "users",
    params(("id" = i64, Path, description = "Number of the user")),
    responses((status = 200, description = "The user.", body = User)),
    extensions(("x-permission" = json!(UsersRead::WORD)))
)]
#[get("/users/{id}")]
pub async fn get_user(state: Shared, _actor: Guard<UsersRead>, id: Path<i64>) -> Reply {
    ok(&users::get(&state.app, id.0).await?)
}

/// Change a user
///
/// Absent fields stay. Disabling or a new password ends the user's sessions. The last active administrator stays one. Nobody changes a
/// user who has, or would have, rights that they lack themselves.
#[utoipa::path(
    tag = "users",
    params(("id" = i64, Path, description = "Number of the user"), OptionalKeyHeader),
    responses((status = 200, description = "The user after the change.", body = User)),
    extensions(("x-permission" = json!(UsersWrite::WORD)), ("x-problems" = json!(["stale_version", "last_admin"])))
)]
#[patch("/users/{id}")]
pub async fn change_user(
    state: Shared,
    actor: Guard<UsersWrite>,
    id: Path<i64>,
    key: OptionalKey,
    body: Json<UserChange>,
) -> Reply {
    posted(
        StatusCode::OK,
        &detached(async move { users::change(&state.app, &actor, key.get(), id.0, body.0).await }).await?,
    )
}
