//! Whether a program that reports something may: by signature where a secret is set; else because it is on this machine, or by an API
//! key. A session is no way to report.

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
    /// A secret is set: the body must be signed.
    Signature,
    /// The caller may, as this actor.
    Actor(Actor),
}

impl Door<'_> {
    /// Judges the caller by address and headers.
    ///
    /// # Errors
    /// 401 for a wrong key, 403 for a stranger.
    pub async fn before_body(&self, request: &HttpRequest) -> Result<Proof, Failure> {
        if !self.secrets.is_empty() {
            return Ok(Proof::Signature);
        }
        if is_local(request) {
            return Ok(Proof::Actor((self.actor)(request_id::text(request))));
        }
        match identify_caller(request).await? {
            Some(Caller::Key(actor)) => {
                permit(&actor, self.permission)?;
                Ok(Proof::Actor(actor))
            }
            Some(Caller::Person { .. }) | None => Err(stranger()),
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
                    false => Err(Failure::new(
                        ProblemCode::InvalidSignature,
                        "the signature is missing, wrong or too old",
                    )),
                }
            }
        }
    }
}

/// Whether the caller is a program on this machine, and no proxy speaks for somebody else.
pub fn is_local(request: &HttpRequest) -> bool {
    peer::is_local(request.peer_addr().map(|peer| peer.ip()), request.headers())
}

/// The answer to a caller who proves nothing.
pub fn stranger() -> Failure {
    Failure::new(
        ProblemCode::Forbidden,
        "only signed requests, API keys or callers on the same machine are served",
    )
}
