//! Whether a program that reports something may: by an API key; by a signature where a secret is set; because it is on this machine
//! where such callers are trusted. A session is no way to report.

use actix_web::HttpRequest;
use app::Actor;
use contract::problem::ProblemCode;
use domain::Permission;

use crate::edge::request_id;
use crate::error::Failure;
use crate::guard::{Caller, identify_caller, permit};
use crate::security::peer;
use crate::security::signature::{self, Secret};
use crate::state::State;

/// A way in for programs.
pub struct Door<'a> {
    pub secrets: &'a [Secret],
    /// What an API key needs.
    pub permission: Permission,
    /// Who a signed or local caller is, by the id of the request.
    pub actor: fn(String) -> Actor,
}

/// What is known of the caller before the body is read.
pub enum Proof {
    /// A secret is set, and the request says that its body is signed.
    Signature,
    /// The caller may, as this actor.
    Actor(Actor),
}

impl Door<'_> {
    /// Judges the caller by address and headers, so that no stranger's body is read.
    ///
    /// # Errors
    /// 401 for a wrong key, or for no proof at all where a secret is set; 403 for a stranger.
    pub async fn before_body(&self, state: &State, request: &HttpRequest) -> Result<Proof, Failure> {
        if !self.secrets.is_empty() && signature::is_claimed(request.headers()) {
            return Ok(Proof::Signature);
        }
        if peer::is_trusted(state, request) {
            return Ok(Proof::Actor((self.actor)(request_id::text(request))));
        }
        match identify_caller(request).await? {
            Some(Caller::Key(actor)) => {
                permit(&actor, self.permission)?;
                Ok(Proof::Actor(actor))
            }
            Some(Caller::Person { .. }) | None if self.secrets.is_empty() => Err(stranger()),
            Some(Caller::Person { .. }) | None => Err(not_signed()),
        }
    }

    /// Judges the signature of the body, if one is required.
    ///
    /// # Errors
    /// 401.
    pub fn after_body(
        &self,
        state: &State,
        request: &HttpRequest,
        proof: Proof,
        body: &[u8],
    ) -> Result<Actor, Failure> {
        match proof {
            Proof::Actor(actor) => Ok(actor),
            Proof::Signature => {
                let now = state.app.clock.now().timestamp();
                match signature::is_valid(request.headers(), body, self.secrets, now) {
                    true => Ok((self.actor)(request_id::text(request))),
                    false => Err(not_signed()),
                }
            }
        }
    }
}

fn not_signed() -> Failure {
    Failure::new(ProblemCode::InvalidSignature, "the signature is missing, wrong or too old")
}

/// The answer to a caller who proves nothing.
pub fn stranger() -> Failure {
    Failure::new(
        ProblemCode::Forbidden,
        "only signed requests, API keys or, with --trust-local, callers on the same machine are served",
    )
}
