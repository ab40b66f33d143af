//! The `Idempotency-Key` header: required on every command that moves money or goods, honoured on every other change.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use app::ledger::IdempotencyKey;
use contract::problem::ProblemCode;

use crate::error::Failure;

/// The caller's key of a command.
pub struct Key(pub IdempotencyKey);

impl FromRequest for Key {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let required = || missing("send the header Idempotency-Key: one new value per intended effect");
        ready(read(request).and_then(|key| key.map(Self).ok_or_else(required)))
    }
}

/// The caller's key of a change that does not need one.
pub struct OptionalKey(Option<IdempotencyKey>);

impl OptionalKey {
    pub fn get(&self) -> Option<&IdempotencyKey> {
        self.0.as_ref()
    }
}

impl FromRequest for OptionalKey {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request).map(Self))
    }
}

fn read(request: &HttpRequest) -> Result<Option<IdempotencyKey>, Failure> {
    let mut values = request.headers().get_all("idempotency-key");
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        // What is not text is not printable ASCII either.
        (Some(value), None) => {
            IdempotencyKey::parse(value.to_str().unwrap_or_default()).map(Some).map_err(Failure::from)
        }
        (Some(_), Some(_)) => Err(missing("send one Idempotency-Key")),
    }
}

fn missing(detail: &str) -> Failure {
    Failure::new(ProblemCode::IdempotencyKeyRequired, detail)
}
