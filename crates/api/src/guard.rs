//! Who asks, and whether they may: the guard in a handler's signature is the permission of its route.
//!
//! Two steps, so that nobody's body is read before they are known: a layer around `/api/v1` ([`identify`]) tells who asks; the guard
//! judges at once, as the first extractor. Invariant: every handler of `/api/v1` but signing in takes a [`Guard`] or [`SignedIn`], and
//! a cookie session changes something only from our own pages. A test reads the permissions from the OpenAPI document and tries
//! every role on every route.

mod caller;
mod rights;

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use app::Actor;
use app::access::sessions::Found;
use contract::problem::ProblemCode;
use domain::Permission;

pub use caller::{Caller, identify_caller, same_site};
pub use rights::*;

use crate::error::Failure;
use crate::security::shares;
use crate::state;

/// What [`identify`] found out, until a guard takes it.
struct Identity(Result<Option<Caller>, Failure>);

/// Whoever asks, proved to have the right `R`.
pub struct Guard<R> {
    actor: Actor,
    right: PhantomData<R>,
}

/// Whoever asks, proved to be a person with a session.
pub struct SignedIn {
    pub session: Found,
    /// The token of the cookie.
    pub token: String,
}

/// The session that the caller may have, where none is needed: signing in.
pub struct MaybeSignedIn(pub Option<SignedIn>);

/// The layer that tells who asks.
///
/// # Errors
/// Only those of the inner layers; a wrong proof is the guard's to refuse.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let found = identify_caller(request.request()).await;
    let reader = match &found {
        Ok(Some(caller)) if *request.method() == Method::GET => Some(caller.actor().id),
        Ok(_) | Err(_) => None,
    };
    request.extensions_mut().insert(Identity(found));
    let share = match reader {
        Some(reader) => {
            let share = state::of(request.request())?.reads.take(reader).await;
            Some(share.ok_or_else(|| Failure::too_many_at_once(shares::SHARE, shares::RETRY))?)
        }
        None => None,
    };
    let answer = next.call(request).await;
    drop(share);
    answer
}

impl<R> Deref for Guard<R> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl<R: Right> FromRequest for Guard<R> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(take(request).and_then(|caller| {
            let actor = caller.into_actor();
            permit(&actor, R::PERMISSION)?;
            Ok(Self { actor, right: PhantomData })
        }))
    }
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(take(request).and_then(|caller| match caller {
            Caller::Person { session, token } => {
                permit(&session.actor, Permission::Session)?;
                Ok(Self { session: *session, token })
            }
            Caller::Key(_) => Err(Failure::new(ProblemCode::Forbidden, "an API key has no session")),
        }))
    }
}

impl FromRequest for MaybeSignedIn {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self(SignedIn::from_request(request, payload).into_inner().ok())))
    }
}

/// Takes the identity, notes it for the log, refuses strangers and other sites.
fn take(request: &HttpRequest) -> Result<Caller, Failure> {
    let identity = request.extensions_mut().remove::<Identity>();
    let Identity(found) = identity.ok_or_else(|| Failure::internal("no layer has told who asks"))?;
    let caller = found?.ok_or_else(unauthenticated)?;
    request.extensions_mut().insert(caller.actor().id);
    caller.check_site(request)?;
    Ok(caller)
}

/// Refuses whoever lacks the right.
///
/// # Errors
/// 403.
pub fn permit(actor: &Actor, permission: Permission) -> Result<(), Failure> {
    if actor.may(permission) {
        return Ok(());
    }
    log::info!(actor:% = actor.id, permission:% = permission, request_id = actor.request_id; "permission refused");
    Err(Failure::new(ProblemCode::Forbidden, format!("this needs the permission {permission}")))
}

pub fn unauthenticated() -> Failure {
    Failure::new(ProblemCode::Unauthenticated, "sign in, or send Authorization: Bearer with an API key")
}
