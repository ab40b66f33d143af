//! Whether a caller of the bank's contract may: by signature, by API key, or because the caller is a program on this machine and no
//! secret is set.

use actix_web::HttpRequest;
use app::Actor;
use contract::problem::ProblemCode;
use domain::Permission;

use crate::edge::request_id;
use crate::error::Failure;
use crate::guard::{Caller, identify_caller, permit};
use crate::security::{peer, signature};
use crate::state::State;

/// What is known of the caller before the body is read.
pub enum Proof {
    /// A secret is set: the body must be signed.
    Signature,
    /// The caller may, as this actor.
    Actor(Actor),
}

/// Judges the caller by address and headers.
///
/// # Errors
/// 401 for a wrong key, 403 for a stranger.
pub async fn before_body(state: &State, request: &HttpRequest) -> Result<Proof, Failure> {
    if !state.bank_secrets.is_empty() {
        return Ok(Proof::Signature);
    }
    if is_local(request) {
        return Ok(Proof::Actor(Actor::bank(request_id::text(request))));
    }
    match identify_caller(request).await? {
        Some(Caller::Key(actor)) => {
            permit(&actor, Permission::BankWrite)?;
            Ok(Proof::Actor(actor))
        }
        Some(Caller::Person { .. }) | None => Err(stranger()),
    }
}

/// Judges the signature of the body, if one is required.
///
/// # Errors
/// 401.
pub fn after_body(state: &State, request: &HttpRequest, proof: Proof, body: &[u8]) -> Result<Actor, Failure> {
    match proof {
        Proof::Actor(actor) => Ok(actor),
        Proof::Signature => {
            let now = state.app.clock.now().timestamp();
            match signature::is_valid(request.headers(), body, &state.bank_secrets, now) {
                true => Ok(Actor::bank(request_id::text(request))),
                false => Err(Failure::new(
                    ProblemCode::InvalidSignature,
                    "the signature is missing, wrong or too old",
                )),
            }
        }
    }
}

/// Whether balances may be read.
///
/// # Errors
/// 401 for a wrong proof, 403 for a stranger or one without the permission.
pub async fn may_read(request: &HttpRequest) -> Result<(), Failure> {
    if is_local(request) {
        return Ok(());
    }
    match identify_caller(request).await? {
        Some(caller) => permit(caller.actor(), Permission::BankRead),
        None => Err(stranger()),
    }
}

fn is_local(request: &HttpRequest) -> bool {
    peer::is_local(request.peer_addr().map(|peer| peer.ip()), request.headers())
}

fn stranger() -> Failure {
    Failure::new(
        ProblemCode::Forbidden,
        "only signed requests, API keys or callers on the same machine are served",
    )
}
