//! Errors of the bank's contract: `{"error": "..."}`, and 400 for everything that the bank got wrong.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use contract::bank::BankError;
use contract::problem::{Problem, ProblemCode};

use crate::error::Failure;

/// A failure in the bank's words.
#[derive(Debug)]
pub struct BankFailure(pub Failure);

impl BankFailure {
    /// 400 with that text.
    pub fn bad(text: &str) -> Self {
        Self(Failure::new(ProblemCode::MalformedRequest, text))
    }

    /// 404, in the document's own words.
    pub fn not_found() -> Self {
        Self(Failure::new(ProblemCode::NotFound, "Organization not found"))
    }
}

impl From<Failure> for BankFailure {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl fmt::Display for BankFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for BankFailure {
    fn status_code(&self) -> StatusCode {
        match self.0.status_code() {
            StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
            status => status,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let plain = self.0.error_response();
        let mut response = HttpResponse::build(self.status_code());
        for (name, value) in plain.headers() {
            response.insert_header((name, value));
        }
        response.json(BankError { error: words(&self.0.problem) })
    }
}

/// The fields at fault by name, or the detail.
fn words(problem: &Problem) -> String {
    if problem.errors.is_empty() {
        return problem.detail.clone();
    }
    let fields: Vec<String> =
        problem.errors.iter().map(|error| format!("{}: {}", error.field, error.code)).collect();
    fields.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_bank_got_wrong_is_a_400_that_names_the_field() {
        let failure = BankFailure(app::Error::field("payer_inn", "invalid_inn").into());
        assert_eq!(failure.error_response().status(), 400);
        assert_eq!(words(&failure.0.problem), "payer_inn: invalid_inn");
        assert_eq!(words(&BankFailure::not_found().0.problem), "Organization not found");
    }

    #[test]
    fn other_statuses_stay_with_their_headers() {
        let busy = BankFailure(Failure::new(ProblemCode::Overloaded, "busy")).error_response();
        assert_eq!((busy.status().as_u16(), busy.headers().contains_key("retry-after")), (503, true));
    }
}
