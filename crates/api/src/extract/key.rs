//! The `Idempotency-Key` header, required on every command that moves money.

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
        let mut values = request.headers().get_all("idempotency-key");
        ready(match (values.next(), values.next()) {
            (Some(value), None) => {
                // What is not text is not printable ASCII either.
                IdempotencyKey::parse(value.to_str().unwrap_or_default()).map(Self).map_err(Failure::from)
            }
            (None, _) => Err(missing("send the header Idempotency-Key: one new value per intended effect")),
            (Some(_), Some(_)) => Err(missing("send one Idempotency-Key")),
        })
    }
}

fn missing(detail: &str) -> Failure {
    Failure::new(ProblemCode::IdempotencyKeyRequired, detail)
}
