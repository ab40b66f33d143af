//! Signing in and out, one's own sessions and password.

use std::time::Instant;

use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use app::access::places::{self, Origin};
use app::access::sessions;
use contract::access::{PasswordChange, Session, SessionList, SignIn};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::answer::{Reply, emptied, no_content, ok};
use crate::detached::detached;
use crate::edge::request_id;
use crate::error::Failure;
use crate::extract::{OptionalKey, Path, SmallJson};
use crate::guard::{self, MaybeSignedIn, Right, SignedIn};
use crate::openapi::OptionalKeyHeader;
use crate::security::attempts::Pass;
use crate::security::{cookie, proxies};
use crate::state::{Shared, State};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(get_session)
        .service(sign_out)
        .service(change_own_password)
        .service(list_sessions)
        .service(end_session);
}

/// Sign in
///
/// Sets the cookie of a new session and ends the one that the request carried. Failures are limited per address, and per login and place: a
/// browser or network where that login was signed in before has a count of its own. Also sets the cookie by which the browser is known
/// the next time. The body may have 4 KiB.
#[utoipa::path(
    tag = "session",
    request_body = SignIn,
    responses((
        status = 200,
        description = "Who is signed in.",
        body = Session,
        headers(("Set-Cookie" = String, description = "`sid`, or `__Host-sid` over https"))
    )),
    extensions(
        ("x-permission" = json!("public")),
        ("x-problems" = json!(["invalid_credentials", "cross_site", "too_many_requests"]))
    )
)]
#[post("/session")]
pub async fn sign_in(
    state: Shared,
    request: HttpRequest,
    before: MaybeSignedIn,
    body: SmallJson<SignIn>,
) -> Reply {
    guard::same_site(&request)?;
    let origin = origin(&request, &state);
    let pass = pass(&state, &body.0.login, &origin).await?;
    let opened = open(state.clone(), &request, body.0, origin).await;
    if !matches!(&opened, Err(failure) if failure.problem.status == 401) {
        pass.give_back();
    }
    let opened = opened?;
    if let Some(before) = before.0 {
        end(state.clone(), before).await?;
    }
    welcome(&state, &request, opened)
}

/// Who is signed in
///
/// With the permissions of the role and the business time zone.
#[utoipa::path(
    tag = "session",
    responses((status = 200, description = "Who is signed in.", body = Session)),
    extensions(("x-permission" = json!(guard::Session::WORD)))
)]
#[get("/session")]
pub async fn get_session(state: Shared, me: SignedIn) -> Reply {
    ok(&me.session.view(&state.app))
}

/// Sign out
///
/// Ends the session on the server and makes the browser forget the cookie.
#[utoipa::path(
    tag = "session",
    responses((status = 204, description = "Signed out.")),
    extensions(("x-permission" = json!(guard::Session::WORD)))
)]
#[delete("/session")]
pub async fn sign_out(state: Shared, me: SignedIn) -> Reply {
    end(state.clone(), me).await?;
    let mut response = HttpResponse::NoContent();
    for cookie in cookie::forget(state.cookies) {
        response.cookie(cookie);
    }
    Ok(response.finish())
}

/// Change one's own password
///
/// Ends one's other sessions. Wrong guesses of the present password count with those of signing in.
#[utoipa::path(
    tag = "session",
    params(OptionalKeyHeader),
    request_body = PasswordChange,
    responses((status = 204, description = "Changed.")),
    extensions(("x-permission" = json!(guard::Session::WORD)), ("x-problems" = json!(["too_many_requests"])))
)]
#[post("/session/password")]
pub async fn change_own_password(
    state: Shared,
    request: HttpRequest,
    me: SignedIn,
    key: OptionalKey,
    body: SmallJson<PasswordChange>,
) -> Reply {
    let counted = state.clone();
    let pass = pass(&counted, &me.session.user.login, &origin(&request, &state)).await?;
    let changed =
        detached(async move { sessions::change_password(&state.app, &me.session, key.get(), body.0).await })
            .await;
    if !matches!(&changed, Err(failure) if is_wrong_password(failure)) {
        pass.give_back();
    }
    emptied(&changed?)
}

/// Whether the present password was looked at and was wrong.
fn is_wrong_password(failure: &Failure) -> bool {
    failure.problem.errors.iter().any(|error| error.field == "current_password" && error.code == "wrong")
}

/// List one's own sessions
///
/// Where one is signed in, latest first.
#[utoipa::path(
    tag = "session",
    responses((status = 200, description = "The sessions.", body = SessionList)),
    extensions(("x-permission" = json!(guard::Session::WORD)))
)]
#[get("/sessions")]
pub async fn list_sessions(state: Shared, me: SignedIn) -> Reply {
    ok(&sessions::list(&state.app, &state.terms, &me.session).await?)
}

/// End one of one's own sessions
///
/// For instance on a device that was left behind.
#[utoipa::path(
    tag = "session",
    params(("id" = i64, Path, description = "Number of the session")),
    responses((status = 204, description = "Ended.")),
    extensions(("x-permission" = json!(guard::Session::WORD)))
)]
#[delete("/sessions/{id}")]
pub async fn end_session(state: Shared, me: SignedIn, id: Path<i64>) -> Reply {
    detached(async move { sessions::revoke(&state.app, &me.session, id.0).await }).await?;
    no_content()
}

/// The answer that carries the cookie.
fn welcome(state: &State, request: &HttpRequest, opened: sessions::Opened) -> Reply {
    let seconds = state.terms.absolute.num_seconds();
    let cookie = cookie::issue(request, state.cookies, opened.token, seconds);
    let mut response = ok(&opened.session.view(&state.app))?;
    response.add_cookie(&cookie).map_err(Failure::internal)?;
    if let Some(device) = opened.device {
        let cookie = cookie::issue_device(request, state.cookies, device);
        response.add_cookie(&cookie).map_err(Failure::internal)?;
    }
    Ok(response)
}

async fn open(
    state: Shared,
    request: &HttpRequest,
    attempt: SignIn,
    origin: Origin,
) -> Result<sessions::Opened, Failure> {
    let agent = request
        .headers()
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let id = request_id::text(request);
    detached(async move { sessions::sign_in(&state.app, &state.terms, attempt, &origin, &agent, &id).await })
        .await
}

async fn end(state: Shared, me: SignedIn) -> Result<(), Failure> {
    detached(async move { sessions::sign_out(&state.app, &me.session.actor, &me.token).await }).await
}

/// Lets an attempt at a password through, or refuses it with the time to wait.
async fn pass<'a>(state: &'a State, login: &str, origin: &Origin) -> Result<Pass<'a>, Failure> {
    let familiar = places::familiar(&state.app, login, origin).await?;
    state.attempts.begin(login, origin.network, familiar, Instant::now()).map_err(Failure::too_many)
}

/// Where an attempt comes from. Without a peer (which a socket always has) all such callers count together.
fn origin(request: &HttpRequest, state: &State) -> Origin {
    let peer =
        request.peer_addr().map_or(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let caller = proxies::caller(peer, request.headers(), &state.trusted_proxies);
    Origin { network: proxies::network_of(caller), device: cookie::device(request, state.cookies) }
}
