//! Who asks, and whether they may: the guard in a handler's signature is the permission of its route.
//!
//! Invariant: every handler of `/api/v1` but signing in takes a [`Guard`] or [`SignedIn`], and a cookie session changes something
//! only from our own pages. A test reads the permissions from the OpenAPI document and tries every role on every route.

mod caller;
mod rights;

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::Actor;
use app::access::sessions::Found;
use contract::problem::ProblemCode;
use domain::Permission;

pub use caller::{Caller, identify};
pub use rights::*;

use crate::error::Failure;

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

impl<R> Deref for Guard<R> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl<R: Right> FromRequest for Guard<R> {
    type Error = Failure;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let actor = identify(&request).await?.ok_or_else(unauthenticated)?.into_actor();
            request.extensions_mut().insert(actor.id);
            permit(&actor, R::PERMISSION)?;
            Ok(Self { actor, right: PhantomData })
        })
    }
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match identify(&request).await?.ok_or_else(unauthenticated)? {
                Caller::Person { session, token } => {
                    request.extensions_mut().insert(session.actor.id);
                    permit(&session.actor, Permission::Session)?;
                    Ok(Self { session: *session, token })
                }
                Caller::Key(actor) => {
                    request.extensions_mut().insert(actor.id);
                    Err(Failure::new(ProblemCode::Forbidden, "an API key has no session"))
                }
            }
        })
    }
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
