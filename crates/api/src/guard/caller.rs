//! Telling who asks from the headers: an API key, or the cookie of a session.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use app::Actor;
use app::access::sessions::Found;
use app::access::{api_keys, sessions};
use contract::problem::ProblemCode;

use crate::edge::request_id;
use crate::error::Failure;
use crate::security::{cookie, site};
use crate::state;

/// Whoever proved who they are.
pub enum Caller {
    /// A program.
    Key(Actor),
    /// A person.
    Person { session: Box<Found>, token: String },
}

impl Caller {
    pub fn actor(&self) -> &Actor {
        match self {
            Self::Key(actor) => actor,
            Self::Person { session, .. } => &session.actor,
        }
    }

    pub fn into_actor(self) -> Actor {
        match self {
            Self::Key(actor) => actor,
            Self::Person { session, .. } => session.actor,
        }
    }

    /// Refuses a change that another site's page asks for with our cookie.
    ///
    /// # Errors
    /// 403 `cross_site`.
    pub fn check_site(&self, request: &HttpRequest) -> Result<(), Failure> {
        match self {
            Self::Person { .. } if site::is_unsafe(request.method()) => same_site(request),
            Self::Person { .. } | Self::Key(_) => Ok(()),
        }
    }
}

/// Who asks; none when the request carries no proof at all. An `Authorization` header wins over a cookie.
///
/// # Errors
/// 401 for a proof that does not hold, 503 when the database does not answer.
pub async fn identify_caller(request: &HttpRequest) -> Result<Option<Caller>, Failure> {
    let state = state::of(request)?;
    if let Some(header) = request.headers().get(AUTHORIZATION) {
        let key = header.to_str().ok().and_then(bearer).ok_or_else(wrong_key)?;
        let actor = api_keys::find(&state.app, key, &request_id::text(request)).await?;
        return Ok(Some(Caller::Key(actor.ok_or_else(wrong_key)?)));
    }
    let Some(token) = cookie::token(request, state.cookies) else { return Ok(None) };
    let found = sessions::find(&state.app, &state.terms, &token, &request_id::text(request)).await?;
    let session = Box::new(found.ok_or_else(session_over)?);
    Ok(Some(Caller::Person { session, token }))
}

/// Refuses what a page of another site asks for.
///
/// # Errors
/// 403 `cross_site`.
pub fn same_site(request: &HttpRequest) -> Result<(), Failure> {
    match site::is_cross_site(request.headers()) {
        true => Err(Failure::new(ProblemCode::CrossSite, "the request comes from another site")),
        false => Ok(()),
    }
}

/// The key after `Bearer`, whatever the case of the word.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, key) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn wrong_key() -> Failure {
    Failure::new(ProblemCode::Unauthenticated, "the API key is unknown, expired or revoked")
}

fn session_over() -> Failure {
    Failure::new(ProblemCode::Unauthenticated, "the session is over: sign in again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_key_is_what_follows_the_word() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("Bearer"), None);
    }
}
